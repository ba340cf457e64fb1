"""The real house after everything was sent to it, and what can be read in it then."""

import re
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import time

from sqlalchemy import create_engine, inspect, text

from tests.anonymity.needles import STEM, fields, needle, send_broken, send_everywhere
from tests.anonymity.real_house import RealHouse, Window, status_of
from tests.anonymity.search import disguises, holding
from tests.database import PostgreSQL
from tests.suggestions.journey import CHECK, FORM, SEND
from tests.visitor import SIGN_IN

KEPT = "Stoppenaal"
"""What is stored in plain words: the search must find it."""
SAID = f"{needle('said')} på loftet"
LISTS = "/min/admin/import"
TABLES = ("setting_choices", "people", "urns", "suggestion_threads")


@dataclass
class Needled:
    """A house to which everything was sent, and what was found in it afterwards."""

    house: RealHouse
    server: PostgreSQL | None
    began: float = field(default_factory=lambda: time() - 1)
    statuses: list[int] = field(default_factory=list)
    found: list[dict[str, bytes]] = field(default_factory=list)
    code: str = ""

    def looks_for(self, words: str) -> dict[str, bytes]:
        folder = self.server.folder if self.server else None
        folders = [each for each in (self.house.folder, folder) if each]
        found = holding(words, *folders, since=self.began)
        return found | {table: row for table, row in self.rows() if is_in(row, words)}

    def rows(self) -> Iterator[tuple[str, bytes]]:
        engine = create_engine(self.house.config.database)
        cast = "::text" if self.server else ".*"
        with engine.connect() as link:
            for table in inspect(engine).get_table_names():
                for row in link.execute(text(f'SELECT t{cast} FROM "{table}" t')):
                    yield table, str(row).encode()
        engine.dispose()


def is_in(row: bytes, words: str) -> bool:
    return any(way in row for way in disguises(words))


def send_all(needled: Needled) -> None:
    house = needled.house
    said = house.types(
        *("init", "--later", "--administrator", KEPT, "--address", "https://voice.test")
    )
    # So that whoever keeps the house needs no telephone here.
    house.types("setting", "second_factor_required", "false", "--by", "Huset")
    [slip] = re.findall(r"once: (\S+)", said)
    with house.open(signal.SIGKILL):
        needled.statuses += map(status_of, send_everywhere(house))
    needled.found.append(needled.looks_for(STEM))
    with house.open(signal.SIGTERM):
        needled.statuses += map(status_of, send_broken(house))
        needled.code = speaks_up(Window(house))
        window = goes_in(Window(house), slip)
        needled.statuses += breaks_down(needled, window)
    needled.found.append(needled.looks_for(STEM))


def speaks_up(window: Window) -> str:
    window.opens(FORM).sends(CHECK, text=SAID, audience="everybody").sends(SEND)
    [shown] = re.findall(r'<p class="code">(.*?)</p>', window.page, re.DOTALL)
    return re.sub(r"<[^>]*>|\D", "", shown)


def goes_in(window: Window, slip: str) -> Window:
    """With wrong names, wrong words, wrong slips; then with the right ones."""
    wrong = {"user_name": needle("username"), "passphrase": needle("passphrase")}
    window.opens(SIGN_IN).sends(SIGN_IN, **wrong, place="shared")
    window.opens(f"/min/start/{needle('slip')}").opens("/min/start")
    window.sends("/min/start", code=needle("slip"))
    window.opens(f"/min/start/{slip}").sends("/min/start/deg", answer="yes")
    window.sends("/min/start/passord", passphrase=needle("mypassphrase"))
    window.sends("/min/start/sted", place="own")
    window.opens(f"/min/admin/personer?side={needle('side')}&q={needle('q')}")
    assert KEPT in window.page
    window.opens(LISTS).sends(LISTS, pasted=f"{needle('pasted')}; {needle('name')}")
    return window


def breaks_down(needled: Needled, window: Window) -> Iterator[int]:
    """A table is away while somebody writes: errors from the depth of the database."""
    house = needled.house
    engine = create_engine(house.config.database)
    written = Window(house).opens(FORM).sends(CHECK, text=SAID, audience="everybody")
    for table in TABLES:
        with engine.begin() as link:
            link.execute(text(f"ALTER TABLE {table} RENAME TO away"))
        inside = {"Cookie": window.cookie}
        slip = f"/min/start/{needle('slip')}"
        yield status_of(house.ask("GET", slip, inside))
        yield status_of(house.ask("GET", f"/min/?{needle('query')}", inside))
        yield status_of(house.ask("POST", SIGN_IN, inside, fields()))
        yield status_of(house.ask("POST", FORM, {}, written.fields_to(SEND)))
        with engine.begin() as link:
            link.execute(text(f"ALTER TABLE away RENAME TO {table}"))
    engine.dispose()
