"""Bodies, the routes between them, and the matters that travel them"""

import json
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

CLOSED: dict[str, Any] = {
    "native_enum": False,
    "create_constraint": True,
    "length": 32,
}
STATES = (
    "received",
    "reading",
    "published",
    "declined",
    "closed",
    "answered",
    "done",
    "not_done",
    "withdrawn",
)
DEPARTMENT_MEETING = (
    "department_meeting",
    1,
    10,
    "work_leader",
    "representative",
    ("participant",),
)
FORUM = ("participant_forum", 2, 30, "representative", "deputy", ("participant",))
KIM_FORUM = (
    "kim_forum",
    2,
    10,
    "general_manager",
    None,
    ("staff_member", "work_leader", "coordinator", "general_manager"),
)
LEADERSHIP_TEAM = ("leadership_team", 2, 15, "general_manager", None, ("work_leader",))
BOARD = ("board", 1, 65, "board_chair", "board_deputy", ("board_member",))


def upgrade() -> None:
    _make_bodies()
    _make_matters()
    _make_considerations()
    _make_answers()
    with op.batch_alter_table("suggestions") as suggestions:
        suggestions.add_column(sa.Column("matter_id", sa.Integer(), nullable=True))
        suggestions.create_foreign_key(
            op.f("fk_suggestions_matter_id_matters"), "matters", ["matter_id"], ["id"]
        )
    _let_states_be((*STATES, "raised"))
    _furnish()
    _move_board_meeting()


def downgrade() -> None:
    op.execute("UPDATE suggestions SET state = 'closed' WHERE state = 'raised'")
    _let_states_be(STATES)
    with op.batch_alter_table("suggestions") as suggestions:
        suggestions.drop_constraint(
            op.f("fk_suggestions_matter_id_matters"), type_="foreignkey"
        )
        suggestions.drop_column("matter_id")
    for table in (
        "measures",
        "matter_answers",
        "considerations",
        "meetings",
        "matter_people",
        "matter_events",
        "body_seats",
        "body_routes",
        "matters",
        "bodies",
    ):
        op.drop_table(table)


def _make_bodies() -> None:
    op.create_table(
        "bodies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "department_meeting",
                "participant_forum",
                "kim_forum",
                "leadership_team",
                "board",
                "other",
                name="kind",
                **CLOSED,
            ),
            nullable=False,
        ),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("given_name", sa.String(), nullable=False),
        sa.Column("answer_meetings", sa.Integer(), nullable=False),
        sa.Column("answer_days", sa.Integer(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "answer_meetings >= 1 AND answer_days >= 1", name=op.f("ck_bodies_has_time")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"],
            ["people.id"],
            name=op.f("fk_bodies_changed_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["departments.id"],
            name=op.f("fk_bodies_department_id_departments"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bodies")),
        sa.UniqueConstraint("department_id", name=op.f("uq_bodies_department_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_bodies_slug")),
    )
    op.create_table(
        "body_routes",
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("from_id != to_id", name=op.f("ck_body_routes_leads_on")),
        sa.ForeignKeyConstraint(
            ["from_id"],
            ["bodies.id"],
            name=op.f("fk_body_routes_from_id_bodies"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["to_id"],
            ["bodies.id"],
            name=op.f("fk_body_routes_to_id_bodies"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("from_id", "to_id", name=op.f("pk_body_routes")),
    )
    op.create_table(
        "body_seats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column(
            "seating",
            sa.Enum("member", "chair", "deputy", name="seating", **CLOSED),
            nullable=False,
        ),
        sa.Column(
            "role",
            sa.Enum(
                "participant",
                "representative",
                "deputy",
                "staff_member",
                "work_leader",
                "coordinator",
                "general_manager",
                "board_member",
                "board_deputy",
                "board_chair",
                "election_officer",
                "safety_representative",
                "administrator",
                name="role",
                **CLOSED,
            ),
            nullable=True,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(role IS NULL) != (person_id IS NULL)",
            name=op.f("ck_body_seats_role_or_person"),
        ),
        sa.CheckConstraint("starts <= ends", name=op.f("ck_body_seats_dates")),
        sa.ForeignKeyConstraint(
            ["body_id"],
            ["bodies.id"],
            name=op.f("fk_body_seats_body_id_bodies"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_body_seats_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_seats")),
    )
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("agenda_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["body_id"],
            ["bodies.id"],
            name=op.f("fk_meetings_body_id_bodies"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("body_id", "day", name=op.f("uq_meetings_body_id")),
    )


def _make_matters() -> None:
    op.create_table(
        "matters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "anonymous_suggestion",
                "participant",
                "representative",
                "body",
                "leader",
                "dialogue_conference",
                "morning_assembly",
                name="origin",
                **CLOSED,
            ),
            nullable=False,
        ),
        sa.Column(
            "wish",
            sa.Enum("talk", "agree", "send_on", "do_not_know", name="wish", **CLOSED),
            nullable=False,
        ),
        sa.Column(
            "presenter",
            sa.Enum("i", "representative", "do_not_know", name="presenter", **CLOSED),
            nullable=False,
        ),
        sa.Column("raised_by_id", sa.Integer(), nullable=True),
        sa.Column("name_shown", sa.Boolean(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("same_as_id", sa.Integer(), nullable=True),
        sa.Column(
            "elsewhere",
            sa.Enum("complaint", "coordinator", "safety", name="elsewhere", **CLOSED),
            nullable=True,
        ),
        sa.Column("elsewhere_words", sa.String(), nullable=False),
        sa.CheckConstraint(
            "origin != 'anonymous_suggestion' OR raised_by_id IS NULL",
            name=op.f("ck_matters_suggestion_has_no_person"),
        ),
        sa.CheckConstraint("same_as_id != id", name=op.f("ck_matters_another_matter")),
        sa.ForeignKeyConstraint(
            ["raised_by_id"],
            ["people.id"],
            name=op.f("fk_matters_raised_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["same_as_id"], ["matters.id"], name=op.f("fk_matters_same_as_id_matters")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matters")),
        sa.UniqueConstraint("year", "ordinal", name=op.f("uq_matters_year")),
    )
    op.create_table(
        "matter_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column(
            "deed",
            sa.Enum(
                "raised",
                "scheduled",
                "postponed",
                "needed_more",
                "forwarded",
                "answered",
                "passed_back",
                "to_sum_up",
                "read_out",
                "asked_again",
                "looked_again",
                "merged",
                "parted",
                "sent_elsewhere",
                "withdrawn",
                "reported_done",
                "measure_postponed",
                "given_up",
                "confirmed",
                "disputed",
                name="deed",
                **CLOSED,
            ),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_id"], ["bodies.id"], name=op.f("fk_matter_events_body_id_bodies")
        ),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matters.id"],
            name=op.f("fk_matter_events_matter_id_matters"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["bodies.id"], name=op.f("fk_matter_events_other_id_bodies")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_events")),
        sa.UniqueConstraint(
            "matter_id", "line", name=op.f("uq_matter_events_matter_id")
        ),
    )
    op.create_table(
        "matter_people",
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matters.id"],
            name=op.f("fk_matter_people_matter_id_matters"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_matter_people_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "matter_id", "person_id", name=op.f("pk_matter_people")
        ),
    )


def _make_considerations() -> None:
    op.create_table(
        "considerations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("again_of_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_originally", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "on_agenda",
                "needs_more",
                "forwarded",
                "answered",
                "read_out",
                "merged",
                "elsewhere",
                "withdrawn",
                name="state",
                **CLOSED,
            ),
            nullable=False,
        ),
        sa.Column(
            "before",
            sa.Enum(
                "received",
                "on_agenda",
                "needs_more",
                "forwarded",
                "answered",
                "read_out",
                "merged",
                "elsewhere",
                "withdrawn",
                name="before",
                **CLOSED,
            ),
            nullable=True,
        ),
        sa.Column("postponed", sa.Integer(), nullable=False),
        sa.Column("needs", sa.String(), nullable=False),
        sa.Column("needs_from", sa.String(), nullable=False),
        sa.Column("needs_by", sa.Date(), nullable=True),
        sa.Column("read_by", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("on_agenda_of_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "asked_by_id IS NULL OR question != ''",
            name=op.f("ck_considerations_says_what_is_asked"),
        ),
        sa.CheckConstraint("postponed >= 0", name=op.f("ck_considerations_counted")),
        sa.ForeignKeyConstraint(
            ["again_of_id"],
            ["considerations.id"],
            name=op.f("fk_considerations_again_of_id_considerations"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"],
            ["considerations.id"],
            name=op.f("fk_considerations_asked_by_id_considerations"),
        ),
        sa.ForeignKeyConstraint(
            ["body_id"], ["bodies.id"], name=op.f("fk_considerations_body_id_bodies")
        ),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matters.id"],
            name=op.f("fk_considerations_matter_id_matters"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["on_agenda_of_id"],
            ["meetings.id"],
            name=op.f("fk_considerations_on_agenda_of_id_meetings"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_considerations")),
        sa.UniqueConstraint("again_of_id", name=op.f("uq_considerations_again_of_id")),
    )


def _make_answers() -> None:
    op.create_table(
        "matter_answers",
        sa.Column("consideration_id", sa.Integer(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "yes", "partly", "no", "not_now", "noted", name="verdict", **CLOSED
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "money",
                "nav_rules",
                "affects_others",
                "exists_already",
                "disagree",
                "other",
                name="reason",
                **CLOSED,
            ),
            nullable=True,
        ),
        sa.Column("look_again", sa.Date(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("asked_in_short", sa.String(), nullable=False),
        sa.Column("answered_in_short", sa.String(), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "verdict != 'not_now' OR look_again IS NOT NULL",
            name=op.f("ck_matter_answers_not_now_has_a_date"),
        ),
        sa.CheckConstraint(
            "verdict NOT IN ('partly', 'no', 'not_now') OR (reason IS NOT NULL"
            " AND length(words) >= 40)",
            name=op.f("ck_matter_answers_no_has_a_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"],
            ["people.id"],
            name=op.f("fk_matter_answers_approved_by_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_matter_answers_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["consideration_id"],
            ["considerations.id"],
            name=op.f("fk_matter_answers_consideration_id_considerations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("consideration_id", name=op.f("pk_matter_answers")),
    )
    op.create_table(
        "measures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("doer_id", sa.Integer(), nullable=False),
        sa.Column("due_originally", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("promised", "reported", "done", "not_done", name="state", **CLOSED),
            nullable=False,
        ),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "state != 'not_done' OR why != ''",
            name=op.f("ck_measures_not_done_says_why"),
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["matter_answers.consideration_id"],
            name=op.f("fk_measures_answer_id_matter_answers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["doer_id"], ["people.id"], name=op.f("fk_measures_doer_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measures")),
    )


def _let_states_be(states: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{each}'" for each in states)
    with op.batch_alter_table("suggestions") as suggestions:
        suggestions.drop_constraint(op.f("ck_suggestions_state"), type_="check")
        suggestions.create_check_constraint(
            op.f("ck_suggestions_state"), f"state IN ({listed})"
        )


def _furnish() -> None:
    """What a new house begins with (forum/furnishing.py), as it was then."""
    forum = _begin("deltakerforum", FORUM)
    kim_forum = _begin("kim-forum", KIM_FORUM)
    team = _begin("lederteam", LEADERSHIP_TEAM)
    routes = [(forum, kim_forum), (kim_forum, team), (team, _begin("styret", BOARD))]
    departments = sa.table("departments", sa.column("id", sa.Integer))
    for (place,) in (
        op.get_bind().execute(sa.select(departments.c.id).order_by("id")).all()
    ):
        meeting = _begin(f"avdelingsmote-{place}", DEPARTMENT_MEETING, place)
        routes += [(forum, meeting), (meeting, forum), (meeting, kim_forum)]
    edges = sa.table(
        "body_routes", sa.column("from_id", sa.Integer), sa.column("to_id", sa.Integer)
    )
    op.bulk_insert(edges, [{"from_id": left, "to_id": to} for left, to in routes])


def _move_board_meeting() -> None:
    """What was chosen as a setting is the first meeting that the board has planned."""
    choices = sa.table(
        "setting_choices", *(sa.column(it) for it in ("id", "name", "value"))
    )
    named = choices.c.name == "board_meeting"
    newest = sa.select(choices.c.value).where(named).order_by(choices.c.id.desc())
    chosen = op.get_bind().execute(newest.limit(1)).scalar()
    if chosen and (day := date.fromisoformat(json.loads(chosen))) > date.min:
        bodies = sa.table("bodies", sa.column("id"), sa.column("slug"))
        board = sa.select(bodies.c.id).where(bodies.c.slug == "styret")
        meetings = sa.table(
            "meetings", sa.column("body_id"), sa.column("day", sa.Date())
        )
        its = {"body_id": board.scalar_subquery(), "day": day}
        op.execute(sa.insert(meetings).values(its))
    op.execute(sa.delete(choices).where(named))


def _begin(slug: str, usual: tuple[Any, ...], place: int | None = None) -> int:
    kind, meetings, days, chair, deputy, members = usual
    bodies = sa.table(
        "bodies",
        *(
            sa.column(each)
            for each in (
                "id",
                "slug",
                "kind",
                "department_id",
                "given_name",
                "answer_meetings",
                "answer_days",
            )
        ),
    )
    row = {
        "slug": slug,
        "kind": kind,
        "department_id": place,
        "given_name": "",
        "answer_meetings": meetings,
        "answer_days": days,
    }
    op.execute(sa.insert(bodies).values(row))
    made: int = (
        op.get_bind()
        .execute(sa.select(bodies.c.id).where(bodies.c.slug == slug))
        .scalar_one()
    )
    seats = sa.table(
        "body_seats",
        sa.column("body_id"),
        sa.column("seating"),
        sa.column("role"),
    )
    held = [
        ("chair", chair),
        ("deputy", deputy),
        *(("member", each) for each in members),
    ]
    op.bulk_insert(
        seats,
        [
            {"body_id": made, "seating": seating, "role": role}
            for seating, role in held
            if role
        ],
    )
    return made
