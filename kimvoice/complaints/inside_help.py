"""«Hjelp en deltaker å si fra»: staff and representatives type for somebody."""

from flask import Blueprint

bp = Blueprint("help", __name__, url_prefix="/min")
