"""What is typed into the forms of complaints, right and wrong, by the walk."""

from typing import Any

from tests.complaints.cases import WHY

FILED = "/min/klage/ny"
GOOD: dict[str, Any] = {
    "happened": "Jeg fikk ikke pause på tirsdag.",
    "wish": "Jeg vil ha pause.",
    "subject": "nobody",
    "first": "1",
    "manner": "here",
    "nonce": "0" * 32,
}
FAULTS: tuple[tuple[int, dict[str, Any]], ...] = (
    (1, {"happened": " "}),
    (1, {"happened": "å" * 4001}),
    (2, {"wish": "å" * 2001}),
    (3, {"subject": "x"}),
    (3, {"subject": "staff_member", "person": "0"}),
    (3, {"subject": "participant", "about": "å" * 201}),
    (3, {"near": "0"}),
    (4, {"first": "9"}),
    (5, {"manner": "x"}),
    (5, {"manner": "by_phone", "phone": "12"}),
)
"""The page it is written on, and what is wrong with it."""
ASKED = (
    *(("k-received", "skriv"), ("k-waiting", "skriv"), ("k-answered", "videre")),
    *(("k-late", "videre"), ("rested", "videre"), ("k-received", "trekk")),
    *(("k-sent", "hvem-skal-ikke-lese"), ("k-near", "la-noen-lese-igjen")),
    *(("k-kept", "er-det-gjort"), ("k-sent", "til-side"), ("k-taken", "mottatt")),
    *(("k-received", "samtale"), ("k-received", "spor"), ("k-received", "mer-tid")),
    *(("k-received", "notat"), ("k-received", "svar"), ("k-kept", "lovet")),
)
NEED_NO_WORDS = (
    *(("k-answered", "videre"), ("k-late", "videre")),
    *(("k-sent", "til-side"), ("k-received", "trekk")),
)
ON_PAPER = ("k-received", "k-kept", "stranded", "whole")
HEAVY = "Virksomhetsledelsen arbeidsmiljøvurderer. " * 9
HANDLERS = (
    *("til-side", "mottatt", "samtale", "spor", "mer-tid", "notat", "svar"),
    *("lovet", "jeg-kan-svare", "konvolutt"),
)
TOO_LONG = ("words", "reason", "measure", "doer", "on", "until", "done_by")
PROMISE = {
    "verdict": "partly_upheld",
    "measure": "Vi lager en ny vaktliste.",
    "doer": "Kari Testesen",
    "done_by": "17.11.2025",
    "reason": "Noe av det er gjort.",
}
COURSE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("hvem-skal-ikke-lese", {"people": "<chair>"}),
    ("la-noen-lese-igjen", {"exclusion": "<exclusion>"}),
    ("bli-her", {}),
    ("la-den-ga", {}),
    ("jeg-kan-svare", {}),
    ("mottatt", {"words": "Hei! Jeg ser på det."}),
    ("samtale", {"on": "17.11.2025"}),
    ("notat", {"words": "Se vaktlista.", "reader": "handlers"}),
    ("notat", {"words": "Jeg har sett på det.", "reader": "complainant"}),
    ("spor", {"words": "Når var det?"}),
    ("skriv", {"words": "Det var tirsdag."}),
    ("mer-tid", {"until": "<later>", "reason": WHY}),
    ("svar", PROMISE | {"send": "yes"}),
    ("er-det-gjort", {"position": "1", "kept": "partly"}),
    ("lovet", {"kept": "no"}),
    ("fornoyd", {}),
    ("apne", {}),
    ("videre", {"reason": WHY}),
    ("til-side", {}),
    ("trekk", {}),
    ("angre", {}),
    ("jeg-kan-svare", {}),
)
"""Everything that can be done with a complaint, one after the other."""
