"""Complaints in every state and at every step; what they say is invented."""

from kimvoice.complaints.states import Kept, Manner, Subject, Verdict
from kimvoice.complaints.support import Contact
from kimvoice.demo.complaining import (
    Case,
    accept,
    answer,
    ask,
    ask_for_support,
    complainant_says,
    confirm,
    decider_says,
    leave,
    more_time,
    new_code,
    note,
    opens,
    says_no,
    says_yes,
    send_on,
    stay,
    talk,
    withdraw,
    write,
    write_in_support,
)

COMPLAINTS = (
    Case(  # Sent, and nobody has seen it yet; a representative is asked for support.
        by="Frode Sagnmo",
        sent=1,
        text="Jeg har bedt om samtale tre ganger. Hver gang blir den flyttet.",
        wish="Jeg vil ha en dato som står fast.",
        then=((0, ask_for_support("Ida Prøvesen", contact=Contact.HERE)),),
    ),
    Case(  # Received; who sent it has left the house since.
        by="Henrik Demodal",
        sent=5,
        text="Jeg slutter snart, og har ikke fått attest for arbeidet mitt.",
        wish="Jeg vil ha attesten i posten.",
        then=((4, confirm), (0, leave)),
    ),
    Case(  # Received; they have talked, and there is a support person.
        by="Berit Forsøksli",
        sent=4,
        text=(
            "Vaktlista ble endret mandag morgen uten at noen sa fra. Jeg kom på jobb på"
            " en dag jeg skulle ha fri."
        ),
        wish="Si fra til oss før lista endres.",
        then=(
            (3, confirm),
            (3, ask_for_support("Ida Prøvesen")),
            (2, says_yes),
            (2, opens),
            (2, talk),
            (2, note("Finn ut hvem som endret lista.")),
            (2, opens),
            (1, write_in_support("Berit vil gjerne ha meg med på neste møte.")),
            (1, new_code("Petter Skisseli", "Marit Demodal")),
            (1, opens),
        ),
    ),
    Case(  # The handler waits for the complainant, who was told no by one she asked.
        by="Gerd Tenkebu",
        sent=6,
        text="Det blir ropt til oss på kjøkkenet når det er travelt. Jeg gruer meg.",
        manner=Manner.IN_A_TALK,
        then=(
            (5, confirm),
            (3, ask("Takk for at du sier det. Er det noen dager det er verst?")),
            (2, ask_for_support("Nadia Notatlid")),
            (1, says_no),
        ),
    ),
    Case(  # Over the date: goes up by itself on the next working day.
        by="Leif Prøvesen",
        sent=12,
        text="Jeg fikk ikke hørselvern da vi slipte. Det ble sagt at det gikk fint.",
        then=((11, confirm),),
    ),
    Case(  # Nobody said that it had come: it went up by itself.
        by="Mikkel Sagnmo",
        sent=8,
        text="PC-en min har vært ødelagt i fire uker. Jeg sitter og ser på de andre.",
        wish="En PC som virker.",
    ),
    Case(  # Typed by a representative, with a witness.
        by="Bilal Fantasivik",
        sent=2,
        text="Jeg forstår ikke lista over oppgaver. Jeg har bedt om å få den forklart.",
        wish="At noen går gjennom lista med meg hver mandag.",
        helper="Ida Prøvesen",
        witness="Dag Eventyrnes",
    ),
    Case(  # Written on the form, and typed in by a coordinator two days later.
        by="Inger Forsøksli",
        sent=3,
        text="Noen tok maten min fra kjøleskapet. Det har skjedd tre ganger nå.",
        manner=Manner.ON_PAPER,
        helper="Unni Liksomsen",
        delivered=5,
        then=((2, confirm),),
    ),
    Case(  # Late, but the complainant has stopped it where it is.
        by="Linh Skisseli",
        sent=20,
        text="Jeg får ikke være med på kurset fordi jeg bare er her to dager i uka.",
        then=((18, confirm), (9, stay)),
    ),
    Case(  # Answered; the complainant can send it on.
        by="Hilde Sagnmo",
        sent=15,
        text="Pausen vår er blitt kortere. Ingen har sagt hvorfor.",
        wish="Vi vil ha tjue minutter igjen.",
        then=(
            (14, confirm),
            (
                8,
                answer(
                    Verdict.PARTLY_UPHELD,
                    measure="Pausen blir tjue minutter på mandag og fredag.",
                    doer="Samira Prøvesen",
                    reason="De andre dagene må butikken være åpen hele tiden.",
                    ready_in=12,
                ),
            ),
        ),
    ),
    Case(  # Answered twice, asked on twice: lies with the general manager.
        by="Anne Påhittsen",
        sent=36,
        text=(
            "Jeg har vært på samme oppgave i et år. Jeg har spurt om å lære noe nytt."
            " Svaret er alltid at det ikke passer nå."
        ),
        wish="En plan for hva jeg skal lære.",
        then=(
            (34, confirm),
            (28, answer(Verdict.NOT_UPHELD, reason="Vi har ikke flere oppgaver nå.")),
            (26, send_on("Det er det samme svaret jeg alltid får.")),
            (24, confirm),
            (
                18,
                answer(Verdict.NOT_UPHELD, reason="Arbeidslederen bestemmer."),
            ),
            (14, send_on()),
            (12, confirm),
            (6, more_time(5, "Jeg vil snakke med begge to før jeg svarer.")),
        ),
    ),
    Case(  # About the general manager: begins with the chair of the board.
        by="Daniel Øveseter",
        sent=5,
        text="Daglig leder sa til hele kantina at jeg var syk. Det er mitt å si.",
        wish="En unnskyldning, og at det ikke skjer igjen.",
        subject=Subject.GENERAL_MANAGER,
        about="Ingrid Mønsterås",
        manner=Manner.ON_PAPER,
        then=((3, confirm),),
    ),
    Case(  # About a coordinator: begins above.
        by="Thea Eventyrnes",
        sent=7,
        text="Det står noe i rapporten om meg som ikke er sant. Jeg har sagt fra.",
        subject=Subject.COORDINATOR,
        about="Unni Liksomsen",
        then=((5, confirm), (1, write("Jeg fant arket. Jeg kan ta det med."))),
    ),
    Case(  # Rests: answered, and nothing more was said.
        by="Reidun Testmoen",
        sent=42,
        text="Vi får ikke vite hva verkstedet tjener på det vi lager.",
        then=(
            (40, confirm),
            (
                33,
                answer(
                    Verdict.UPHELD,
                    measure="Tallene henges opp på tavla hver måned.",
                    doer="Ingrid Mønsterås",
                    ready_in=25,
                ),
            ),
        ),
    ),
    Case(  # Closed, and what was promised has been done.
        by="Oddvar Papirstad",
        sent=46,
        text="Gulvet ved oppvasken er glatt. Jeg har falt to ganger.",
        wish="En matte.",
        then=(
            (45, confirm),
            (
                40,
                answer(
                    Verdict.UPHELD,
                    measure="Vi kjøper en gummimatte og måler hvor glatt det er.",
                    doer="Wenche Sikringsdal",
                    ready_in=15,
                ),
            ),
            (38, accept),
            (24, complainant_says(Kept.YES)),
            (23, decider_says(Kept.YES)),
        ),
    ),
    Case(  # Closed, and the promise has come to its date.
        by="Simon Kladdeberg",
        sent=30,
        text="Jeg får ikke svar når jeg er syk og ringer. Da tror de at jeg skulker.",
        then=(
            (28, confirm),
            (
                24,
                answer(
                    Verdict.UPHELD,
                    measure="Vi lager et eget nummer for den som er syk.",
                    doer="Arvid Papirstad",
                    ready_in=21,
                ),
            ),
            (22, accept),
        ),
    ),
    Case(  # Withdrawn; it can still be undone.
        by="Astrid Demodal",
        sent=9,
        text="Jeg ble ikke spurt om å være med på turen.",
        then=((8, confirm), (2, withdraw)),
    ),
)
