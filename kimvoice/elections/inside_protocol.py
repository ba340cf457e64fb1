"""The protocol: what was done, line by line, and the committee's own copy."""

from flask import Blueprint

bp = Blueprint("protocol", __name__, url_prefix="/min/valg")
