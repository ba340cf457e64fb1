"""What concerns the keys: whether they open what lies here, and come back from paper.

Tables are named and no row, nor how many there are: the keeper may be somebody whom
a complaint is about.
"""

from flask_babel import lazy_gettext as _l

from kimvoice.checks import Finding, Findings
from kimvoice.core import lasting, rotation
from kimvoice.core.key_sheet import KeySheet
from kimvoice.core.keys import keyring

PUT_BACK = _l("Legg tilbake nøkkelen som hører til, eller en bedre kopi av databasen.")


def site_key() -> Findings:
    try:
        rotation.must_fit()
    except rotation.KeyOfAnotherHouse:
        yield Finding(
            _l("Nøkkelen %(file)s er fra et annet hus.", file=keyring().site.file),
            PUT_BACK,
        )
    else:
        for table in rotation.closed():
            yield Finding(
                _l("Noe i tabellen %(table)s kan ikke åpnes.", table=table), PUT_BACK
            )


def half_a_rotation() -> Findings:
    if keyring().site.is_being_renewed:
        yield Finding(
            _l("Et bytte av nøkkel ble ikke ferdig. Den gamle virker fortsatt."),
            _l("Kjør: kimvoice rotate-key"),
        )


def sealed_to_the_sheet() -> Findings:
    folder = keyring().folder
    if KeySheet.load(folder) and not lasting.is_kept(folder):
        yield Finding(
            _l(
                "%(file)s mangler eller er eldre enn nøklene.",
                file=folder / lasting.NAME,
            ),
            _l("Kjør: kimvoice key-sheet seal. Ta fila med i sikkerhetskopien."),
        )


CHECKS = (site_key, half_a_rotation, sealed_to_the_sheet)


def findings() -> list[Finding]:
    return [found for check in CHECKS for found in check()]
