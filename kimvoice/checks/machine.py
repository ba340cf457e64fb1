"""What concerns the server, its folder and its keys; only the keeper can mend it."""

import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from flask_babel import lazy_gettext as _l
from sqlalchemy import make_url, select

from kimvoice import migrations
from kimvoice.checks import Finding, Findings
from kimvoice.complaints.models import Complaint
from kimvoice.config import Config
from kimvoice.core import clock, days, jobs
from kimvoice.core.db import begin_writing, db
from kimvoice.core.key_sheet import KeySheet
from kimvoice.core.keys import keyring
from kimvoice.core.urn import Urn
from kimvoice.elections.models import Election
from kimvoice.suggestions import mailbox, openings

MOUNTS = Path("/proc/self/mountinfo")
KEEPS_OLD_PAGES = {"btrfs", "zfs", "overlay", "bcachefs", "aufs", "nilfs2"}
OF_THE_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "afs", "lustre", "gfs2"}
HERE = ("", "localhost", "127.0.0.1", "::1")
SEALED = ("require", "verify-ca", "verify-full")
PATIENCE = timedelta(days=1)
_OCTAL = re.compile(r"\\([0-7]{3})")
"""How mountinfo writes a space in a name (proc(5))."""


# Without opening the house


def debug(_config: Config) -> Findings:
    if os.environ.get("FLASK_DEBUG"):
        yield Finding(
            _l("FLASK_DEBUG er satt: feilsidene viser det folk skriver."),
            _l("Ta det bort fra miljøet."),
        )


def permissions(config: Config) -> Findings:
    for path in _ours(config):
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            mode = "700" if path.is_dir() else "600"
            yield Finding(
                _l("Andre på maskinen kan lese %(path)s.", path=path),
                _l("Kjør: chmod %(mode)s %(path)s", mode=mode, path=path),
            )


def _ours(config: Config) -> Iterator[Path]:
    """The folders first: a closed one guards what lies in it, and is enough."""
    folder = config.instance
    yield folder
    if folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield from (config.key_folder, *sorted(config.key_folder.glob("*")))
        yield from sorted(folder.glob("kimvoice.sqlite*"))


def file_system(config: Config) -> Findings:
    kind = kind_under(config.instance)
    if kind in KEEPS_OLD_PAGES:
        yield Finding(
            _l(
                "%(folder)s ligger på %(kind)s:"
                " det som blir overskrevet, kan bli igjen.",
                folder=config.instance,
                kind=kind,
            ),
            _l("Legg mappa på ext4 eller XFS uten øyeblikksbilder."),
        )
    elif kind in OF_THE_NETWORK or kind.startswith("fuse."):
        yield Finding(
            _l(
                "%(folder)s ligger på en annen maskin (%(kind)s).",
                folder=config.instance,
                kind=kind,
            ),
            _l("Legg mappa på en egen disk i denne maskinen."),
        )


def kind_under(folder: Path, mounts: Path = MOUNTS) -> str:
    """The kind of file system that holds the folder; "" where nobody can say."""
    if not mounts.is_file():
        return ""
    found = Path("/"), ""
    for line in mounts.read_text("utf-8", "surrogateescape").splitlines():
        before, _, after = line.partition(" - ")
        point = Path(_OCTAL.sub(lambda it: chr(int(it[1], 8)), before.split()[4]))
        # The last of several at one place lies on top.
        if folder.is_relative_to(point) and len(point.parts) >= len(found[0].parts):
            found = point, after.split()[0]
    return found[1]


def link_to_postgresql(config: Config, env: Mapping[str, str] = os.environ) -> Findings:
    if not config.database_url.startswith("postgresql"):
        return
    url = make_url(config.database_url)
    host = url.host or str(url.query.get("host", ""))
    how = url.query.get("sslmode") or env.get("PGSSLMODE", "")
    if host not in HERE and not host.startswith("/") and how not in SEALED:
        yield Finding(
            _l("Det som går til PostgreSQL på %(host)s, er ikke kryptert.", host=host),
            _l("Skriv ?sslmode=verify-full sist i DATABASE_URL."),
        )


def schema(config: Config) -> Findings:
    if migrations.is_behind(config):
        yield Finding(
            _l("Databasen hører til et eldre program."), _l("Kjør: kimvoice db upgrade")
        )


def mail(config: Config) -> Findings:
    if config.mail is None:
        yield Finding(
            _l("Huset sender ikke e-post: KIMVOICE_SMTP er ikke satt."),
            _l("Sett den, eller gi konvolutter til dem som svarer."),
        )


def copies(config: Config) -> Findings:
    """An upgrade that was broken off could not delete what it had copied."""
    for copy in migrations.copies(config):
        yield Finding(
            _l("En kopi av databasen er igjen: %(copy)s.", copy=copy),
            _l("Virker alt? Slett kopien. Der står det som er slettet her."),
        )


# In the open house


def key_sheet() -> Findings:
    sheet = KeySheet.load(keyring().folder)
    if sheet is None:
        yield Finding(_l("Huset har ikke nøkkelark."), _l("Kjør: kimvoice key-sheet"))
    elif not sheet.is_confirmed:
        yield Finding(
            _l("Ingen har skrevet inn to ord fra nøkkelarket."),
            _l("Hent arket, og kjør: kimvoice key-sheet confirm"),
        )


def mailbox_key() -> Findings:
    box = db.session.scalars(select(Urn).where(Urn.name == mailbox.NAME)).one()
    if keyring().mailbox.private_for(box.public_key) is None:
        yield Finding(
            _l("Nøkkelen til postkassa er ikke på denne maskinen."),
            _l(
                "Se at en annen maskin har den. Er den borte, kjør:"
                " kimvoice mailbox start-over"
            ),
        )


def mailbox_emptied() -> Findings:
    """At most eight days pass from one opening to when its lateness is seen."""
    opening = openings.last_opening()
    done = jobs.is_done(mailbox.NAME, days.week_of(opening.date()))
    if not done and clock.now() - opening > PATIENCE:
        yield Finding(
            _l("Postkassa skulle vært åpnet %(day)s.", day=opening.date()),
            _l("Se at kimvoice serve går, eller kjør: kimvoice tick"),
        )


def complaint_logs() -> Findings:
    """The first break alone, by the row's own drawn id.

    Whoever keeps the house is not to learn here which complaints there are, or how
    many: the complainant, whom it concerns, is told on the page of the log.
    """
    complaints = db.session.scalars(select(Complaint).order_by(Complaint.number))
    breaks = (each.log_break for each in complaints.unique())
    first = next((it for it in breaks if it), None)
    if first is not None:
        yield Finding(
            _l(
                "Lista over hvem som har åpnet en klage, er endret: %(row)s.",
                row=first.row,
            ),
            _l(
                "Finn ut hvem som kan skrive i databasen, og om en kopi er lagt"
                " tilbake. Deltakeren ser det på siden sin."
            ),
        )


def election_protocols() -> Findings:
    elections = db.session.scalars(select(Election).order_by(Election.id))
    breaks = (each.protocol_break for each in elections.unique())
    first = next((it for it in breaks if it), None)
    if first is not None:
        yield Finding(
            _l("En valgprotokoll er endret: %(row)s.", row=first.row),
            _l(
                "Finn ut hvem som kan skrive i databasen, og om en kopi er lagt"
                " tilbake. Sammenlign med protokollen på papir."
            ),
        )


def election_urns() -> Findings:
    """Says nothing of how many lie there, also while people vote."""
    elections = db.session.scalars(select(Election).order_by(Election.id))
    for each in elections.unique().all():
        if each.is_disputed and _is_disputed_still(each.id):
            yield Finding(
                _l("Urna stemmer ikke med merkene: %(election)s.", election=each.title),
                _l(
                    "Åpne den ikke. Finn ut hvem som kan skrive i databasen, og om en"
                    " kopi er lagt tilbake. Si fra til valgstyret."
                ),
            )


def _is_disputed_still(number: int) -> bool:
    """With nobody voting: a vote that came between urn and marks is no alarm."""
    begin_writing()
    election = Election.locked(number)
    disputed = election is not None and election.is_disputed
    db.session.rollback()
    return disputed


BEFORE: tuple[Callable[[Config], Findings], ...] = (
    debug,
    permissions,
    file_system,
    link_to_postgresql,
    schema,
    mail,
    copies,
)
INSIDE: tuple[Callable[[], Findings], ...] = (
    key_sheet,
    mailbox_key,
    mailbox_emptied,
    complaint_logs,
    election_protocols,
    election_urns,
)


def findings_before(config: Config) -> list[Finding]:
    return [found for check in BEFORE for found in check(config)]


def findings() -> list[Finding]:
    return [found for check in INSIDE for found in check()]
