"""The open side: how a complaint works, and the routine for the binder."""

from flask import Blueprint

bp = Blueprint("open", __name__)
