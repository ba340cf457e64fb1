"""The protocol as a file, and the program that counts it anew."""

from flask import Blueprint

bp = Blueprint("files", __name__, url_prefix="/min/valg")
