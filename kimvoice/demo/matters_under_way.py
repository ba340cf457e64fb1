"""Matters in which somebody waits for somebody, and those that stopped."""

from kimvoice.demo.acts import Publish, Take
from kimvoice.demo.deeds import (
    Answer,
    Promise,
    agree,
    belongs,
    find_out,
    postpone,
    same_as,
    send,
    withdraw,
)
from kimvoice.demo.matters import THE_FOLDER
from kimvoice.demo.meetings import FORUM, KIM_FORUM, TEAM
from kimvoice.demo.people import CAFE, OFFICE, SHOP
from kimvoice.demo.telling import Story
from kimvoice.demo.travelling import Journey
from kimvoice.forum.states import Elsewhere, Origin, Presenter, Verdict, Wish

NEW_FACES = Story(
    ago=7,
    text=(
        "Nye folk kommer uten at noen har sagt hva de heter. Jeg tør ikke spørre. Kan"
        " noen vise dem rundt på alle avdelingene?"
    ),
    reader=OFFICE,
    then=(Take(6), Publish(6)),
)

UNDER_WAY = (
    Journey(  # Overdue by nine working days.
        raised=20,
        title="Når arbeidslederen er borte",
        text=(
            "Når arbeidslederen er syk, vet vi ikke hvem vi skal spørre. Kan det alltid"
            " stå på tavla hvem som har ansvaret?"
        ),
        by="Oddvar Papirstad",
        wish=Wish.AGREE,
        then=(
            (16, send(FORUM, CAFE, question="Kan dere prøve dette først i kafeen?")),
        ),
    ),
    Journey(  # Stood on an agenda before, and nothing was decided.
        raised=8,
        title="Et ark til behandlerne",
        text=(
            "Mange behandlere vet lite om oss. De trenger noe kort å lese, om hva vi"
            " gjør og hvem som kan begynne her."
        ),
        origin=Origin.LEADER,
        by="Samira Prøvesen",
        name_shown=True,
        at=SHOP,
        wish=Wish.SEND_ON,
        presenter=Presenter.I,
        then=((6, send(SHOP, KIM_FORUM, question="Hvem kan lage et slikt ark?")),),
    ),
    Journey(  # Put off three times.
        raised=80,
        title="Plan for det vi vil lære",
        text=(
            "Mange av oss vet ikke hva vi skal lære her. Hver deltaker bør få en plan,"
            " og den bør lages sammen med oss."
        ),
        by="Simon Kladdeberg",
        name_shown=True,
        wish=Wish.SEND_ON,
        then=(
            (76, send(FORUM, KIM_FORUM, question="Kan alle få en plan?")),
            (
                72,
                send(KIM_FORUM, TEAM, question="Hvem kan lage planene?"),
            ),
            (65, postpone(TEAM, 45, "Vi vil spørre arbeidslederne først.")),
            (45, postpone(TEAM, 25, "To av oss var syke, og svarene kom for sent.")),
            (25, postpone(TEAM, -5, "Vi venter på et skjema som er bestilt.")),
        ),
    ),
    Journey(  # A suggestion; its answer waits to be read out, its words for a yes.
        raised=22,
        title="Vise nye deltakere rundt",
        text=(
            "Den som er ny, bør bli vist rundt på alle avdelingene. Da vet vi hva folk"
            " heter, og de vet hva vi gjør."
        ),
        origin=Origin.ANONYMOUS_SUGGESTION,
        story=NEW_FACES,
        then=(
            (16, send(FORUM, KIM_FORUM, question="Hvem kan vise nye rundt?")),
            (
                7,
                Answer(
                    at=KIM_FORUM,
                    verdict=Verdict.YES,
                    words=(
                        "Koordinatoren går rundt med den som er ny, den første dagen."
                        " En deltaker blir gjerne med."
                    ),
                    asked="Kan nye deltakere bli vist rundt?",
                    answered="Ja, den første dagen, sammen med koordinatoren.",
                    promise=Promise(
                        "Lager en rute gjennom alle avdelingene.", "Marit Demodal", -12
                    ),
                ),
            ),
        ),
    ),
    Journey(  # One must know more.
        raised=25,
        title="Hva taushetsplikten betyr",
        text=(
            "Vi hører av og til ting om andre som vi ikke burde høre. Kan noen forklare"
            " hva man kan si, og hvor?"
        ),
        by="Astrid Demodal",
        name_shown=True,
        wish=Wish.SEND_ON,
        then=(
            (
                16,
                send(FORUM, KIM_FORUM, question="Kan alle få høre om dette?"),
            ),
            (
                12,
                send(KIM_FORUM, TEAM, question="Kan vi lage et kurs for hele huset?"),
            ),
            (
                5,
                find_out(TEAM, "Hva koster et kurs på to timer?", "Koordinatorene", -3),
            ),
        ),
    ),
    Journey(  # The same as the folder.
        raised=60,
        title="Hvor finner vi reglene?",
        text="Jeg har aldri fått permen som de andre snakker om. Hvor står reglene?",
        by="Hodan Testmoen",
        then=((56, same_as(THE_FOLDER)),),
    ),
    Journey(  # About one person.
        raised=23,
        title="Tonen på kjøkkenet",
        text="Det er én som roper til meg hver dag. Jeg vet ikke hva jeg skal gjøre.",
        by="Vidar Eksempelbakken",
        then=(
            (
                21,
                belongs(
                    Elsewhere.COORDINATOR,
                    "Dette skal du slippe å ta opp i et møte. Koordinatoren hjelper.",
                ),
            ),
        ),
    ),
    Journey(
        raised=14,
        title="Radio på lageret",
        text="Kan vi få høre på radio når vi sorterer?",
        by="Berit Forsøksli",
        then=((12, withdraw),),
    ),
    Journey(  # The forum has it before it today, and has written about it.
        raised=9,
        title="Pauser på ulike tider",
        text=(
            "Alle avdelingene har pause samtidig. Da er det kø i kantina, og det blir"
            " bråk. Kan vi ha pause til ulike tider?"
        ),
        by="Jorunn Øvingsgård",
        wish=Wish.AGREE,
        presenter=Presenter.REPRESENTATIVE,
        then=(
            (
                0,
                agree(
                    FORUM,
                    said="Kafeen vil ha pause først. De andre kan vente litt.",
                    words="Vi prøver to pauser i to uker, og ser hvordan det går.",
                    doer="Unni Liksomsen",
                    until=-10,
                ),
            ),
        ),
    ),
    Journey(  # The forum has not come to it yet.
        raised=7,
        title="Lys ved inngangen",
        text=(
            "Det er mørkt ved bakdøra om morgenen, og trappa er glatt. Kan det komme en"
            " lampe der?"
        ),
        by="Grete Luftslottmo",
        name_shown=True,
        wish=Wish.SEND_ON,
        presenter=Presenter.I,
    ),
    Journey(  # No agenda with it is laid out yet.
        raised=2,
        title="Telefon til dem som er borte",
        text=("Blir man borte lenge, er det fint om noen ringer. Det bør gjelde alle."),
        by="Mehmet Demodal",
        wish=Wish.TALK,
        presenter=Presenter.REPRESENTATIVE,
    ),
)
