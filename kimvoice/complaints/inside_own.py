"""What the complainant does with a complaint that was sent."""

from flask import Blueprint

bp = Blueprint("own", __name__, url_prefix="/min/klage")
