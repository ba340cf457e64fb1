"""What the handler does: takes it on, confirms, asks, answers."""

from flask import Blueprint

bp = Blueprint("handling", __name__, url_prefix="/min/klage")
