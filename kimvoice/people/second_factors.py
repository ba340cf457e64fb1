"""The number from the app beside the passphrase (RFC 6238), and the codes on paper.

Which number was taken last is not stored: it is the half minute in which somebody
signed in. The running program remembers it while it could be typed again
(account/numbers.py).
"""

import hashlib
import hmac
from datetime import date, timedelta
from typing import Self

from flask_babel import lazy_gettext as _l
from pyotp import TOTP, random_base32
from sqlalchemy import ForeignKey, LargeBinary, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock, site_key
from kimvoice.core.choices import Choice
from kimvoice.core.db import Model, db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.keys import keyring
from kimvoice.core.settings import SECOND_FACTOR_REQUIRED
from kimvoice.core.vault import place_of
from kimvoice.people.models import Person, RoleKind

HOUSE = "KIM voice"
STEP = 30
"""Seconds."""
SIGNS = 6
CODES = 10
"""On a sheet."""
CODE_SIGNS = 10
TOLD_FOR = timedelta(days=30)


class SecondFactor(Model):
    __tablename__ = "second_factors"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """What app and house share."""
    confirmed_on: Mapped[date]
    """The row comes with the first number that was right."""

    person: Mapped[Person] = relationship(lazy="joined")

    @classmethod
    def of(cls, person: Person) -> "SecondFactor | None":
        return db.session.get(cls, person.id)

    @classmethod
    def set_up(cls, person: Person, secret: str) -> Self:
        """In place of the one from before, if there was one."""
        place = place_of(cls(person_id=person.id), "sealed")
        return db.session.merge(
            cls(
                person_id=person.id,
                sealed=site_key.seal(secret, place),
                confirmed_on=clock.today(),
            )
        )

    def step_of(self, number: str) -> int | None:
        return step_of(self._secret, number)

    def shares(self, secret: str) -> bool:
        return self._secret == secret

    @property
    def _secret(self) -> str:
        return site_key.opened(self.sealed, place_of(self, "sealed"))

    def take_away(self) -> None:
        """Raise RuleBroken for who must have one."""
        if must_have(self.person):
            raise RuleBroken(_l("Med din rolle må du ha tall fra appen."))
        _remove(self.person)


class RecoveryCode(Model):
    """On paper, each for one time: for who has lost the telephone."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    code_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)

    @classmethod
    def draw(cls, person: Person, sheet: bytes) -> list[str]:
        """A new sheet, to be shown once; the old one opens nothing more.

        ``sheet`` names the page it is shown on: of two clicks both draw the same.
        """
        codes = _codes_on(sheet, person)
        db.session.execute(delete(cls).where(cls.person_id == person.id))
        db.session.add_all(
            cls(person_id=person.id, code_hash=_hash(person, code)) for code in codes
        )
        return [in_groups(code) for code in codes]

    @classmethod
    def use(cls, person: Person, typed: str) -> bool:
        """Whether it was on the sheet; of two at once one has it."""
        used = delete(cls).where(
            cls.person_id == person.id, cls.code_hash == _hash(person, typed)
        )
        return bool(db.session.execute(used.returning(cls.id)).first())

    @classmethod
    def left(cls, person: Person) -> int:
        unused = select(func.count()).where(cls.person_id == person.id)
        return db.session.scalar(unused.select_from(cls)) or 0


class SecondFactorReset(Model):
    """The keeper took it away; the person sees it at each sign-in for 30 days."""

    __tablename__ = "second_factor_resets"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    reset_on: Mapped[date]

    @classmethod
    def told_to(cls, person: Person) -> "SecondFactorReset | None":
        reset = db.session.get(cls, person.id)
        is_told = reset and reset.reset_on >= clock.today() - TOLD_FOR
        return reset if is_told else None


def must_have(person: Person) -> bool:
    """Whoever answers at the top, or lets people in, when the house asks for it."""
    return is_asked(person) and SECOND_FACTOR_REQUIRED.value()


def is_asked(person: Person) -> bool:
    return person.holds(RoleKind.GENERAL_MANAGER, RoleKind.ADMINISTRATOR)


def given_up() -> Choice | None:
    """Who has decided that nobody must have one, and when; None where it is asked."""
    return None if SECOND_FACTOR_REQUIRED.value() else SECOND_FACTOR_REQUIRED.choice()


def is_missing(person: Person) -> bool:
    """Nothing else can be done before it is set up."""
    return must_have(person) and SecondFactor.of(person) is None


def draw_secret() -> str:
    return random_base32()


def address(person: Person, secret: str) -> str:
    """What the app reads from the picture."""
    app = TOTP(secret, digits=SIGNS)
    return str(app.provisioning_uri(name=person.user_name, issuer_name=HOUSE))


def step_of(secret: str, number: str) -> int | None:
    """Which half minute the number is of: this one, or one beside it.

    By the real clock, as the telephone has it.
    """
    app, now = TOTP(secret, digits=SIGNS), int(clock.real_now().timestamp()) // STEP
    typed = number.encode()
    near = (now - 1, now, now + 1)
    return next(
        (it for it in near if hmac.compare_digest(app.at(it * STEP).encode(), typed)),
        None,
    )


def plain(typed: str) -> str:
    """Spaces and hyphens are read as they are meant."""
    return "".join(sign for sign in typed if sign.isalnum())


def in_groups(code: str) -> str:
    half = CODE_SIGNS // 2
    return f"{code[:half]} {code[half:]}"


def reset(person: Person) -> None:
    """By the keeper, for who has lost telephone and sheet. Ends every session."""
    if SecondFactor.of(person) is None:
        raise RuleBroken(f"{person.name} has no second factor.")
    _remove(person)
    person.sign_out_everywhere()
    db.session.merge(SecondFactorReset(person_id=person.id, reset_on=clock.today()))


def forget_old() -> None:
    """Delete what need not be told any more. Commits."""
    last = clock.today() - TOLD_FOR
    db.session.execute(
        delete(SecondFactorReset).where(SecondFactorReset.reset_on < last)
    )
    db.session.commit()


def _remove(person: Person) -> None:
    for kind in (RecoveryCode, SecondFactor):
        db.session.execute(delete(kind).where(kind.person_id == person.id))


def _codes_on(sheet: bytes, person: Person) -> list[str]:
    """Nobody without the key folder can tell them from the sheet's name."""
    key, codes = keyring().derive("recovery sheets"), []
    for number in range(CODES):
        said = sheet + person.id.to_bytes(8) + number.to_bytes()
        drawn = int.from_bytes(hashlib.blake2b(said, key=key).digest())
        codes.append(f"{drawn % 10**CODE_SIGNS:0{CODE_SIGNS}}")
    return codes


def _hash(person: Person, code: str) -> bytes:
    key, said = keyring().derive("recovery codes"), f"{person.id}:{code}"
    return hashlib.blake2b(said.encode(), key=key, digest_size=32).digest()


site_key.holds(SecondFactor, "sealed")
