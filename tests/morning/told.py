"""Who is told, and by which server."""

from dataclasses import replace

from flask import Flask
from sqlalchemy import select

from kimvoice.config import Mail
from kimvoice.core import jobs
from kimvoice.core.db import db
from kimvoice.people import duties
from kimvoice.people.models import Person, RoleKind
from tests.factories import Make

TUESDAY = "2025-11-18"


def sends_by(app: Flask, mail: Mail | None) -> None:
    app.extensions["config"] = replace(app.extensions["config"], mail=mail)


def reached(make: Make, kind: RoleKind, email: str = "") -> Person:
    department = make.department() if kind in duties.IN_A_DEPARTMENT else None
    person = make.person(kind, department=department)
    person.email = email
    db.session.commit()
    return person


def told() -> set[str]:
    db.session.rollback()
    slots = db.session.scalars(select(jobs.Done.slot).where(jobs.Done.job == "morning"))
    return set(slots)
