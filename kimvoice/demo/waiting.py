"""Stories in which somebody waits for somebody."""

from kimvoice.demo.acts import (
    Ask,
    AskForHelp,
    Publish,
    PublishSummary,
    Summarize,
    Take,
    Write,
)
from kimvoice.demo.people import CAFE, OFFICE, REPAIRS, SHOP
from kimvoice.demo.telling import Story
from kimvoice.people.models import RoleKind
from kimvoice.suggestions.states import Audience

WAITING = (
    Story(  # The leaders are late.
        ago=7,
        text=(
            "Når arbeidslederen er syk, kommer det en vikar vi ikke kjenner. Da vet"
            " ingen hvem vi skal spørre. Kan vikaren hilse på oss, og kan det stå på"
            " tavla hvem som er sjef den dagen?"
        ),
        reader=REPAIRS,
        then=(Take(6), Publish(6)),
    ),
    Story(
        ago=4,
        text=(
            "De som er her hver dag, får de morsomste oppgavene. Vi som går to dager i"
            " uka, får mest oppvask. Kan oppgavene fordeles jevnere? En liste der vi"
            " bytter på, kanskje."
        ),
        reader=CAFE,
        department=CAFE,
        then=(Take(3), Publish(2)),
    ),
    Story(
        ago=2,
        text=(
            "Jeg viste ikke at vi hadde tillitsvalgte før jeg så plakaten. Kan dere"
            " komme rundt på avdelingene og si hvem dere er? Og så burde deltakere ha"
            " et eget forum, slik de ansatte har."
        ),
        reader=OFFICE,
        then=(Take(1), Publish(1)),
    ),
    Story(
        ago=3,
        text=(
            "Noen dager er det nesten ingenting å gjøre. Da sitter vi og venter på at"
            " klokka skal bli to. Kan dere planlegge bedre?"
        ),
        reader=OFFICE,
        department=OFFICE,
        then=(
            Take(2),
            Ask(2, "Takk for at du sier det. Er det noen dager som er verst?"),
            Write(
                1,
                "Mandag og fredag. Jeg kunne godt ha hjulpet til på en annen avdeling"
                " de dagene, bare noen spør.",
            ),
        ),
    ),
    Story(
        ago=2,
        text=(
            "Folk som blir borte lenge burde få en telefon. Ikke mas, bare at noen"
            " lurer på hvordan det går. Jeg var borte i tre uker og hørte ingenting."
        ),
        reader=SHOP,
        audience=Audience.MAY_RAISE,
        then=(
            Take(1),
            Ask(
                1,
                "Det var leit å høre, og fint at du forteller det. Vi kan ta det opp"
                " med våre ord. Hvem burde ringe, synes du?",
            ),
            Summarize(1, "Ring til dem som er borte lenge, og spør hvordan det går."),
        ),
    ),
    Story(  # Laid out in the reader's words alone.
        ago=3,
        text=(
            "Jeg får ikke med meg halvparten av det som blir sagt på samlinga. Det er"
            " hørselen, og jeg orker ikke å si det høyt foran alle."
        ),
        reader=OFFICE,
        audience=Audience.MAY_RAISE,
        then=(
            Take(2),
            Summarize(
                2, "Bruk mikrofon på samlingene, og skriv det viktigste på tavla."
            ),
            PublishSummary(1),
        ),
    ),
    Story(  # The reader does not carry it alone.
        ago=2,
        text=(
            "Det er tungt for tida. Jeg sover nesten ikke, og kommer meg bare hit fordi"
            " jeg må. Dere trenger ikke å gjøre noe, jeg ville bare si det til noen."
        ),
        reader=CAFE,
        audience=Audience.GO_NO_FURTHER,
        then=(Take(1), AskForHelp(1, RoleKind.COORDINATOR)),
    ),
    Story(  # Nobody has read it in time, so the deputies see it too.
        ago=3,
        text=(
            "Vi skriver under på taushetserklæring den første dagen, men ingen"
            " forteller hva den betyr. Kan noen gå gjennom den med oss i rolig tempo?"
        ),
    ),
    Story(
        ago=1,
        text=(
            "Jeg vil høre flere som har vært syke sjøl og kommet tilbake i jobb. Den"
            " ene gangen vi hadde det, var det fullt i rommet."
        ),
    ),
)

# They lie in the mailbox, and nobody knows their codes.
UNOPENED = (
    Story(
        ago=0,
        text=(
            "Felles infodag var bra i fjor. Kan vi ha det to ganger i året? Det er så"
            " mye nytt når man begynner at man glemmer halvparten."
        ),
    ),
    Story(
        ago=0,
        text=(
            "Kan vi få være med og velge hva vi skal lære? Jeg vil gjerne prøve kassa,"
            " men det er aldri noen som spør."
        ),
        audience=Audience.MAY_RAISE,
    ),
)
