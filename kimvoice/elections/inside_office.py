"""Those who are elected: the first day in office, and leaving it."""

from flask import Blueprint

bp = Blueprint("office", __name__, url_prefix="/min/valg")
