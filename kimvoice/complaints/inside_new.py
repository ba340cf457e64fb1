"""Filing a complaint: one question a page, and a draft only by its button."""

from flask import Blueprint

bp = Blueprint("new", __name__, url_prefix="/min/klage")
