"""What the keeper types once or seldom: `init`, `key-sheet`, `check` and so on."""

import sys

import click
from flask_babel import force_locale
from sqlalchemy import select

from kimvoice import Config, create_app, migrations, moving_in
from kimvoice.checks import Finding, house, keys, machine
from kimvoice.core import lasting, rotation
from kimvoice.core.db import begin_writing, db
from kimvoice.core.errors import HouseError, RuleBroken
from kimvoice.core.key_sheet import KeySheet
from kimvoice.core.keys import keyring
from kimvoice.house import open_house
from kimvoice.people import second_factors, user_names
from kimvoice.people.models import Person

COLUMNS = 3
TRIES = 3
SHEET = """
------------------------------------------------------------------------
KIM voice: NØKKELARK                          {day}   merke {mark}

{words}

Legg arket i safen. Ikke ta kopi eller bilde, og ikke skriv det på en PC.
Ordene åpner sikkerhetskopiene av dette huset. Ingen andre har dem.
(The words open the backups of this house. Keep the sheet in the safe.)
------------------------------------------------------------------------
"""


@click.command()
@click.option("--administrator", default="", help="Name of the first administrator.")
@click.option("--address", default="", help="Where people open it: https://…")
@click.option("--later", is_flag=True, help="Type back two words another time.")
def init(administrator: str, address: str, later: bool) -> None:
    """Make the house: keys, key sheet, and the first administrator.

    Can be begun again where it was broken off; it never draws a second key sheet.
    """
    app = open_house(Config.from_env())
    with app.app_context():
        moving_in.first_person()
        drawn_now = _first_sheet()
        _let_in(administrator, address)
        if drawn_now and not later:
            _ask_back()
    click.echo("\nNext: kimvoice check, then kimvoice serve.")


def _first_sheet() -> bool:
    sheet = KeySheet.load(keyring().folder)
    if sheet is None:
        _draw()
        return True
    click.echo(
        f"A key sheet was drawn on {sheet.drawn_on}, with the mark {sheet.mark}."
        " Is it not in your hand, draw a new one: kimvoice key-sheet"
    )
    return False


def _draw() -> None:
    sheet, words = KeySheet.draw(keyring().folder)
    numbered = [f"{at:2} {word:<12}" for at, word in enumerate(words, start=1)]
    rows = len(words) // COLUMNS
    lines = ["".join(numbered[row::rows]).rstrip() for row in range(rows)]
    click.echo(
        SHEET.format(day=sheet.drawn_on, mark=sheet.mark, words="\n".join(lines))
    )
    lasting.keep(keyring().folder)
    click.echo(
        "Copy the sheet by hand, now: the words are shown this once and are kept"
        " nowhere.\nThen clear this window, and what it can scroll back to."
    )
    if sys.stdin.isatty():
        click.pause("Press any key when they are on paper …")
        click.clear()


def _let_in(administrator: str, address: str) -> None:
    first = moving_in.first_person()
    if first is None:
        administrator = administrator or click.prompt("Name of the first administrator")
    address = address or click.prompt(
        "Address of KIM voice", default="http://127.0.0.1:5000"
    )
    person, code = moving_in.let_in(administrator)
    click.echo(
        f"\n{person.name} signs in at {address.rstrip('/')}/min/start"
        f"\nwith this code, once: {code}"
        f"\nand from then on as: {person.user_name}"
    )


@click.group("key-sheet", invoke_without_command=True)
@click.option("--yes", is_flag=True, help="Don't ask whether the old one may be void.")
@click.pass_context
def key_sheet(context: click.Context, yes: bool) -> None:
    """Draw a new key sheet; the one from before is void."""
    if context.invoked_subcommand:
        return
    with create_app(Config.from_env()).app_context():
        rotation.must_fit()
        before = KeySheet.load(keyring().folder)
        if before and not yes:
            click.confirm(
                f"The sheet of {before.drawn_on} (mark {before.mark}) will be void for"
                " backups from now on.\nKeep it until the last backup from before is"
                " deleted. Draw a new one?",
                abort=True,
            )
        _draw()
    click.echo("When it lies in the safe: kimvoice key-sheet confirm")


@key_sheet.command()
def confirm() -> None:
    """Type back two words of the sheet, so that the house knows it is on paper."""
    with create_app(Config.from_env()).app_context():
        _ask_back()


def _ask_back() -> None:
    sheet = KeySheet.load(keyring().folder)
    if sheet is None:
        raise HouseError("There is no key sheet yet: kimvoice key-sheet")
    if sheet.proof is None:
        click.echo(f"The key sheet of {sheet.drawn_on} is confirmed.")
        return
    click.echo(f"\nFrom the paper with the mark {sheet.mark}:")
    for _ in range(TRIES):
        typed = [click.prompt(f"Word {at} (ord {at})") for at in sheet.proof.asked]
        try:
            sheet.confirm(keyring().folder, typed)
        except RuleBroken:
            click.echo("These are not the words of the sheet.")
        else:
            click.echo("Right. Put the sheet into the safe.")
            return
    raise HouseError("Look at the sheet, and try again: kimvoice key-sheet confirm")


@click.command("second-factor-reset")
@click.argument("user_name")
def second_factor_reset(user_name: str) -> None:
    """Let USER_NAME in without a number: telephone and sheet are both lost."""
    with create_app(Config.from_env()).app_context():
        begin_writing()
        typed = user_names.plain(user_name)
        person = db.session.scalar(select(Person).where(Person.user_name == typed))
        if person is None:
            raise HouseError(f"Nobody has the user name {user_name}.")
        second_factors.reset(person)
        db.session.commit()
        click.echo(
            f"{person.name} now signs in with the passphrase alone, and is signed out"
            " everywhere.\nIt is told at each sign-in for"
            f" {second_factors.TOLD_FOR.days} days. Did you ask face to face?"
        )


@click.command()
def check() -> None:
    """Say what is unsafe in this installation, with what to do; exit code 1 if any."""
    config = Config.from_env()
    if not config.instance.is_dir() or migrations.is_new(config):
        raise HouseError(f"There is no house in {config.instance}: kimvoice init")
    found = machine.findings_before(config)
    if not migrations.is_behind(config):
        app = create_app(config)
        with app.app_context():
            found += machine.findings() + keys.findings() + house.findings()
    _tell(config, found)


def _tell(config: Config, found: list[Finding]) -> None:
    with create_app(config).app_context(), force_locale("en"):
        for each in found:
            click.echo(f"{each.what} → {each.to_do}")
    if found:
        sys.exit(1)
    click.echo("Nothing unsafe was found.")
