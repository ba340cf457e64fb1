"""Stories that were answered with yes, after what participants really proposed."""

from kimvoice.demo.acts import (
    Approve,
    Ask,
    Fail,
    Give,
    Keep,
    Publish,
    Take,
    Tell,
    Write,
)
from kimvoice.demo.people import CAFE, DATA, OFFICE, REPAIRS, SHOP
from kimvoice.demo.telling import Story
from kimvoice.suggestions.states import Helped, Verdict

# The first has the longest thread: visitors get its code to try.
PROMISED = (
    Story(
        ago=11,
        text=(
            "Jeg vet ikke hvem som er koordinatoren min. Jeg vet heller ikke helt hva"
            " jeg kan bruke en koordinator til. Kan det henge en liste et sted?"
        ),
        reader=DATA,
        then=(
            Take(10),
            Ask(
                10,
                "Takk for at du spør. Du er nok ikke alene. Hvor ville du ha sett"
                " etter en slik liste?",
            ),
            Write(
                9,
                "Ved kaffemaskinen. Der står vi jo hver dag. Og så hadde det vært fint"
                " om noen sa det den første dagen.",
            ),
            Publish(8),
            Give(
                ago=7,
                verdict=Verdict.YES,
                doer="Koordinatorene",
                done_in=2,
                explanation=(
                    "Alle skal vite hvem som er koordinatoren deres. Vi henger opp en"
                    " liste ved kaffemaskinen og på alle avdelingene. Der står det"
                    " også hva en koordinator kan hjelpe med. De som begynner hos"
                    " oss, får vite det den første dagen."
                ),
                asked="Hvem er koordinatoren min, og hva kan jeg bruke den til?",
                answered="Det henger nå lister på alle avdelingene.",
            ),
            Approve(6),
            Write(6, "Så bra! Kan dere skrive når de er på kontoret også?"),
            Keep(5),
            Write(4, "Nå henger lista der, og tidene står på. Tusen takk."),
            Tell(4, Helped.YES),
        ),
    ),
    Story(
        ago=11,
        text=(
            "Kan vi ha samlinger på ettermiddagen i stedet for Morgenuniversitetet?"
            " Mange av oss sliter om morgenen. Og i kafeen og butikken er det da"
            " vi har det mest travelt."
        ),
        reader=CAFE,
        then=(
            Take(10),
            Publish(10),
            Give(
                ago=8,
                verdict=Verdict.YES,
                doer="Daglig leder og de tillitsvalgte",
                done_in=4,
                explanation=(
                    "Vi prøver samling onsdager klokka 13 i fire uker. De andre"
                    " dagene blir som før. Etterpå spør vi dere hva som var best."
                ),
                asked="Kan vi samles om ettermiddagen i stedet for om morgenen?",
                answered="Vi prøver onsdager klokka 13 i fire uker.",
            ),
            Approve(7),
            Keep(3),
            Tell(2, Helped.YES),
        ),
    ),
    Story(
        ago=10,
        text=(
            "Når planene blir forandra, får vi det ikke vite før vi står der. Jeg kom"
            " en dag og da var alle dratt på henting. Kan beskjeder skrives opp"
            " et fast sted?"
        ),
        reader=SHOP,
        department=SHOP,
        then=(
            Take(9),
            Publish(9),
            Give(
                ago=8,
                verdict=Verdict.YES,
                doer="Arbeidslederen på Sirkulus",
                done_in=1,
                explanation=(
                    "Det er ikke greit å møte opp uten å vite planen. Vi skriver"
                    " dagens plan på tavla ved døra før klokka 9. Blir planen endret,"
                    " sender vi melding til dem som skal komme."
                ),
                asked="Kan beskjeder stå på et fast sted når planene endres?",
                answered="Dagens plan står på tavla ved døra før klokka 9.",
            ),
            Approve(7),
            Keep(6),
            Tell(5, Helped.PARTLY),
        ),
    ),
    Story(
        ago=10,
        text=(
            "På Morgenuniversitetet kunne avdelingene fortelle hva de gjør. Jeg har"
            " vært her et halvt år og vet nesten ingenting om de andre."
        ),
        reader=DATA,
        then=(
            Take(9),
            Publish(9),
            Give(
                ago=7,
                verdict=Verdict.YES,
                doer="Arbeidslederne, en avdeling hver måned",
                done_in=20,
                explanation=(
                    "Det er en god idé. En avdeling forteller hver måned, og RVT"
                    " begynner. Deltakere som har lyst, kan være med og fortelle."
                ),
                asked="Kan avdelingene fortelle hva de gjør?",
                answered="Hver måned forteller en avdeling. RVT begynner.",
            ),
            Approve(6),
        ),
    ),
    Story(
        ago=9,
        text=(
            "Hvem skal jeg si fra til når jeg er syk? Noen sier arbeidsleder, noen"
            " sier resepsjonen. Jeg blir stressa av å ringe feil. Ett nummer for alle"
            " hadde vært best, og gjerne at man kan sende melding."
        ),
        reader=REPAIRS,
        then=(
            Take(8),
            Publish(8),
            Give(
                ago=7,
                verdict=Verdict.YES,
                doer="Daglig leder",
                done_in=4,
                explanation=(
                    "Vi skaffer ett nummer for hele huset. Dit kan dere ringe eller"
                    " sende melding."
                ),
                asked="Hvem skal vi si fra til når vi er syke?",
                answered="Vi skaffer ett nummer som tar imot både samtaler og SMS.",
            ),
            Approve(6),
            Fail(
                2,
                "Telefonen kunne ikke ta imot meldinger, og vi sendte den tilbake."
                " Inntil videre ringer dere arbeidslederen. Vi bestiller en ny.",
            ),
        ),
    ),
    Story(
        ago=8,
        text=(
            "Kan vi få øve på jobbintervju? Gjerne med noen utenfra som ansetter folk"
            " på ordentlig. Jeg gruer meg til dagen jeg er ferdig her."
        ),
        reader=OFFICE,
        then=(
            Take(7),
            Publish(7),
            Give(
                ago=6,
                verdict=Verdict.YES,
                doer="Koordinatorene",
                done_in=4,
                explanation=(
                    "Vi inviterer to arbeidsgivere til en kveld med øving. Du melder"
                    " deg på hos koordinatoren din, og du kan komme bare for å høre."
                ),
                asked="Kan vi få øve på jobbintervju?",
                answered="Ja. Vi inviterer to arbeidsgivere til en øvingskveld.",
            ),
            Approve(5),
        ),
    ),
    Story(
        ago=5,
        text=(
            "Etter Morgenuniversitetet kunne noen spørre hva vi synes om temaet. Bare"
            " et ark med tre fjes. Da finner dere ut hva folk har lyst til å høre."
        ),
        reader=DATA,
        then=(
            Take(4),
            Publish(4),
            Give(
                ago=1,
                verdict=Verdict.YES,
                doer="De som leder Morgenuniversitetet",
                done_in=3,
                explanation=(
                    "Ja, det gjør vi. Ved døra legger vi et ark med tre fjes. Hver"
                    " fredag teller vi opp, og så henger vi opp tallene."
                ),
                asked="Kan vi si hva vi synes om temaene på Morgenuniversitetet?",
                answered="Ja. Det ligger et ark med tre fjes ved døra.",
            ),
        ),
    ),
)
