"""Candidates: proposed, asked, standing, agreed; and who asks for a vote."""

from flask import Blueprint

bp = Blueprint("candidates", __name__, url_prefix="/min/valg")
