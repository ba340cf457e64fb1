"""The officers' words, the urn that is sealed with them, and the envelopes' end."""

from flask import Blueprint

bp = Blueprint("words", __name__, url_prefix="/min/valg")
