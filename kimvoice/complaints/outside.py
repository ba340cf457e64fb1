"""Outside bodies ⚙: whom one can turn to beside the house, and what each is for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kimvoice.core.choices import Setting
from kimvoice.core.errors import RuleBroken

MOST = 8
LONGEST = 120
"""Signs in each of the three: they stand in a list, also on paper."""
PHONE = re.compile(r"\+?\d[\d ]*")
ADDRESS = re.compile(r"(https://|www\.)[^\s/]+\.\S+", re.ASCII)


@dataclass(frozen=True)
class Body:
    name: str
    purpose: str
    reach: str
    """A telephone number, an address on the web, or where the office lies."""

    @property
    def is_whole(self) -> bool:
        return all(0 < len(each) <= LONGEST for each in self.parts)

    @property
    def parts(self) -> tuple[str, str, str]:
        return self.name, self.purpose, self.reach

    @property
    def url(self) -> str | None:
        if not ADDRESS.fullmatch(self.reach):
            return None
        secure = self.reach.startswith("https://")
        return self.reach if secure else f"https://{self.reach}"

    def in_words(self) -> "Body":
        """In the reader's language, as far as the house's own words are unchanged."""
        reach = self.reach
        if PHONE.fullmatch(reach):
            reach = _("Tlf. %(phone)s", phone=reach)
        return Body(_(self.name), _(self.purpose), reach)


Bodies: TypeAlias = tuple[Body, ...]


def N_(said: str) -> str:
    """Marks words for the catalogue that are stored in bokmål."""
    return said


USUAL: Bodies = (
    Body(
        N_("NAV-kontoret"),
        N_("Vedtak fra NAV, pengene dine og tiltaket du er med i."),
        "55 55 33 33",
    ),
    Body(
        N_("Arbeidstilsynet"),
        N_("Farlig eller dårlig arbeidsmiljø. Du kan også varsle dem."),
        "73 19 97 00",
    ),
    Body(
        N_("Likestillings- og diskrimineringsombudet"),
        N_("Noen behandler deg dårlig på grunn av hvem du er. De gir gratis råd."),
        "www.ldo.no",
    ),
    Body(
        N_("Datatilsynet"),
        N_("Det som er lagret om deg, og hvem som kan se det."),
        "22 39 69 00",
    ),
)


def check(bodies: Iterable[Body]) -> None:
    """Raise RuleBroken for a list that leads nowhere: it is never a dead end."""
    listed = list(bodies)
    if not 1 <= len(listed) <= MOST:
        raise RuleBroken(_l("Lista må ha fra ett til åtte steder."))
    if not all(body.is_whole for body in listed):
        raise RuleBroken(
            _l("Skriv navn, hva de kan hjelpe med, og telefon eller adresse.")
        )


def _read(plain: list[list[str]]) -> Bodies:
    bodies = tuple(Body(*parts) for parts in plain)
    check(bodies)
    return bodies


BODIES = Setting[Bodies](
    "outside_bodies",
    USUAL,
    _l("Hvem man kan gå til utenfor KIM-senteret"),
    read=_read,
    write=lambda bodies: [list(body.parts) for body in bodies],
)
