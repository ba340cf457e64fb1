"""One form, shown a page at a time.

What stands on the other pages travels in hidden fields, and is never trusted: each
page is checked again when somebody goes on from it, and all of them at sending.
"""

import re
import secrets

from flask_wtf.csrf import generate_csrf
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField

from kimvoice.complaints.drafts import Answers
from kimvoice.web.fields import InsideForm, tidy

PAGES = (
    ("happened",),
    ("wish",),
    ("subject", "person", "about", "near"),
    ("first",),
    ("support", "manner", "phone"),
    (),
)
"""The questions of each page; on the last one all is looked over."""
LAST = len(PAGES)
TEMPLATES = {
    1: "complaints/new_happened.html",
    2: "complaints/new_wish.html",
    3: "complaints/new_whom.html",
    4: "complaints/new_first.html",
    5: "complaints/new_manner.html",
}
"""Of the questions; the last page depends on who sends it."""


class PagedForm(InsideForm):
    nonce = HiddenField()
    at = HiddenField()

    def __init__(self, answers: Answers | None = None) -> None:
        kept = MultiDict(answers | {"csrf_token": [generate_csrf()]}) if answers else {}
        super().__init__(**({"formdata": kept} if answers else {}))
        if not re.fullmatch(r"[0-9a-f]{32}", self.nonce.data or ""):
            self.nonce.data = secrets.token_hex(16)

    @property
    def came_from(self) -> int:
        at = self.at.data or ""
        return int(at) if at in map(str, range(1, LAST + 1)) else 1

    def first_fault(self, before: int) -> int | None:
        """The first page before this one that has errors; the others lose theirs."""
        self.validate()
        pages = list(enumerate(PAGES[: before - 1], start=1))
        fault = next((page for page, names in pages if self._is_faulty(names)), None)
        for page, names in enumerate(PAGES, start=1):
            for name in names if page != fault else ():
                self[name].errors = []
        return fault

    def _is_faulty(self, names: tuple[str, ...]) -> bool:
        return any(self[name].errors for name in names)

    def elsewhere(self, page: int) -> list[tuple[str, str]]:
        """What is answered on the other pages, for the hidden fields of this one."""
        here = PAGES[page - 1]
        every = [
            (name, said) for name, all_said in self.answers.items() for said in all_said
        ]
        return [
            (name, said) for name, said in every if name not in (*here, "at", "nonce")
        ]

    @property
    def answers(self) -> Answers:
        """As they were sent, whether right or wrong."""
        asked = [name for names in PAGES for name in names]
        said = {
            name: [tidy(each) for each in self[name].raw_data or []] for name in asked
        }
        more = {"nonce": [self.nonce.data], "at": [str(self.came_from)]}
        return {name: values for name, values in said.items() if any(values)} | more
