"""How somebody fills in a page: by pointing, or by the keyboard alone."""

from playwright.sync_api import Locator, Page

from tests.browser.person import answered

FAR = 400
"""Presses of Tab, on the longest page."""


class Pointing:
    def __init__(self, page: Page) -> None:
        self.page = page

    def fill(self, field: Locator, words: str) -> None:
        field.fill(words)

    def check(self, radio: Locator) -> None:
        radio.check()

    def choose(self, select: Locator, label: str) -> None:
        select.select_option(label=label)

    def press(self, button: Locator) -> None:
        with answered(self.page):
            button.click()


class Keyboard(Pointing):
    """Tab, arrows, Space, Enter and letters."""

    def fill(self, field: Locator, words: str) -> None:
        self._tab_to(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(words)

    def check(self, radio: Locator) -> None:
        if radio.get_attribute("type") == "checkbox":
            self._tab_to(radio)
            self.page.keyboard.press("Space")
            return
        self._tab_to_group_of(radio)
        for _each in range(FAR):
            if self._is_focused(radio):
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError("no arrow leads there")

    def choose(self, select: Locator, label: str) -> None:
        self._tab_to(select)
        for _each in range(FAR):
            if select.evaluate("it => it.selectedOptions[0].label") == label:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError("no arrow leads there")

    def press(self, button: Locator) -> None:
        self._tab_to(button)
        with answered(self.page):
            self.page.keyboard.press("Enter")

    def _tab_to(self, place: Locator) -> None:
        for _each in range(FAR):
            if self._is_focused(place):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("Tab does not lead there")

    def _tab_to_group_of(self, radio: Locator) -> None:
        """Tab stops once in a group: at what is chosen, else at an end of it."""
        name = radio.get_attribute("name")
        for _each in range(FAR):
            if self.page.evaluate("document.activeElement.name ?? ''") == name:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("Tab does not lead to the group")

    def _is_focused(self, place: Locator) -> bool:
        return bool(place.evaluate("it => it === document.activeElement"))
