"""The yes or no to a role that gives access to complaints."""

from flask import Blueprint

from kimvoice.people import role_requests as role_requests

bp = Blueprint("asked_role", __name__, url_prefix="/min")
