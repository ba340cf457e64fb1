"""The demonstration house, left as whoever stops serving it leaves it."""

from flask import Flask

from kimvoice.core.db import db


def close(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
