"""What the keeper types about keys: a new one, and the way back from paper."""

from pathlib import Path

import click
from sqlalchemy.exc import OperationalError

from kimvoice import Config, create_app, migrations
from kimvoice.core import lasting, rotation, words
from kimvoice.core.errors import HouseError
from kimvoice.core.key_sheet import WORDS
from kimvoice.core.keys import keyring
from kimvoice.keeper import key_sheet

NO_SHEET = "There is no key sheet yet: kimvoice key-sheet"
BEFORE = """\
The new key does not open backups from before. Who needs one of them needs the keys of
its day: lasting.sealed from the same backup, and the words of the key sheet.
Other hosts must stand still until they have the new site.key."""


@click.command("rotate-key")
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.option(
    "--leave-unopened", is_flag=True, help="Go on though some texts are lost."
)
def rotate_key(yes: bool, leave_unopened: bool) -> None:
    """Draw a new site key, seal everything anew, and forget the former key.

    The house may be open meanwhile. Broken off, it is typed again and finishes.
    """
    config = Config.from_env()
    with create_app(config).app_context():
        if migrations.is_behind(config):
            raise HouseError("The database is older than this program: db upgrade")
        click.echo(BEFORE)
        if not yes:
            click.confirm("Draw a new key?", abort=True)
        rotation.rotate(leave=leave_unopened)
        click.echo("Everything lies under the new key. The former one is forgotten.")
        _sweep()
        if not lasting.is_kept(keyring().folder):
            click.echo(f"The new key is in no backup. {NO_SHEET}")


def _sweep() -> None:
    try:
        rotation.sweep_when_owed()
    except OperationalError:
        click.echo("Old pages are swept when nobody holds the tables: kimvoice tick")


@key_sheet.command()
def seal() -> None:
    """Seal the lasting keys to the sheet, in a file that belongs in each backup."""
    with create_app(Config.from_env()).app_context():
        rotation.must_fit()
        if not lasting.keep(keyring().folder):
            raise HouseError(NO_SHEET)
        click.echo(f"Take it into the backup: {keyring().folder / lasting.NAME}")


@key_sheet.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Bring the lasting keys back from FILE (lasting.sealed) and the twelve words."""
    config = Config.from_env()
    lasting.must_be_empty(config.key_folder)
    kept = lasting.SealedKeys.read(file)
    click.echo(f"From the sheet of {kept.drawn_on} with the mark {kept.mark}:")
    typed = [
        click.prompt(f"Word {at} (ord {at})", value_proc=_word)
        for at in range(1, WORDS + 1)
    ]
    lasting.restore(file, typed, config.key_folder)
    click.echo(
        f"The keys lie in {config.key_folder}. The mailbox has its own, and it was in"
        " no backup. Next: kimvoice db upgrade, kimvoice mailbox start-over"
    )


def _word(typed: str) -> str:
    word = words.recognised(typed)
    if word is None:
        raise click.UsageError("This is none of the words. Look at the sheet.")
    return word
