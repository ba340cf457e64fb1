"""A support person: asked, said yes or no, reading, and ended."""

from flask import Blueprint

bp = Blueprint("support", __name__, url_prefix="/min")
