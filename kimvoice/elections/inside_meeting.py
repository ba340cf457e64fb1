"""The vote on paper: prints, slips given one name at a time, and the count of two."""

from flask import Blueprint

bp = Blueprint("meeting", __name__, url_prefix="/min/valg")
