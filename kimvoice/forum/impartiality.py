"""Nobody decides what is about themselves (DESIGN 7)."""

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from kimvoice.core.errors import RuleBroken
from kimvoice.forum.whole import WholeMatter
from kimvoice.people import names

if TYPE_CHECKING:
    from kimvoice.forum.bodies import Body
    from kimvoice.forum.models import Matter
    from kimvoice.people.models import Person


class Impartiality(WholeMatter):
    def is_about(self, person: "Person") -> bool:
        """Marked so, or named in it, or in what is asked: «Kari Dal», «Kari Dals».

        One answer is given to all that were said to be the same.
        """
        return _names(list(_with_doubles(self.main)), person)

    def says_so_of(self, person: "Person") -> bool:
        """By itself: what its doubles say, not everybody may read."""
        return _names([self], person)  # type: ignore[list-item]

    def deciders_at(
        self, body: "Body", but: "Collection[Person]" = ()
    ) -> list["Person"]:
        """Who may answer for the body, first the one who should; nobody of ``but``, and
        nobody whom it is about, unless it is about everybody who could."""
        out = list(but)
        while about := [it for it in body.answering(out) if self.is_about(it)]:
            out += about
        return body.answering(out) or body.answering(but)

    def check_decider(self, by: "Person", body: "Body") -> None:
        if by in self.deciders_at(body):
            return
        if self.says_so_of(by):
            raise RuleBroken(_l("Saken gjelder deg. En annen må svare."))
        if self.is_about(by):
            raise RuleBroken(_l("En annen svarer i denne saken."))
        raise RuleBroken(_l("Du svarer ikke for %(body)s nå.", body=body.name))


def _names(matters: list["Matter"], person: "Person") -> bool:
    name = re.escape(names.same(person.name))
    words = names.same(" ".join(each for it in matters for each in _words(it)))
    named = bool(name and re.search(rf"(?<!\w){name}s?(?!\w)", words))
    return named or any(person in it.about for it in matters)


def _with_doubles(matter: "Matter") -> Iterator["Matter"]:
    yield matter
    for it in matter.doubles:
        yield from _with_doubles(it)


def _words(matter: "Matter") -> Iterator[str]:
    yield matter.title
    yield matter.text
    for it in matter.considerations:
        yield it.question
