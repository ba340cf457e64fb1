"""«Hvem har åpnet klagen?»: the log, as the complainant reads it."""

from flask import Blueprint

bp = Blueprint("log", __name__, url_prefix="/min")
