"""What another has changed while somebody read is shown anew before it counts."""

from http import HTTPStatus
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import ValidationError

from kimvoice.web.fields import ButtonForm, InsideForm, Sentence


class SeenForm(InsideForm):
    """``stands``: what is there now, in few words that change when it does."""

    seen = HiddenField()
    stands: str
    changed: Sentence = _l(
        "En annen har endret dette mens du skrev. Se over, og lagre på nytt."
    )

    def __init__(self, *, data: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data={"seen": self.stands, **(data or {})}, **kwargs)

    def validate_seen(self, field: HiddenField) -> None:
        if field.data != self.stands:
            field.data = self.stands
            raise ValidationError(str(self.changed))

    @property
    def status(self) -> int:
        """Of the page that shows it: a conflict, something to mend, or neither."""
        if self.seen.errors:
            return HTTPStatus.CONFLICT
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.errors else HTTPStatus.OK


class SeenButton(SeenForm, ButtonForm):
    """Below what it is about."""

    def __init__(self, stands: str, *, changed: Sentence) -> None:
        self.stands, self.changed = stands, changed
        super().__init__()
