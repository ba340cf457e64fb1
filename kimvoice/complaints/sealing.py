"""The words of a complaint: sealed with its own key, and opened where they are read."""

from kimvoice.complaints.whole import Whole
from kimvoice.core.keys import keyring
from kimvoice.core.vault import Vault


def new_key(number: int) -> bytes:
    """Of one complaint alone, wrapped by the site's key."""
    return Vault.new().wrap(keyring().site, _place(number))


def _place(number: int) -> str:
    return f"complaints:{number}"


class Sealing(Whole):
    @property
    def happened_words(self) -> str:
        return self.opened(self.happened)

    @property
    def wish_words(self) -> str:
        return self.opened(self.wish)

    @property
    def about_words(self) -> str:
        return self.opened(self.about)

    @property
    def phone_words(self) -> str:
        return self.opened(self.phone)

    def opened(self, sealed: bytes | None) -> str:
        """The words; none for what was not written."""
        return self._vault.open(sealed, _place(self.number)) if sealed else ""

    def _sealed(self, words: str) -> bytes:
        return self._vault.seal(words, _place(self.number))

    @property
    def _vault(self) -> Vault:
        return Vault.unwrap(self.key, keyring().site, _place(self.number))
