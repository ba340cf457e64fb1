"""The second factor: set up, used at the door, and taken away."""

from flask import Blueprint

from kimvoice.people import second_factors as second_factors

bp = Blueprint("second", __name__, url_prefix="/min")
