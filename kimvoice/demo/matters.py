"""Matters that were answered with yes, after what participants asked for in 2009."""

from kimvoice.demo.acts import Publish, Take
from kimvoice.demo.deeds import (
    Answer,
    Promise,
    approve,
    ask_again,
    confirm,
    later,
    read_out,
    report,
    send,
)
from kimvoice.demo.meetings import BOARD, FORUM, KIM_FORUM, TEAM
from kimvoice.demo.people import OFFICE, SHOP
from kimvoice.demo.telling import Story
from kimvoice.demo.travelling import Journey
from kimvoice.forum.states import Origin, Reason, Verdict, Wish

FROM_THE_BOARD = Story(
    ago=11,
    text=(
        "Hva snakker styret om? Vi hører aldri noe etterpå. Kan noen fortelle oss det"
        " viktigste, på en måte som vi forstår?"
    ),
    reader=SHOP,
    then=(Take(10), Publish(10)),
)
THE_FOLDER = "Permen fra første dag"

ANSWERED = (
    Journey(  # To the board and back, read out at each hop.
        raised=102,
        title="Fri til timer hos behandler",
        text=(
            "Noen får fri når de skal til behandler. Andre må ta timen etter jobb. Det"
            " bør være likt for alle, og stå skrevet et sted."
        ),
        origin=Origin.DIALOGUE_CONFERENCE,
        by="Ida Prøvesen",
        wish=Wish.SEND_ON,
        then=(
            (96, send(FORUM, KIM_FORUM, question="Kan alle få fri til timen sin?")),
            (
                92,
                send(
                    KIM_FORUM,
                    TEAM,
                    question="Vi sier ja. Kan det bli en regel for hele huset?",
                ),
            ),
            (
                85,
                send(
                    TEAM,
                    BOARD,
                    question="Kan styret vedta at fri til behandling er en rett?",
                ),
            ),
            (
                40,
                Answer(
                    at=BOARD,
                    verdict=Verdict.YES,
                    words=(
                        "Styret sier ja. Alle deltakere får fri til timer hos"
                        " behandler. Ingen skal måtte ta igjen tida."
                    ),
                    asked="Kan alle få fri til timer hos behandler?",
                    answered="Ja. Alle får fri, og ingen må ta igjen tida.",
                    promise=Promise(
                        "Skriver regelen inn i husets regler, og henger den opp.",
                        "Ingrid Mønsterås",
                        25,
                    ),
                ),
            ),
            (30, approve(BOARD, OFFICE)),
            (26, report(BOARD, "Regelen henger ved alle inngangene.")),
            (16, read_out(KIM_FORUM)),
            (16, confirm(BOARD)),
        ),
    ),
    Journey(  # Asked again; what was promised has got a new date.
        raised=82,
        title=THE_FOLDER,
        text=(
            "Jeg fikk en perm da jeg begynte. Der står det ingenting om avdelingen min."
            " Ingen har gått gjennom den med meg."
        ),
        by="Grete Luftslottmo",
        name_shown=True,
        wish=Wish.AGREE,
        then=(
            (76, send(FORUM, KIM_FORUM, question="Kan permen bli til nytte for oss?")),
            (
                72,
                Answer(
                    at=KIM_FORUM,
                    verdict=Verdict.NO,
                    reason=Reason.EXISTS_ALREADY,
                    words=(
                        "Permen er ny fra i fjor, og det meste står der. Spør"
                        " arbeidslederen om det du lurer på."
                    ),
                    asked="Kan permen bli til mer nytte?",
                    answered="Nei. Det meste står i permen som den er.",
                ),
            ),
            (62, approve(KIM_FORUM, OFFICE)),
            (
                56,
                ask_again(
                    KIM_FORUM, "Hva med én side om hver avdeling, skrevet av dem selv?"
                ),
            ),
            (
                52,
                Answer(
                    at=KIM_FORUM,
                    verdict=Verdict.YES,
                    words=(
                        "Det var en bedre idé enn vår. Hver avdeling lager én side."
                        " Arbeidslederen går gjennom den med deg den første uka."
                    ),
                    asked="Kan hver avdeling lage én side til permen?",
                    answered="Ja. Hver avdeling lager sin side.",
                    promise=Promise(
                        "Samler én side fra hver avdeling.", "Unni Liksomsen", 22
                    ),
                ),
            ),
            (45, approve(KIM_FORUM, OFFICE)),
            (36, read_out(KIM_FORUM)),
            (
                23,
                later(KIM_FORUM, -15, "To avdelinger mangler. Resten er ferdig."),
            ),
        ),
    ),
    Journey(  # A suggestion; done.
        raised=39,
        title="Nytt fra styret",
        text=(
            "Vi får ikke vite hva styret bestemmer. Vi ønsker at noen forteller om det"
            " etter hvert styremøte, med enkle ord."
        ),
        origin=Origin.ANONYMOUS_SUGGESTION,
        story=FROM_THE_BOARD,
        then=(
            (36, send(FORUM, KIM_FORUM, question="Hvem kan fortelle, og når?")),
            (
                32,
                Answer(
                    at=KIM_FORUM,
                    verdict=Verdict.YES,
                    words=(
                        "Daglig leder forteller på Morgenuniversitetet dagen etter"
                        " styremøtet. Det viktigste henger vi på tavla."
                    ),
                    asked="Kan vi få vite hva styret bestemmer?",
                    answered="Ja, på Morgenuniversitetet dagen etter hvert styremøte.",
                    promise=Promise(
                        "Forteller om det siste styremøtet.", "Ingrid Mønsterås", 20
                    ),
                ),
            ),
            (21, report(KIM_FORUM, "Det ble fortalt, og alt henger på tavla.")),
            (16, read_out(KIM_FORUM)),
            (16, confirm(KIM_FORUM)),
            (14, approve(KIM_FORUM, SHOP)),
        ),
    ),
)
