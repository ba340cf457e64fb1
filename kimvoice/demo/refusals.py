"""Stories that came to an end without a yes."""

from kimvoice.demo.acts import (
    Approve,
    Close,
    Decline,
    Give,
    Publish,
    Take,
    Tell,
    Withdraw,
)
from kimvoice.demo.people import CAFE, DATA, OFFICE, REPAIRS, SHOP
from kimvoice.demo.telling import Story
from kimvoice.forum.states import Reason
from kimvoice.suggestions.states import Audience, DeclineReason, Helped, Verdict

REFUSED = (
    Story(
        ago=9,
        text=(
            "Jeg har fått en KIM-perm men vet ikke hva den er til. Den ligger bare i"
            " skapet. Kan vi bruke den i medarbeidersamtalen, og kan det stå noe om"
            " avdelingen min i den?"
        ),
        reader=OFFICE,
        then=(
            Take(8),
            Publish(8),
            Give(
                ago=6,
                verdict=Verdict.NOT_NOW,
                reason=Reason.OTHER,
                look_again_in=14,
                explanation=(
                    "Du har rett i at permen brukes lite. Vi vil skrive den om"
                    " sammen med deltakere. Da tar vi med en side om hver avdeling."
                    " Det rekker vi ikke nå."
                ),
                asked="Kan KIM-permen brukes mer, og handle om avdelingen?",
                answered="Ikke nå, men vi skal skrive permen om sammen med deltakere.",
            ),
            Approve(5),
            Tell(4, Helped.PARTLY),
        ),
    ),
    Story(
        ago=6,
        text="Kan alle begynne klokka 10 i stedet for 9? Det er tungt å komme seg opp.",
        reader=CAFE,
        then=(
            Take(5),
            Publish(5),
            Give(
                ago=4,
                verdict=Verdict.NO,
                reason=Reason.AFFECTS_OTHERS,
                explanation=(
                    "Vi skjønner at morgenen er tung. Kafeen og butikken må gjøre klart"
                    " før de åpner, så hele huset kan ikke begynne klokka 10. Men din"
                    " egen arbeidstid kan vi avtale. Snakk med arbeidslederen din."
                ),
                asked="Kan alle begynne klokka 10?",
                answered="Nei, men du kan avtale din egen arbeidstid.",
            ),
            Approve(3),
            Tell(2, Helped.NO),
        ),
    ),
    Story(
        ago=6,
        text=(
            "Det er ansatte som går rett forbi om morgenen uten å si hei. Det er en"
            " liten ting, men jeg blir usikker på om jeg har gjort noe galt."
        ),
        reader=CAFE,
        audience=Audience.MAY_RAISE,
        then=(
            Take(5),
            Close(
                4,
                "Takk for at du skrev. Du har ikke gjort noe galt. Vi sa det til"
                " daglig leder med våre egne ord, og det kommer opp på KIM-forum.",
            ),
        ),
    ),
    Story(
        ago=5,
        text=(
            "Jeg hører av og til at det snakkes om andre deltakere ved matbordet, om"
            " sykdom og sånt. Da lurer jeg på hva som sies om meg. Vil bare at dere"
            " skal vite det."
        ),
        reader=DATA,
        audience=Audience.GO_NO_FURTHER,
        then=(
            Take(4),
            Close(
                4,
                "Vi har lest det, og vi tar det på alvor. Vi går ikke videre med det,"
                " slik du ba om. Ombestemmer du deg, kan du skrive til oss her.",
            ),
        ),
    ),
    Story(
        ago=4,
        text=(
            "Roy gir beskjeder i en skarp tone så jeg får vondt i magen. Han gjør det"
            " når andre hører på."
        ),
        reader=SHOP,
        then=(
            Take(3),
            Decline(
                3,
                DeclineReason.NAMES_A_PERSON,
                "Takk for at du sa fra. Slik skal du ikke ha det på jobb. Vi legger det"
                " ikke ut, for det står et navn der. Skriv gjerne på nytt uten navn."
                " Du kan også snakke med en av oss, så finner vi ut av det sammen.",
            ),
        ),
    ),
    Story(
        ago=3,
        text="Kan det stå mer frukt i kantina og mindre kake? Eller begge deler.",
        reader=REPAIRS,
        then=(Take(2), Withdraw(1)),
    ),
)
