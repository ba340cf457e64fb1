"""A meeting goes from its agenda to its minutes

A meeting that has been stands as planned, or with its agenda laid out: whether it was
held, nobody has said.
"""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CLOSED: dict[str, Any] = {
    "native_enum": False,
    "create_constraint": True,
    "length": 32,
}
STATES = (
    "planned",
    "agenda_out",
    "under_way",
    "held",
    "minutes_out",
    "approved",
    "not_held",
)
STANDING = {"answers": 10, "minutes": 5, "open_floor": 10}
SUBMISSION = {"participant_forum": 7, "board": 14, "department_meeting": 1}
FEWER = 2
NEW_OF_MEETINGS = (
    "starts",
    "length",
    "place",
    "state",
    "chair_id",
    "minute_taker_id",
    "why_not_held",
    "moved_to_id",
    "minutes_on",
    "approved_in_id",
)
REFERRED = {
    "chair_id": "people",
    "minute_taker_id": "people",
    "moved_to_id": "meetings",
    "approved_in_id": "meetings",
}


def upgrade() -> None:
    _widen_meetings()
    with op.batch_alter_table("considerations") as considerations:
        considerations.add_column(sa.Column("not_before", sa.Date(), nullable=True))
    _let_bodies_say_when()
    _make_items()
    _make_heard()
    _furnish()


def downgrade() -> None:
    for table in (
        "minutes_addenda",
        "attendances",
        "heard_answers",
        "agenda_item_bodies",
        "agenda_items",
    ):
        op.drop_table(table)
    with op.batch_alter_table("bodies") as bodies:
        bodies.drop_constraint(op.f("ck_bodies_submission"), type_="check")
        bodies.drop_column("submission_days")
    with op.batch_alter_table("considerations") as considerations:
        considerations.drop_column("not_before")
    with op.batch_alter_table("meetings") as meetings:
        for column, table in REFERRED.items():
            meetings.drop_constraint(
                op.f(f"fk_meetings_{column}_{table}"), type_="foreignkey"
            )
        for check in ("state", "takes_time", "says_why"):
            meetings.drop_constraint(op.f(f"ck_meetings_{check}"), type_="check")
        for column in NEW_OF_MEETINGS:
            meetings.drop_column(column)


def _widen_meetings() -> None:
    state = sa.Enum(*STATES, name="state", native_enum=False, length=32)
    with op.batch_alter_table("meetings") as meetings:
        for column in (
            _filled("starts", sa.Time(), "10:00:00"),
            _filled("length", sa.Integer(), "60"),
            _filled("place", sa.String(), ""),
            _filled("state", state, "planned"),
            _filled("why_not_held", sa.String(), ""),
            sa.Column("minutes_on", sa.Date(), nullable=True),
            *(sa.Column(each, sa.Integer(), nullable=True) for each in REFERRED),
        ):
            meetings.add_column(column)
    op.execute("UPDATE meetings SET state = 'agenda_out' WHERE agenda_on IS NOT NULL")
    with op.batch_alter_table("meetings") as meetings:
        for name in ("starts", "length", "place", "state", "why_not_held"):
            meetings.alter_column(name, server_default=None)
        listed = ", ".join(map(repr, STATES))
        for name, rule in {
            "state": f"state IN ({listed})",
            "takes_time": "length BETWEEN 5 AND 480",
            "says_why": "state != 'not_held' OR why_not_held != ''",
        }.items():
            meetings.create_check_constraint(op.f(f"ck_meetings_{name}"), rule)
        for referring, table in REFERRED.items():
            meetings.create_foreign_key(
                op.f(f"fk_meetings_{referring}_{table}"),
                table,
                [referring],
                ["id"],
                ondelete="SET NULL",
            )


def _let_bodies_say_when() -> None:
    with op.batch_alter_table("bodies") as bodies:
        bodies.add_column(_filled("submission_days", sa.Integer(), str(FEWER)))
    for kind, before in SUBMISSION.items():
        op.execute(
            f"UPDATE bodies SET submission_days = {before} WHERE kind = '{kind}'"
        )
    with op.batch_alter_table("bodies") as bodies:
        bodies.alter_column("submission_days", server_default=None)
        bodies.create_check_constraint(
            op.f("ck_bodies_submission"), "submission_days BETWEEN 0 AND 30"
        )


def _make_items() -> None:
    op.create_table(
        "agenda_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        _choice("kind", "answers", "minutes", "matter", "open_floor", nullable=False),
        sa.Column("consideration_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        _choice("wish", "talk", "agree", "send_on", "do_not_know"),
        _choice("presenter", "i", "representative", "do_not_know"),
        sa.Column("came_late", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("agreeing", sa.Integer(), nullable=True),
        _choice("decision", "agree", "forward", "find_out", "postpone", "turn_down"),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("doer_id", sa.Integer(), nullable=True),
        sa.Column("nobody", sa.Boolean(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        _choice("verdict", "yes", "partly", "no", "not_now", "noted"),
        _choice(
            "reason",
            "money",
            "nav_rules",
            "affects_others",
            "exists_already",
            "disagree",
            "other",
        ),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'matter') = (consideration_id IS NOT NULL)",
            name=op.f("ck_agenda_items_matter_has_visit"),
        ),
        sa.CheckConstraint(
            "minutes BETWEEN 1 AND 180", name=op.f("ck_agenda_items_takes_time")
        ),
        sa.CheckConstraint("agreeing >= 0", name=op.f("ck_agenda_items_counted")),
        *_refer("agenda_items", "meeting_id", "meetings", "CASCADE"),
        *_refer("agenda_items", "consideration_id", "considerations", "CASCADE"),
        *_refer("agenda_items", "doer_id", "people", "SET NULL"),
        *_refer("agenda_items", "decided_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
        sa.UniqueConstraint(
            "meeting_id",
            "consideration_id",
            name=op.f("uq_agenda_items_meeting_id"),
        ),
    )
    op.create_table(
        "agenda_item_bodies",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        *_refer("agenda_item_bodies", "item_id", "agenda_items", "CASCADE"),
        *_refer("agenda_item_bodies", "body_id", "bodies", "CASCADE"),
        sa.PrimaryKeyConstraint(
            "item_id", "body_id", name=op.f("pk_agenda_item_bodies")
        ),
    )


def _make_heard() -> None:
    op.create_table(
        "heard_answers",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("consideration_id", sa.Integer(), nullable=False),
        _choice("hearing", "read_out", "ask_again", "not_read", nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        *_refer("heard_answers", "meeting_id", "meetings", "CASCADE"),
        *_refer("heard_answers", "consideration_id", "considerations", "CASCADE"),
        sa.PrimaryKeyConstraint(
            "meeting_id", "consideration_id", name=op.f("pk_heard_answers")
        ),
    )
    op.create_table(
        "attendances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.CheckConstraint("present >= 0", name=op.f("ck_attendances_counted")),
        *_refer("attendances", "meeting_id", "meetings", "CASCADE"),
        *_refer("attendances", "department_id", "departments", None),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendances")),
        sa.UniqueConstraint(
            "meeting_id", "department_id", name=op.f("uq_attendances_meeting_id")
        ),
    )
    op.create_table(
        "minutes_addenda",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        *_refer("minutes_addenda", "meeting_id", "meetings", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_addenda")),
    )


def _furnish() -> None:
    """The points that every agenda has, and the matters that stood on one."""
    items = sa.table(
        "agenda_items",
        *(
            sa.column(each)
            for each in (
                "meeting_id",
                "kind",
                "consideration_id",
                "position",
                "minutes",
                "came_late",
                "version",
                "said",
                "words",
                "who",
                "nobody",
            )
        ),
    )
    empty = {"came_late": False, "version": 0, "said": "", "words": "", "who": ""}
    empty["nobody"] = False
    meetings = sa.table("meetings", sa.column("id"))
    rows = [
        {"meeting_id": id, "kind": kind, "minutes": minutes, "position": 0, **empty}
        for (id,) in op.get_bind().execute(sa.select(meetings.c.id)).all()
        for kind, minutes in STANDING.items()
    ]
    visits = sa.table("considerations", sa.column("id"), sa.column("on_agenda_of_id"))
    stood = sa.select(visits.c.on_agenda_of_id, visits.c.id).where(
        visits.c.on_agenda_of_id.is_not(None)
    )
    op.bulk_insert(items, rows)
    op.bulk_insert(
        items,
        [
            {
                "meeting_id": meeting,
                "kind": "matter",
                "consideration_id": visit,
                "position": position,
                "minutes": 15,
                **empty,
            }
            for position, (meeting, visit) in enumerate(
                op.get_bind().execute(stood.order_by("id")).all()
            )
        ],
    )


def _filled(name: str, kind: Any, value: str) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, server_default=value)


def _choice(name: str, *values: str, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Enum(*values, name=name, **CLOSED), nullable=nullable)


def _refer(
    table: str, column: str, other: str, ondelete: str | None
) -> Iterable[sa.ForeignKeyConstraint]:
    yield sa.ForeignKeyConstraint(
        [column],
        [f"{other}.id"],
        name=op.f(f"fk_{table}_{column}_{other}"),
        ondelete=ondelete,
    )
