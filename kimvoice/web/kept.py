"""What was written inside, when it is sent after the session had ended.

Nothing is stored: the words go back to the browser, readable on the page, and sealed
in the sign-in form that stands there. Whoever wrote them gets them again after signing
in. A form says itself whose it is, by its CSRF token; the cookie may be gone by then.
"""

import base64
import hashlib
import json
import re
import zlib
from dataclasses import asdict, dataclass

from flask import current_app, request, session
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeTimedSerializer
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from werkzeug.exceptions import HTTPException

from kimvoice.core.errors import HouseError
from kimvoice.core.keys import keyring
from kimvoice.people.models import Person
from kimvoice.web.memory import memory

NEVER_KEPT = ("passphrase", "code", "token", "csrf_token", "kept", "ballot")
"""Beginnings of names of fields that hold a secret, or are worth nothing later."""
LARGEST = 250_000
"""Signs of what is sealed: the sign-in form must still be taken in with it."""
_NOT_WORDS = re.compile(r"[a-z0-9_-]*")


@dataclass(frozen=True)
class Kept:
    path: str
    owner: int
    fields: list[tuple[str, list[str]]]
    page: str
    """Known again when the same form is sent once more."""

    @classmethod
    def of_request(cls) -> "Kept | None":
        """None for what is not a form of ours with something in it."""
        owner = whose_form(request.form.get("csrf_token", ""))
        if owner is None:
            return None
        every = [(name, values) for name, values in request.form.lists()]
        fields = [it for it in every if not it[0].startswith(NEVER_KEPT)]
        if not any(value for _name, values in fields for value in values):
            return None
        content = json.dumps([request.path, every]).encode()
        page = hashlib.blake2b(content, digest_size=16).hexdigest()
        return cls(request.path, owner, fields, page)

    @classmethod
    def read(cls, sealed: str) -> "Kept | None":
        """None for what we have not sealed."""
        try:
            content = _box().decrypt(base64.urlsafe_b64decode(sealed.encode()))
        except (CryptoError, ValueError):
            return None
        return cls(**json.loads(zlib.decompress(content)))

    def seal(self) -> str:
        """Empty when it is too much to be carried along: then it is only shown."""
        content = zlib.compress(json.dumps(asdict(self)).encode())
        sealed = base64.urlsafe_b64encode(_box().encrypt(content)).decode()
        return sealed if len(sealed) <= LARGEST else ""

    @property
    def words(self) -> list[str]:
        """What somebody wrote; what was chosen from a list is not for reading."""
        every = [value for _name, values in self.fields for value in values]
        return [value for value in every if not _NOT_WORDS.fullmatch(value)]

    @property
    def is_cleared(self) -> bool:
        return bytes.fromhex(self.page) in memory().cleared_pages

    def clear(self) -> None:
        memory().cleared_pages.add(bytes.fromhex(self.page))

    def is_for(self, person: Person) -> bool:
        """Whether this person may have it back, and there is a form to go on with."""
        return self.owner == person.id and self._leads_to_a_form

    @property
    def _leads_to_a_form(self) -> bool:
        address = current_app.url_map.bind("")
        try:
            address.match(self.path, method="POST")
        except HTTPException:
            return False
        return True


def never_shown_again() -> None:
    """What was sent in time is not echoed to who sends it again, by Reload, later."""
    kept = Kept.of_request()
    if kept is not None:
        kept.clear()


def whose_form(csrf_token: str) -> int | None:
    """The id of the person for whom the form was made, if it was made for somebody."""
    signed = URLSafeTimedSerializer(current_app.secret_key or "", salt="wtf-csrf-token")
    try:
        owner, dot, _rest = str(signed.loads(csrf_token)).partition(".")
    except BadData:
        return None
    return int(owner) if dot else None


def is_of_another() -> bool:
    """Whether what was sent comes from a page made for somebody else than is here."""
    owner = whose_form(request.form.get("csrf_token", ""))
    return owner is not None and session.get("person", owner) != owner


class OfAnother(HouseError):
    """A page that somebody else left open in this browser: its words stay theirs."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _("Siden ble åpnet av en annen som var logget inn. Ingenting er sendt.")
        )


def _box() -> SecretBox:
    box: SecretBox = current_app.extensions.setdefault(
        "kept_box", SecretBox(keyring().derive("kept words"))
    )
    return box
