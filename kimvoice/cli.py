"""The keeper's commands."""

import json
import logging
import os
import sys
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

import click
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from waitress import create_server

from kimvoice import (
    Config,
    create_app,
    house,
    keeper,
    key_keeper,
    moving_in,
)
from kimvoice import verify as recount
from kimvoice.core import choices, jobs
from kimvoice.core.db import db
from kimvoice.core.errors import HouseError
from kimvoice.demo import demo as furnished
from kimvoice.demo.on_net import words_to_try
from kimvoice.demo.to_try import matters_to_try
from kimvoice.house import open_house
from kimvoice.suggestions import codes, mailbox, openings

THIS_MACHINE = "127.0.0.1"
LARGEST_BODY = 2_000_000
"""Bytes; above the largest form, so that who writes too much still gets our page."""
SERVER: dict[str, Any] = {
    "ident": "",
    "threads": 8,
    # Sixty people with some windows each; an idle one gives its place back.
    "connection_limit": 1000,
    "channel_timeout": 30,
    # A form and a page fit in memory, so that nothing of them ever lies on the disk.
    "max_request_body_size": LARGEST_BODY,
    "inbuf_overflow": LARGEST_BODY + 1,
    "outbuf_overflow": sys.maxsize,
    # Their lines come when somebody's browser hangs up.
    "log_socket_errors": False,
}
PATIENCE = 10.0
"""Seconds that the clock's work is given to come to its end."""
NO_NUMBER = (
    "\n\nIn this demo the passphrase is enough for everybody."
    " A number from an app can be tried at /min/innstillinger/app."
)
OFFICERS_WORDS = (
    "\n\nThe six words of each election officer, of which two open an urn"
    " (Sirkulus today, Kontoret when its vote is over):\n"
)
MATTERS = "\n\nMatters on their way, and whom to sign in as:\n"
EMPTY = "\n\nNobody lives here yet: `kimvoice init` comes first."


def main() -> None:
    """Refusals are sentences on stderr and exit code 1, never a traceback."""
    os.umask(0o077)
    leave_no_core()
    try:
        kimvoice()
    except (HouseError, OSError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except ModuleNotFoundError as error:
        click.echo(f"{error.name} is not installed: DATABASE_URL needs it.", err=True)
        sys.exit(1)
    except SQLAlchemyError as error:
        # Its message can hold what people wrote, or the password of the database.
        click.echo(f"The database cannot be used: {type(error).__name__}.", err=True)
        sys.exit(1)


def leave_no_core() -> None:
    """A crash must not write what people wrote, and the keys, into a file."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def quieten_server() -> None:
    """Its warnings tell when many came; of an error web/errors.py leaves the class."""
    logging.getLogger("waitress").setLevel(logging.ERROR)


@click.group()
def kimvoice() -> None:
    """KIM voice: a house where participants are heard."""


@kimvoice.command()
@click.option("--host", default=THIS_MACHINE, show_default=True)
@click.option("--port", default=5000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the house, and do each minute what the clock makes due."""
    if os.environ.get("FLASK_DEBUG"):
        raise HouseError("FLASK_DEBUG is set: debug pages show what people write.")
    app = open_house(Config.from_env())
    with app.app_context():
        empty = moving_in.nobody_lives_here()
        db.session.remove()
    run(app, host, port, EMPTY if empty else "")


def run(app: Flask, host: str, port: int, greeting: str) -> None:
    """Serve until interrupted; the greeting is said when the port is ours."""
    quieten_server()
    server = create_server(
        app,
        host=host,
        port=port,
        # ProxyFix reads as many of them as KIMVOICE_PROXIES says, and no more.
        clear_untrusted_proxy_headers=not app.extensions["config"].proxies,
        **SERVER,
    )
    click.echo(f"KIM voice: http://{host}:{port}/{greeting}")
    stop = Event()
    ticker = Thread(
        target=jobs.run_each_minute, args=(app, house.tick, stop), daemon=True
    )
    ticker.start()
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        stop.set()
        server.close()
        ticker.join(timeout=PATIENCE)


@kimvoice.command()
@click.option("--port", default=5000, show_default=True)
@click.option("--instance", type=click.Path(path_type=Path), default=None)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), default=None)
@click.option("--fresh", is_flag=True, help="Begin anew; what was there is deleted.")
def demo(port: int, instance: Path | None, today: datetime | None, fresh: bool) -> None:
    """Serve a furnished house with fictional people; it is kept between starts.

    --today moves the clock of this house forward by whole days; the time of day
    stays, so the mailbox of a Friday has been opened from 12 o'clock, and for
    certain on the Saturday.
    """
    moved_to = today.date() if today else None
    app = furnished.open_demo(instance, today=moved_to, fresh=fresh)
    with app.app_context():
        people = furnished.table_of_people()
        code = _in_groups(furnished.code_to_try())
        became_matters = ", ".join(map(_in_groups, furnished.codes_of_matters()))
        matters = matters_to_try()
    run(
        app,
        THIS_MACHINE,
        port,
        f"\n\n{people}\n\nA receipt code to try at /kode: {code}"
        f"\nOf suggestions that became matters: {became_matters}{MATTERS}{matters}"
        f"{OFFICERS_WORDS}{words_to_try()}{NO_NUMBER}",
    )


def _in_groups(code: str) -> str:
    return " ".join(codes.in_groups(code))


@kimvoice.command()
def tick() -> None:
    """Do what is due now; safe to run twice, or on two machines at once."""
    app = create_app(Config.from_env())
    with app.app_context():
        house.tick()


@kimvoice.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def verify(arguments: tuple[str, ...]) -> None:
    """Count an election anew from FILE: --wall CODE, --print CODE, --english."""
    sys.exit(recount.main(arguments))


@kimvoice.group("db")
def database() -> None:
    """The database."""


@database.command("upgrade")
def upgrade() -> None:
    """Bring the database up to this program; a new house gets its keys."""
    open_house(Config.from_env())


@kimvoice.group("mailbox")
def mailbox_group() -> None:
    """The mailbox."""


@mailbox_group.command("start-over")
@click.confirmation_option(prompt="The slips of this round will be lost. Go on?")
def start_over() -> None:
    """Begin a new round when the key of this one is lost."""
    app = create_app(Config.from_env())
    with app.app_context():
        lost = mailbox.start_over()
        db.session.commit()
    click.echo(f"The front page asks for what was sent {lost.first} to {lost.last}.")


@kimvoice.command()
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--by", default="", help="Name of the one who chooses.")
def setting(name: str | None, value: str | None, by: str) -> None:
    """Show the settings, or choose the VALUE (as JSON) of NAME."""
    app = create_app(Config.from_env())
    with app.app_context():
        shown = choices.REGISTER.values() if name is None else [_setting(name)]
        if name is None or value is None:
            for each in shown:
                chosen = json.dumps(each.write(each.value()), ensure_ascii=False)
                click.echo(f"{each.name}\t{chosen}\t{each.meaning}")
            return
        _choose(_setting(name), value, by)
        db.session.commit()


def _setting(name: str) -> choices.Setting[Any]:
    if name not in choices.REGISTER:
        raise HouseError(f"There is no setting {name}.")
    return choices.REGISTER[name]


def _choose(chosen: choices.Setting[Any], value: str, by: str) -> None:
    if not by:
        raise HouseError("Say who chooses: --by NAME.")
    try:
        parsed = chosen.parse(value)
    except (ValueError, TypeError) as error:
        raise HouseError(
            f"{value} cannot be read for {chosen.name}: {error}"
        ) from error
    chosen.choose(parsed, by, openings.counts_from(chosen))


for command in (
    keeper.init,
    keeper.key_sheet,
    keeper.second_factor_reset,
    keeper.check,
    key_keeper.rotate_key,
):
    kimvoice.add_command(command)


if __name__ == "__main__":
    main()
