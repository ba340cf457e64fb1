"""The first steps, however the house is called: http elsewhere, and https."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import House
from tests.browser.person import Somebody, Watch
from tests.factories import Make


@pytest.fixture(params=["http, another name", "https", "https, another name"])
def called(request: pytest.FixtureRequest) -> House:
    how = str(request.param)
    secure = how.startswith("https")
    house: House = request.getfixturevalue("secure_house" if secure else "house")
    return house.called("voice.test") if "another" in how else house


def test_every_form_is_taken_wherever_the_house_stands(
    phone: Page, called: House, make: Make
) -> None:
    reader = make.representative()
    watch = Watch().over(phone.context)
    somebody = Somebody(phone, called.url)
    somebody.says()
    somebody.finishes()
    somebody.signs_in(reader)
    [cookie] = phone.context.cookies()
    assert (cookie["path"], cookie["httpOnly"]) == ("/min", True)
    assert cookie["sameSite"] == "Lax"
    assert cookie["secure"] is called.url.startswith("https")
    somebody.goes_to("/forslag")
    somebody.goes_to("/min/")
    phone.get_by_role("link", name="Forlat siden").click()
    somebody.reads("I dag")
    assert urlsplit(phone.url).path == "/i-dag"
    assert phone.context.cookies() == []
    watch.is_quiet(called.url)
