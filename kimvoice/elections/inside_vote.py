"""The ballot on the net: choose, look over, send; one address for all three."""

from flask import Blueprint

bp = Blueprint("vote", __name__, url_prefix="/min/valg")
