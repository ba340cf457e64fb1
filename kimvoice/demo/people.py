"""Who lives in the demonstration house. Every surname is invented."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from kimvoice.people.models import RoleKind

OFFICE = "Kontoret"
REPAIRS = "RVT"
SHOP = "Sirkulus"
DATA = "Datadrift"
CAFE = "Kafe Nr 19"
WOODWORK = "Snekkeriet"


@dataclass(frozen=True)
class Employee:
    name: str
    role: RoleKind
    department: str = ""


STAFF = (
    Employee("Ingrid Mønsterås", RoleKind.GENERAL_MANAGER),
    Employee("Kari Eksempelbakken", RoleKind.WORK_LEADER, OFFICE),
    Employee("Odd Testmoen", RoleKind.WORK_LEADER, REPAIRS),
    Employee("Samira Prøvesen", RoleKind.WORK_LEADER, SHOP),
    Employee("Bjørnar Kladdeberg", RoleKind.WORK_LEADER, DATA),
    Employee("Lucia Smakebit", RoleKind.WORK_LEADER, CAFE),
    Employee("Rune Sagflismo", RoleKind.WORK_LEADER, WOODWORK),
    Employee("Marit Demodal", RoleKind.COORDINATOR),
    Employee("Hassan Øveseter", RoleKind.COORDINATOR),
    Employee("Unni Liksomsen", RoleKind.COORDINATOR),
    Employee("Gunvor Modellvik", RoleKind.BOARD_CHAIR),
    Employee("Torbjørn Utkastnes", RoleKind.BOARD_DEPUTY),
    Employee("Petter Skisseli", RoleKind.ADMINISTRATOR),
    Employee("Wenche Sikringsdal", RoleKind.SAFETY_REPRESENTATIVE),
    Employee("Arvid Papirstad", RoleKind.STAFF_MEMBER),
    Employee("Nadia Notatlid", RoleKind.STAFF_MEMBER),
    Employee("Terje Utkasthaug", RoleKind.STAFF_MEMBER),
)

READING_COORDINATOR = "Marit Demodal"
ENVELOPE_CARRIER = "Arvid Papirstad"
AWAY = "Bjørnar Kladdeberg"
STANDS_IN = "Terje Utkasthaug"
AWAY_FOR = timedelta(weeks=5)
RECORDED_BY = "Petter Skisseli"
WITNESSES = ("Wenche Sikringsdal", "Arvid Papirstad")
WANTS_A_CORRECTION = "Grete Luftslottmo"
WHAT_IS_WRONG = "Jeg har byttet koordinator. Nå er det Unni."
BOARD_MEMBER = "Ida Prøvesen"
"""The one whom the representatives have elected into the board."""

# In each department the first is the representative and the second the deputy.
PARTICIPANTS = {
    OFFICE: (
        "Ida Prøvesen",
        "Yusuf Testmoen",
        "Anne Påhittsen",
        "Bilal Fantasivik",
        "Cecilie Tenkebu",
        "Dag Eventyrnes",
        "Ewa Kladdeberg",
        "Frode Sagnmo",
        "Grete Luftslottmo",
        "Henrik Demodal",
        "Jorunn Øvingsgård",
        "Linh Skisseli",
        "Magne Eksempelbakken",
    ),
    REPAIRS: (
        "Tomasz Skruestad",
        "Kjersti Liksomsen",
        "Arne Forsøksli",
        "Jamal Modellvik",
        "Leif Prøvesen",
        "Nils Mønsterås",
        "Reidun Testmoen",
        "Stian Tenkebu",
        "Viktor Utkasthaug",
    ),
    SHOP: (
        "Solveig Fantasivik",
        "Amina Eventyrnes",
        "Asbjørn Notatlid",
        "Berit Forsøksli",
        "Daniel Øveseter",
        "Elin Modellvik",
        "Fatima Påhittsen",
        "Gaute Liksomsen",
        "Hilde Sagnmo",
        "Ivar Øvingsgård",
        "Kristin Papirstad",
        "Mehmet Demodal",
        "Olena Prøvesen",
        "Per Luftslottmo",
    ),
    DATA: (
        "Jonas Tastevik",
        "Selam Skisseli",
        "Eirik Påhittsen",
        "Hodan Testmoen",
        "Mikkel Sagnmo",
        "Ragnhild Fantasivik",
        "Simon Kladdeberg",
        "Thea Eventyrnes",
    ),
    CAFE: (
        "Áile Kanelbakken",
        "Roger Luftslottmo",
        "Astrid Demodal",
        "Dariusz Notatlid",
        "Gerd Tenkebu",
        "Inger Forsøksli",
        "Joakim Mønsterås",
        "Nina Utkasthaug",
        "Oddvar Papirstad",
        "Sara Øvingsgård",
        "Vidar Eksempelbakken",
    ),
    WOODWORK: (
        "Aslaug Høvelvik",
        "Kofi Spikerud",
        "Bjarne Fantasivik",
        "Ronja Testmoen",
    ),
}

# 64 words that everybody can spell, without æ, ø and å.
WORDS = [
    "ananas",
    "appelsin",
    "ballong",
    "banan",
    "bil",
    "blomst",
    "bok",
    "bolle",
    "bris",
    "bukse",
    "dans",
    "drage",
    "eple",
    "fiol",
    "fisk",
    "fjell",
    "fjord",
    "flagg",
    "fugl",
    "gitar",
    "gress",
    "gulrot",
    "hage",
    "hatt",
    "hest",
    "hus",
    "hytte",
    "is",
    "kaffe",
    "kake",
    "katt",
    "kopp",
    "korg",
    "lampe",
    "lefse",
    "lue",
    "lykt",
    "mandel",
    "melk",
    "natt",
    "nepe",
    "orgel",
    "ost",
    "papir",
    "penn",
    "pute",
    "regn",
    "ror",
    "rose",
    "saft",
    "sang",
    "sau",
    "seil",
    "skog",
    "sol",
    "stein",
    "sti",
    "stol",
    "strand",
    "tog",
    "torsk",
    "trapp",
    "vaffel",
    "vind",
]


def user_name(name: str) -> str:
    """«Áile Øvingsgård» is aile.ovingsgard."""
    plain = name.lower().replace("ø", "o").replace("æ", "ae")
    letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return ".".join(letters.split())


def passphrase(user_name: str) -> str:
    """Three words, the same at every start: known to all, as befits a demo."""
    drawn = hashlib.blake2b(user_name.encode()).digest()
    different = dict.fromkeys(WORDS[byte % len(WORDS)] for byte in drawn)
    return " ".join(list(different)[:3])
