"""An agenda is drawn up by keyboard: focus stays, and the page says where it went."""

from playwright.sync_api import Page, expect

from kimvoice.core.db import db
from tests.browser.conftest import House
from tests.browser.person import Somebody
from tests.cast import assemble
from tests.factories import Make
from tests.travelling import meet, raised


def test_a_matter_is_moved_and_the_hand_stays_where_it_was(
    phone: Page, house: House, make: Make, scripts: bool
) -> None:
    cast = assemble(make)
    visits = [raised(by=cast["participant"], title=it).root for it in "abc"]
    meeting = meet(visits[0].body)
    for visit in visits:
        meeting.add(visit)
    last = visits[-1].id
    db.session.commit()
    somebody = Somebody(phone, house.url)
    somebody.signs_in(cast["representative"])
    somebody.goes_to(f"/min/mote/{meeting.id}/saksliste")
    up, down = phone.locator(f"#up-{last}"), phone.locator(f"#down-{last}")
    for place, focused in ((3, up), (2, down)):
        up.press("Enter")
        expect(phone.get_by_role("status")).to_have_text(f"Saken er nå nummer {place}.")
        expect(phone.locator(".points li").nth(place - 1)).to_contain_text("c")
        if scripts:
            expect(focused).to_be_focused()
    expect(up).to_have_count(0)
