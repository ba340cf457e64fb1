"""Matters that department meetings answered, or raised themselves."""

from kimvoice.demo import people
from kimvoice.demo.deeds import (
    Answer,
    Promise,
    approve,
    confirm,
    give_up,
    read_out,
    report,
    send,
)
from kimvoice.demo.meetings import FORUM, KIM_FORUM
from kimvoice.demo.people import DATA, OFFICE, REPAIRS, SHOP
from kimvoice.demo.travelling import Journey
from kimvoice.forum.states import Origin, Reason, Verdict, Wish

AT_HOME = (
    Journey(  # Three department meetings at once; the forum sums their answers up.
        raised=41,
        title="Oppgaver på rundgang",
        text=(
            "De som er her mest, får de beste oppgavene. Vi som er her sjelden, lærer"
            " lite. Kan oppgavene gå på rundgang?"
        ),
        by="Jamal Modellvik",
        wish=Wish.AGREE,
        then=(
            (
                36,
                send(
                    FORUM,
                    OFFICE,
                    SHOP,
                    REPAIRS,
                    question="Kan dere lage en liste der oppgavene går på rundgang?",
                ),
            ),
            (
                34,
                Answer(
                    at=REPAIRS,
                    verdict=Verdict.NO,
                    reason=Reason.EXISTS_ALREADY,
                    words=(
                        "Vi har hatt en slik liste i over et halvt år. Den henger på"
                        " innsiden av døra til verkstedet."
                    ),
                    asked="Kan oppgavene gå på rundgang i RVT?",
                    answered="Lista finnes. Den henger på døra til verkstedet.",
                ),
            ),
            (
                33,
                Answer(  # What was promised is late.
                    at=OFFICE,
                    verdict=Verdict.YES,
                    words="Vi lager en liste hver fredag, og alle får velge etter tur.",
                    asked="Kan oppgavene gå på rundgang på Kontoret?",
                    answered="Ja. Det kommer en ny liste hver fredag.",
                    promise=Promise(
                        "Lager den første lista.", "Kari Eksempelbakken", 6
                    ),
                ),
            ),
            (
                26,
                Answer(  # What was promised was not done.
                    at=SHOP,
                    verdict=Verdict.PARTLY,
                    reason=Reason.OTHER,
                    words=(
                        "Kassa krever opplæring, så den kan ikke gå på rundgang ennå."
                        " Alt annet i butikken kan det."
                    ),
                    asked="Kan oppgavene gå på rundgang på Sirkulus?",
                    answered="Ja, alt unntatt kassa.",
                    promise=Promise("Holder kurs i kassa.", "Samira Prøvesen", 12),
                ),
            ),
            (24, approve(REPAIRS, REPAIRS)),
            (24, approve(OFFICE, OFFICE)),
            (20, approve(SHOP, SHOP)),
            (16, read_out(OFFICE)),
            (16, read_out(SHOP)),
            (16, read_out(REPAIRS)),
            (
                15,
                Answer(
                    at=FORUM,
                    verdict=Verdict.NOTED,
                    words=(
                        "Tre avdelinger har svart, og alle tre lar oppgavene gå på"
                        " rundgang. De andre avdelingene kan låne lista fra RVT."
                    ),
                    asked="Kan oppgavene gå på rundgang i hele huset?",
                    answered="Tre avdelinger gjør det. De andre kan låne lista.",
                ),
            ),
            (14, approve(FORUM, SHOP)),
            (
                11,
                give_up(SHOP, "Den som skulle holde kurset, har sluttet hos oss."),
            ),
        ),
    ),
    Journey(  # Raised by a meeting, in its own name.
        raised=31,
        title="Gamle maskiner i Datadrift",
        text=(
            "Fire av maskinene våre er så trege at vi mister tid hver dag. Kursene våre"
            " går ikke på dem lenger."
        ),
        origin=Origin.BODY,
        by=people.STANDS_IN,
        at=DATA,
        wish=Wish.SEND_ON,
        then=(
            (28, send(DATA, KIM_FORUM, question="Kan vi få fire nye maskiner?")),
            (
                22,
                Answer(
                    at=KIM_FORUM,
                    verdict=Verdict.PARTLY,
                    reason=Reason.MONEY,
                    words=(
                        "Det er penger til to maskiner i år. De to andre setter vi på"
                        " lista for neste år."
                    ),
                    asked="Kan Datadrift få fire nye maskiner?",
                    answered="To kommer nå, og to neste år.",
                    promise=Promise("Kjøper to maskiner.", "Petter Skisseli", 10),
                ),
            ),
            (18, read_out(KIM_FORUM)),
            (15, approve(KIM_FORUM, DATA)),
            (12, report(KIM_FORUM, "Begge maskinene står på plass.")),
            (8, confirm(KIM_FORUM)),
        ),
    ),
)
