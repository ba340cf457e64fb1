"""The words of a complaint: sealed with its own key, and opened where they are read."""

from kimvoice.complaints.whole import Whole
from kimvoice.core import site_key
from kimvoice.core.vault import Vault


def new_key(number: int) -> bytes:
    """Of one complaint alone, wrapped by the site's key."""
    return site_key.wrap(Vault.new(), place(number))


def place(number: int) -> str:
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
        return self._vault.open(sealed, place(self.number)) if sealed else ""

    def _sealed(self, words: str) -> bytes:
        return self._vault.seal(words, place(self.number))

    @property
    def _vault(self) -> Vault:
        return site_key.unwrapped(self.key, place(self.number))
