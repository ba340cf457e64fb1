"""Matters that were answered with no, or not now; and one that was talked about."""

from kimvoice.demo.deeds import Answer, approve, find_out, read_out, send
from kimvoice.demo.meetings import FORUM, KIM_FORUM, TEAM
from kimvoice.demo.people import CAFE, DATA, OFFICE, SHOP
from kimvoice.demo.travelling import Journey
from kimvoice.forum.states import Origin, Presenter, Reason, Verdict, Wish

TURNED_DOWN = (
    Journey(
        raised=62,
        title="Færre rapporter til NAV",
        text=(
            "Det skrives en rapport om hver av oss fire ganger i året. Det er mye for"
            " oss som er her lenge. Kan det holde med to?"
        ),
        by="Dag Eventyrnes",
        wish=Wish.SEND_ON,
        then=(
            (56, send(FORUM, KIM_FORUM, question="Kan vi skrive to rapporter i året?")),
            (
                52,
                find_out(KIM_FORUM, "Hva sier avtalen med NAV?", "Koordinatorene", 48),
            ),
            (
                47,
                Answer(
                    at=KIM_FORUM,
                    verdict=Verdict.NO,
                    reason=Reason.NAV_RULES,
                    words=(
                        "Avtalen med NAV sier fire rapporter i året. Du skal alltid få"
                        " lese din før den blir sendt."
                    ),
                    asked="Kan det holde med to rapporter til NAV?",
                    answered="Nei, NAV krever fire. Du får lese din først.",
                ),
            ),
            (36, read_out(KIM_FORUM)),
            (33, approve(KIM_FORUM, OFFICE)),
        ),
    ),
    Journey(
        raised=60,
        title="Foredrag utenfra",
        text=(
            "Det er fullt hus når noen utenfra snakker om psykisk helse og jobb. Vi"
            " ønsker oss det hver måned."
        ),
        origin=Origin.MORNING_ASSEMBLY,
        by="Hassan Øveseter",
        wish=Wish.SEND_ON,
        then=(
            (56, send(FORUM, KIM_FORUM, question="Kan vi få et foredrag hver måned?")),
            (
                52,
                Answer(
                    at=KIM_FORUM,
                    verdict=Verdict.NO,
                    reason=Reason.MONEY,
                    words=(
                        "Et foredrag koster mer enn vi har satt av til hele året. Vi"
                        " spør om noen vil komme gratis."
                    ),
                    asked="Kan vi få et foredrag utenfra hver måned?",
                    answered="Nei, det er det ikke penger til i år.",
                ),
            ),
            (36, read_out(KIM_FORUM)),
            (34, approve(KIM_FORUM, SHOP)),
        ),
    ),
    Journey(
        raised=40,
        title="Stenge kafeen under Morgenuniversitetet",
        text=(
            "Vi i kafeen får aldri være med på Morgenuniversitetet. Da er det flest"
            " gjester. Kan vi åpne en time senere?"
        ),
        origin=Origin.REPRESENTATIVE,
        by="Áile Kanelbakken",
        name_shown=True,
        wish=Wish.AGREE,
        presenter=Presenter.I,
        then=(
            (36, send(FORUM, CAFE, question="Kan kafeen åpne en time senere?")),
            (
                29,
                Answer(
                    at=CAFE,
                    verdict=Verdict.NO,
                    reason=Reason.AFFECTS_OTHERS,
                    words=(
                        "Mange på de andre avdelingene spiser frokost hos oss før de"
                        " begynner. De vil ikke få mat."
                    ),
                    asked="Kan kafeen stenge under Morgenuniversitetet?",
                    answered="Nei. Mange spiser frokost der da.",
                ),
            ),
            (16, read_out(CAFE)),
            (14, approve(CAFE, CAFE)),
        ),
    ),
    Journey(  # Not now: in spring.
        raised=61,
        title="Besøk på vanlige arbeidsplasser",
        text=(
            "Vi vil se hvordan det er å jobbe andre steder. Kan vi reise dit sammen, en"
            " gruppe om gangen?"
        ),
        by="Selam Skisseli",
        name_shown=True,
        wish=Wish.SEND_ON,
        presenter=Presenter.I,
        then=(
            (56, send(FORUM, KIM_FORUM, question="Kan vi få komme på besøk?")),
            (
                52,
                send(KIM_FORUM, TEAM, question="Hvem kan reise med gruppene?"),
            ),
            (
                45,
                Answer(
                    at=TEAM,
                    verdict=Verdict.NOT_NOW,
                    reason=Reason.OTHER,
                    words=(
                        "Det mangler folk på to avdelinger nå. Vi ser på"
                        " det igjen til våren."
                    ),
                    asked="Kan vi besøke andre arbeidsplasser?",
                    answered="Ikke nå. Vi ser på det igjen til våren.",
                    in_spring=True,
                ),
            ),
            (39, approve(TEAM, DATA)),
            (36, read_out(KIM_FORUM)),
        ),
    ),
    Journey(  # Talked about, where it was raised.
        raised=60,
        title="Å hilse på hverandre",
        text=(
            "Det er ikke alle som hilser når man kommer. Noen beskjeder blir gitt i en"
            " tone som gjør oss utrygge."
        ),
        origin=Origin.REPRESENTATIVE,
        by="Solveig Fantasivik",
        name_shown=True,
        wish=Wish.TALK,
        presenter=Presenter.I,
        then=(
            (
                56,
                Answer(
                    at=FORUM,
                    verdict=Verdict.NOTED,
                    words=(
                        "Vi ble enige om at alle sier hei, også de som har det travelt."
                    ),
                    asked="Kan vi bli flinkere til å hilse?",
                    answered="Vi har snakket om det. Alle sier hei.",
                ),
            ),
            (54, approve(FORUM, SHOP)),
        ),
    ),
)
