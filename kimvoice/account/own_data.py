"""«Lagret om meg»: all that is kept with one's name, and what is wrong with it."""

from flask import Blueprint

from kimvoice.people import corrections as corrections

bp = Blueprint("own_data", __name__, url_prefix="/min")
