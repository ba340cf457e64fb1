"""What can be wrong with a line of a pasted list, in words."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kimvoice.core.labels import Labelled


class Fault(Labelled):
    UNREADABLE = (
        "unreadable",
        _l("Her er tegn vi ikke kan lese. Skriv linja på nytt."),
    )
    NATIONAL_ID = (
        "national_id",
        _l("Dette ligner et fødselsnummer. Ta det bort."),
    )
    QUOTES = "quotes", _l("Et anførselstegn mangler, eller står på feil sted.")
    TOO_MANY = (
        "too_many",
        _l(
            "Det er for mange felt."
            " Ta bare med navn, avdeling, rolle, koordinator og e-post."
        ),
    )
    COLUMN = "column", _l("Vi kjenner ikke kolonnen %(what)s. Ta den bort.")
    FORMULA = (
        "formula",
        _l("%(what)s ser ut som en formel. Skriv det som vanlig tekst."),
    )
    TOO_LONG = "too_long", _l("Et felt kan ha høyst %(what)s tegn.")
    NO_NAME = "no_name", _l("Navnet mangler.")
    COMMA = "comma", _l("Skriv fornavnet først, uten komma.")
    NO_ROLE = "no_role", _l("Rollen mangler. Skriv for eksempel deltaker.")
    ROLE = "role", _l("Vi kjenner ikke rollen %(what)s.")
    ELECTED = (
        "elected",
        _l("Tillitsvalgt og vara blir valgt. Skriv inn valget i stedet."),
    )
    ADMINISTRATOR = (
        "administrator",
        _l("En administrator kan ikke stå i lista. Gi rollen på siden til personen."),
    )
    NO_DEPARTMENT = "no_department", _l("Avdelingen mangler.")
    DEPARTMENT = "department", _l("Vi kjenner ikke avdelingen %(what)s.")
    TWICE = (
        "twice",
        _l("Navnet står også på linje %(what)s. Er det to? Gjør navnene ulike."),
    )
    ELSEWHERE = (
        "elsewhere",
        _l(
            "Noen med dette navnet er i %(what)s. Er det en annen person?"
            " Gjør navnene ulike, for eksempel med en bokstav til."
        ),
    )
    OTHER_ROLE = (
        "other_role",
        _l("Personen er lagt inn fra før. Endre rollen på siden til personen."),
    )
    COORDINATOR = (
        "coordinator",
        _l("Vi kjenner ingen koordinator som heter %(what)s."),
    )
    TWO_COORDINATORS = (
        "two_coordinators",
        _l("Flere koordinatorer heter %(what)s. Velg på siden til personen."),
    )
    NOT_FOR_STAFF = "not_for_staff", _l("Bare deltakere har koordinator.")
    NO_MAIL = "no_mail", _l("Bare de som skal svare på noe, kan ha e-post.")
    EMAIL = "email", _l("%(what)s er ikke en e-postadresse.")
    OTHER_EMAIL = (
        "other_email",
        _l("Personen har en annen e-post, eller ingen. Endre på siden til personen."),
    )
    OTHER_COORDINATOR = (
        "other_coordinator",
        _l("Personen har en annen koordinator. Bytt på siden til personen."),
    )


@dataclass(frozen=True)
class Wrong:
    line: int
    fault: Fault
    what: str = ""

    @property
    def words(self) -> str:
        return str(self.fault.label) % {"what": self.what}

    def __str__(self) -> str:
        return str(_("Linje %(line)s: %(words)s", line=self.line, words=self.words))


def short(cell: str) -> str:
    return f"«{cell}»" if len(cell) <= 40 else f"«{cell[:40]} …»"
