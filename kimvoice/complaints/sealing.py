"""The words of a complaint: sealed with its own key, and opened where they are read."""

from kimvoice.complaints.whole import Whole
from kimvoice.core import site_key
from kimvoice.core.vault import Vault, place_of
from kimvoice.people.models import Person


class Sealing(Whole):
    @property
    def happened_words(self) -> str:
        return self._own("happened")

    @property
    def wish_words(self) -> str:
        return self._own("wish")

    @property
    def about_words(self) -> str:
        return self._own("about")

    @property
    def phone_words(self) -> str:
        return self._own("phone")

    @property
    def witness_words(self) -> str:
        return self._own("witness")

    @property
    def sent_by(self) -> str:
        """The complainant's name, for whoever reads the complaint."""
        return self._own("complainants_name") or self.complainant.name

    def keep_name_of(self, person: Person) -> None:
        """Who answers still has to know, when everybody else has forgotten."""
        if not self.complainants_name:
            self.seal(self, "complainants_name", person.name)

    def opened(self, row: object, column: str) -> str:
        """The words of a row of this complaint; none for what was not written."""
        sealed = getattr(row, column)
        return self.vault.open(sealed, place_of(row, column)) if sealed else ""

    def seal(self, row: object, column: str, words: str) -> None:
        """Words into a row of this complaint that has its id; no words are nothing."""
        sealed = self.vault.seal(words, place_of(row, column)) if words else None
        setattr(row, column, sealed)

    def seal_own(self, **words: str) -> None:
        for column, said in words.items():
            self.seal(self, column, said)

    def draw_key(self) -> None:
        """Of this complaint alone, wrapped by the site's key."""
        self.key = site_key.wrap(Vault.new(), place_of(self, "key"))

    @property
    def vault(self) -> Vault:
        return site_key.unwrapped(self.key, place_of(self, "key"))

    def _own(self, column: str) -> str:
        return self.opened(self, column)
