"""What is done with a complaint, line by line, and the log of what others did."""

import secrets
from datetime import date

from flask_babel import lazy_gettext as _l

from kimvoice.complaints.chain import head_of, start_of
from kimvoice.complaints.entries import ComplaintEntry
from kimvoice.complaints.log import OPENING, Deed, LogLine
from kimvoice.complaints.states import FLOW, Act, Reader, State
from kimvoice.complaints.whole import Whole
from kimvoice.core import clock, ledger
from kimvoice.core.errors import RuleBroken
from kimvoice.people import invitations
from kimvoice.people.models import Person, RoleKind


class Course(Whole):
    # Words of either side

    def write(self, words: str) -> None:
        """The complainant's; to what was set aside it opens the complaint again."""
        if self.standing in (State.RESTING, State.CLOSED):
            self.reopened_on, self.closed_on = clock.today(), None
        self._take(Act.WRITE, self.complainant, words)
        self._end_wait()

    def note(self, by: Person, words: str, reader: Reader) -> None:
        """A handler's; for whom it is can't be changed afterwards."""
        self.settle()
        self._take(Act.NOTE, by, words, reader=reader)

    # The log of others

    def enter(
        self,
        deed: Deed,
        by: Person | None,
        *,
        second: Person | None = None,
        on: date | None = None,
    ) -> None:
        """Write into the log what somebody else than the complainant did.

        The head of a log whose end was cut off stays as it was: nothing mends that.
        """
        head_holds = self.log_head == self._head
        self.log.append(
            LogLine.follow(
                self._last_link,
                self.number,
                len(self.log),
                deed,
                by,
                self._role_of(by or second),
                second,
                on,
            )
        )
        if head_holds:
            self.log_head = self._head

    def enter_climb(self) -> None:
        """Once it has got there: only then it is known whose it is."""
        self.enter(Deed.CLIMB, None, second=self.handler)

    def enter_code_that_is_out(self) -> None:
        """Printed before this was sent, and not used yet: it opens this one too."""
        if code := invitations.code_that_is_out(self.complainant):
            on = code.printed_on
            self.enter(Deed.NEW_CODE, code.printed_by, second=code.second, on=on)

    @property
    def log_begun_on(self) -> date | None:
        """Of a complaint from before there were logs; None for one that has it all."""
        return next((it.done_on for it in self.log if it.deed is Deed.BEGUN), None)

    @property
    def opened_by(self) -> int:
        """How many people; those who are forgotten can be told apart by role alone."""
        them = (it for it in self.log if it.deed in OPENING)
        return len({it.by_id or it.role for it in them})

    @property
    def log_marks(self) -> list[str]:
        """Short codes of the log with no line, with one, with two and so on."""
        links = [start_of(self.number), *(line.link for line in self.log)]
        return [ledger.mark(link) for link in links]

    @property
    def log_mark(self) -> str:
        """Of the whole log, to be compared with what stands on paper."""
        return ledger.mark(self._last_link)

    @property
    def _last_link(self) -> bytes:
        return self.log[-1].link if self.log else start_of(self.number)

    @property
    def _head(self) -> bytes:
        return head_of(self._last_link, len(self.log))

    def _role_of(self, person: Person | None) -> RoleKind | None:
        seat = self.seat
        sits = person is not None and seat is not None and seat.seated == person
        return seat.seated_as if seat and sits else None

    # What is done, and by whom

    def _take(
        self,
        act: Act,
        by: Person | None,
        words: str = "",
        *,
        reader: Reader = Reader.COMPLAINANT,
    ) -> None:
        """Raise RuleBroken for what can't be now, and for the same words twice."""
        following = FLOW.after(self.standing, act, self.state_before)
        last = self.entries[-1] if self.entries else None
        if words and last and (last.act, last.by, last.words) == (act, by, words):
            raise RuleBroken(
                _l("Vi har allerede fått denne. Du trenger ikke å sende en gang til.")
            )
        self.state = following
        self._enter(act, by, words, reader)
        if by is not None and by.id != self.complainant_id:
            self.enter(Deed(act.value), by)

    def _enter(self, act: Act, by: Person | None, words: str, reader: Reader) -> None:
        entry = ComplaintEntry(
            id=secrets.randbits(62),
            line=len(self.entries),
            position=self.position,
            act=act,
            done_on=clock.today(),
            by=by,
            reader=reader,
        )
        self.seal(entry, "sealed", words)
        self.entries.append(entry)
