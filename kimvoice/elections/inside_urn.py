"""After the vote: slips of paper laid in, urn marks hung up, and the urn opened."""

from flask import Blueprint

bp = Blueprint("urn", __name__, url_prefix="/min/valg")
