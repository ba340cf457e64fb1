"""A complaint with its course, on paper."""

from flask import Blueprint

bp = Blueprint("print", __name__, url_prefix="/min/klage")
