"""The lot, the result, and a complaint about the election."""

from flask import Blueprint

bp = Blueprint("results", __name__, url_prefix="/min/valg")
