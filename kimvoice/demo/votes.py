"""Who stands in the elections of the demonstration house, and what each gets."""

from collections.abc import Mapping
from dataclasses import dataclass

from kimvoice.demo import on_net, people
from kimvoice.elections.states import Way

WORDS = {
    "Áile Kanelbakken": "Jeg vil ta opp pauser og vakter.",
    "Astrid Demodal": "Jeg er god til å lytte.",
    "Joakim Mønsterås": "",
    "Jonas Tastevik": "Jeg stiller igjen, hvis dere vil.",
    "Tomasz Skruestad": "Jeg vil at verktøyet skal virke, og at alle blir hørt.",
    "Kjersti Liksomsen": "Jeg kjenner både verkstedet og kontoret.",
    "Solveig Fantasivik": "Jeg tar med meg det dere sier, til forumet.",
    "Ida Prøvesen": "Jeg har vært med i styret et år og vil fortsette.",
}


@dataclass(frozen=True)
class Vote:
    """Who stands where, and how many marks each got."""

    department: str
    standing: Mapping[str, int]
    slips: int = 0
    blanks: int = 0
    way: Way = Way.PAPER

    @property
    def dealt(self) -> list[tuple[str, ...]]:
        return on_net.dealt(self.standing, self.slips, self.blanks)


LAST = (
    Vote(
        people.OFFICE,
        {"Ida Prøvesen": 8, "Yusuf Testmoen": 5, "Dag Eventyrnes": 4},
        slips=11,
        blanks=1,
    ),
    Vote(people.REPAIRS, {"Tomasz Skruestad": 0, "Kjersti Liksomsen": 0}, slips=6),
    Vote(people.DATA, {"Jonas Tastevik": 0}),
)
THIS = (
    Vote(
        people.CAFE,
        {"Áile Kanelbakken": 5, "Astrid Demodal": 5, "Joakim Mønsterås": 3},
        slips=9,
        blanks=1,
    ),
    Vote(
        people.REPAIRS,
        {"Tomasz Skruestad": 4, "Kjersti Liksomsen": 3, "Stian Tenkebu": 2},
        slips=7,
    ),
    Vote(
        people.SHOP,
        {"Solveig Fantasivik": 8, "Daniel Øveseter": 6, "Elin Modellvik": 3},
        slips=12,
        blanks=2,
        way=Way.NET,
    ),
    Vote(people.WOODWORK, {"Aslaug Høvelvik": 0, "Kofi Spikerud": 0}),
)
TODAY = Vote(
    people.OFFICE,
    {"Cecilie Tenkebu": 2, "Frode Sagnmo": 2, "Linh Skisseli": 1},
    slips=4,
    blanks=1,
    way=Way.NET,
)
BOARD = Vote("", {"Ida Prøvesen": 0, "Tomasz Skruestad": 0})
