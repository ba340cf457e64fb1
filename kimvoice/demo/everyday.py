"""Stories of small things: most of what is said in a house is about these."""

from kimvoice.demo.acts import Approve, Give, Keep, Publish, Take, Tell
from kimvoice.demo.people import CAFE, DATA, OFFICE, REPAIRS, SHOP
from kimvoice.demo.telling import Story
from kimvoice.forum.states import Reason
from kimvoice.suggestions.states import Audience, Helped, Verdict

EVERYDAY = (
    Story(
        ago=10,
        text="Lyset på lageret blinker. Jeg får vondt i hodet av det.",
        reader=SHOP,
        department=SHOP,
        then=(
            Take(9),
            Publish(9),
            Give(
                ago=8,
                verdict=Verdict.YES,
                doer="Samira",
                done_in=2,
                explanation="Vi bytter alle rørene på en gang. Takk for at du sa fra.",
                asked="Kan noen se på lyset på lageret?",
                answered="Alle lysrørene er byttet.",
            ),
            Approve(7),
            Keep(6),
            Tell(5, Helped.YES),
        ),
    ),
    Story(
        ago=9,
        text=(
            "Det er for lite stoler i kantina når alle spiser samtidig. Noen står og"
            " spiser, og noen går ut i bilen."
        ),
        reader=OFFICE,
        then=(
            Take(8),
            Publish(8),
            Give(
                ago=6,
                verdict=Verdict.NO,
                reason=Reason.EXISTS_ALREADY,
                explanation=(
                    "Det står tolv stoler på rommet ved siden av. Fra nå av er døra"
                    " dit åpen i hele lunsjen, så kan alle hente en."
                ),
                asked="Kan vi få flere stoler i kantina?",
                answered="Nei, men stolene i rommet ved siden av kan alle bruke.",
            ),
            Approve(5),
        ),
    ),
    Story(
        ago=8,
        text="Kan vi få vite dagen før hvis det kommer besøk? Jeg blir stressa av det.",
        reader=DATA,
        then=(
            Take(7),
            Publish(7),
            Give(
                ago=5,
                verdict=Verdict.YES,
                doer="Arbeidslederne",
                done_in=1,
                explanation="Det skal stå på tavla dagen før, med klokkeslett.",
                asked="Kan vi få vite det dagen før hvis det kommer besøk?",
                answered="Besøk står nå på tavla dagen før.",
            ),
            Approve(4),
            Keep(4),
            Tell(3, Helped.YES),
        ),
    ),
    Story(
        ago=7,
        text=(
            "Det går en bunke med aviser rett i søpla hver dag. Kan de ligge framme i"
            " pauserommet først?"
        ),
        reader=CAFE,
        department=CAFE,
        then=(
            Take(6),
            Publish(6),
            Give(
                ago=5,
                verdict=Verdict.YES,
                doer="Lucia",
                done_in=1,
                explanation="Aviser fra kafeen legges i pauserommet klokka 14.",
                asked="Kan avisene fra kafeen ligge i pauserommet?",
                answered="Ja, hver dag fra klokka 14.",
            ),
            Approve(4),
            Keep(3),
        ),
    ),
    Story(
        ago=5,
        text=(
            "Kan vi få en plass der det er stille? Noen dager trenger jeg ti minutter"
            " for meg sjøl, og nå er det bare doen."
        ),
        reader=REPAIRS,
        then=(
            Take(4),
            Publish(4),
            Give(
                ago=2,
                verdict=Verdict.NOT_NOW,
                reason=Reason.MONEY,
                look_again_in=10,
                explanation=(
                    "Vi har ikke et ledig rom akkurat nå, men vi skjønner at det"
                    " trengs. Vi ser på det når det store lageret er ryddet."
                ),
                asked="Kan vi få et stille rom?",
                answered="Ikke nå. Vi ser på det når lageret er ryddet.",
            ),
            Approve(1),
            Tell(1, Helped.PARTLY),
        ),
    ),
    Story(
        ago=5,
        text=(
            "Lista over hvem som har bursdag henger der alle kan se den. Jeg vil ikke"
            " stå på den, men tør ikke be om å bli strøket."
        ),
        reader=OFFICE,
        audience=Audience.MAY_RAISE,
        then=(Take(4),),
    ),
    Story(
        ago=4,
        text="Sykkelparkeringa er full av sykler som ingen bruker. Kan de ryddes bort?",
        reader=REPAIRS,
        then=(
            Take(3),
            Publish(3),
            Give(
                ago=2,
                verdict=Verdict.YES,
                doer="Odd og RVT",
                done_in=6,
                explanation=(
                    "Vi henger lapp på alle sykler. De som ingen har hentet innen"
                    " nyttår, reparerer vi og selger i butikken."
                ),
                asked="Kan gamle sykler ryddes bort?",
                answered="Ja. Sykler som ingen henter, blir reparert og solgt.",
            ),
            Approve(1),
        ),
    ),
    Story(
        ago=2,
        text="Mer kaffe på mandager. Den er alltid tom før ti.",
        reader=DATA,
        then=(Take(1), Publish(1)),
    ),
)
