"""KIM voice: a house where participants are heard."""

from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFProtect
from htmx_flask import Htmx
from jinja2 import StrictUndefined

from kimvoice.config import Config, beside_or_inside
from kimvoice.core import db
from kimvoice.core.clock import Clock
from kimvoice.core.keys import Keyring
from kimvoice.web import (
    errors,
    headers,
    language,
    memory,
    navigation,
    networks,
    sides,
)

__all__ = ["Config", "create_app"]

LARGEST_FORM = 400_000
"""Bytes: 10,000 signs of any script still get a sentence, and nothing lies on disk."""


def create_app(config: Config | None = None) -> Flask:
    """Raises KeysMissing for a house whose key folder is gone, or was never made."""
    config = config or Config.from_env()
    app = Flask(
        __name__,
        static_folder=beside_or_inside("static"),
        static_url_path="/static",
        template_folder=beside_or_inside("templates"),
        instance_path=str(config.instance.resolve()),
    )
    app.extensions["config"] = config
    app.testing = config.testing
    keys = Keyring.load(config.key_folder)
    app.extensions["keys"] = keys
    app.config.update(
        SECRET_KEY=keys.derive("session"),
        PERMANENT_SESSION_LIFETIME=memory.OWN_REST,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_CHECK_DEFAULT=False,
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},
        BABEL_TRANSLATION_DIRECTORIES=str(beside_or_inside("translations")),
    )
    app.jinja_env.undefined = StrictUndefined
    Clock(movable=config.demo).init_app(app)
    db.init_app(app, config.database)
    networks.init_app(app)
    Htmx(app)
    CSRFProtect(app)
    for part in (memory, language, sides, headers, errors, navigation):
        part.init_app(app)
    _open_rooms(app)
    networks.put_behind(app, config.proxies)
    return app


def _open_rooms(app: Flask) -> None:
    from kimvoice.account import asked_role, own, own_data, second, start
    from kimvoice.account import inside as account
    from kimvoice.admin import (
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
        inside_meeting,
        inside_objections,
        inside_office,
        inside_protocol,
        inside_recorded,
        inside_results,
        inside_roll,
        inside_rounds,
    )
    from kimvoice.elections import open as elections_open
    from kimvoice.home import inside as home_inside
    from kimvoice.home import open as home_open
    from kimvoice.suggestions import inside as suggestions_inside
    from kimvoice.suggestions import inside_promise, intake, open_paper, open_thread
    from kimvoice.suggestions import open as suggestions_open

    intake.init_app(app)
    app.register_blueprint(account.bp)
    app.register_blueprint(start.bp)
    for name, doors in {
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
            inside_meeting,
            inside_results,
            inside_objections,
            inside_protocol,
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
        ),
        "suggestions": (
            suggestions_open,
            open_thread,
            open_paper,
            suggestions_inside,
            inside_promise,
        ),
        "own": (own, own_data, second, asked_role),
    }.items():
        room = Blueprint(name, __name__)
        for door in doors:
            room.register_blueprint(door.bp)
        app.register_blueprint(room)
