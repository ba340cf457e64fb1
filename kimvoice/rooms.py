"""Every room of the house, with its doors; nobody else imports a side of one."""

from types import ModuleType

from flask import Blueprint, Flask

from kimvoice.account import asked_role, own, own_data, second, start
from kimvoice.account import inside as account
from kimvoice.admin import (
    inside_bodies,
    inside_corrections,
    inside_house,
    inside_ladder,
    inside_lists,
    inside_people,
    inside_slips,
)
from kimvoice.complaints import inside as complaints_inside
from kimvoice.complaints import (
    inside_handling,
    inside_help,
    inside_log,
    inside_new,
    inside_own,
    inside_print,
    inside_support,
)
from kimvoice.complaints import open as complaints_open
from kimvoice.elections import inside as elections_inside
from kimvoice.elections import (
    inside_candidates,
    inside_files,
    inside_meeting,
    inside_objections,
    inside_office,
    inside_protocol,
    inside_recorded,
    inside_results,
    inside_roll,
    inside_rounds,
    inside_urn,
    inside_vote,
    inside_words,
)
from kimvoice.elections import open as elections_open
from kimvoice.forum import inside as forum_inside
from kimvoice.forum import (
    inside_agenda,
    inside_arranging,
    inside_deciding,
    inside_ending,
    inside_figures,
    inside_matters,
    inside_measures,
    inside_minutes,
    inside_notice,
    inside_paper,
    inside_points,
    inside_running,
)
from kimvoice.home import inside as home_inside
from kimvoice.home import open as home_open
from kimvoice.suggestions import inside as suggestions_inside
from kimvoice.suggestions import (
    inside_promise,
    inside_raising,
    intake,
    open_paper,
    open_thread,
)
from kimvoice.suggestions import open as suggestions_open

HALL = (account, start)
"""The way in, which belongs to no room."""
ROOMS: dict[str, tuple[ModuleType, ...]] = {
    "home": (home_open, home_inside),
    "complaints": (
        complaints_open,
        inside_new,
        complaints_inside,
        inside_own,
        inside_handling,
        inside_log,
        inside_support,
        inside_help,
        inside_print,
    ),
    "elections": (
        elections_open,
        elections_inside,
        inside_rounds,
        inside_roll,
        inside_candidates,
        inside_words,
        inside_vote,
        inside_meeting,
        inside_urn,
        inside_results,
        inside_objections,
        inside_protocol,
        inside_files,
        inside_office,
        inside_recorded,
    ),
    "admin": (
        inside_house,
        inside_ladder,
        inside_people,
        inside_lists,
        inside_slips,
        inside_corrections,
        inside_bodies,
    ),
    "forum": (
        forum_inside,
        inside_agenda,
        inside_running,
        inside_paper,
        inside_minutes,
        inside_ending,
        inside_points,
        inside_arranging,
        inside_notice,
        inside_matters,
        inside_deciding,
        inside_measures,
        inside_figures,
    ),
    "suggestions": (
        suggestions_open,
        open_thread,
        open_paper,
        suggestions_inside,
        inside_promise,
        inside_raising,
    ),
    "own": (own, own_data, second, asked_role),
}


def open_in(app: Flask) -> None:
    intake.init_app(app)
    for door in HALL:
        app.register_blueprint(door.bp)
    for name, doors in ROOMS.items():
        room = Blueprint(name, __name__)
        for door in doors:
            room.register_blueprint(door.bp)
        app.register_blueprint(room)
