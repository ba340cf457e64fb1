"""KIM voice: a house where participants are heard."""

from flask import Flask
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
    # Imported here: each part of a room imports this package first.
    from kimvoice import rooms

    rooms.open_in(app)
    networks.put_behind(app, config.proxies)
    return app
