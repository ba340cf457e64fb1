"""Opening the house, whoever opens it, and what the clock makes due in its rooms."""

from flask import Flask

from kimvoice import Config, create_app, migrations, morning
from kimvoice.complaints import daily, sweeping
from kimvoice.core import rotation
from kimvoice.core.db import db
from kimvoice.core.keys import Keyring
from kimvoice.elections import daily as elections
from kimvoice.elections import sweeping as elections_sweeping
from kimvoice.people import (
    erasure,
    invitations,
    reach,
    role_requests,
    second_factors,
)
from kimvoice.suggestions import mailbox


def open_house(config: Config) -> Flask:
    """Set up what a new house lacks, and bring an old one up to this program.

    Nobody comes in before what an old copy has brought back is gone again.
    """
    app = build(config)
    with app.app_context():
        rotation.must_fit()
        mailbox.establish()
        db.session.commit()
        daily.delete_again()
        erasure.erase_again()
    return app


def build(config: Config) -> Flask:
    """Schema and keys; the mailbox is not there yet.

    Keys are drawn only for a database without tables: a house that was open before
    and has lost its key folder raises KeysMissing, and nothing is overwritten.
    """
    config.instance.mkdir(parents=True, exist_ok=True)
    if migrations.is_new(config):
        Keyring.create(config.key_folder)
    else:
        Keyring.load(config.key_folder)
    migrations.upgrade(config)
    return create_app(config)


def tick() -> None:
    """Do what is due now; safe to run twice, or on two machines at once."""
    mailbox.tick()
    daily.run_when_due()
    elections.run_when_due()
    invitations.forget_old()
    role_requests.forget_old()
    second_factors.forget_old()
    reach.forget_emails()
    erasure.close_ways_in()
    morning.send_when_due()
    sweeping.pay()
    elections_sweeping.pay()
    rotation.sweep_when_owed()
