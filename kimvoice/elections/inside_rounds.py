"""Planning a round: calendar, committee, departments; and what two officers decide."""

from flask import Blueprint

bp = Blueprint("rounds", __name__, url_prefix="/min/valg")
