"""The keeper's commands, as they are typed."""

from pathlib import Path

import pytest

from kimvoice import create_app
from kimvoice.core import choices, settings
from kimvoice.suggestions import mailbox, openings
from tests.keeper import Keeper


def test_one_command_sets_up_a_new_house_and_twice_does_no_harm(
    keeper: Keeper,
) -> None:
    assert keeper.types("db upgrade") == 0
    pepper = (keeper.house().key_folder / "pepper.key").read_bytes()
    assert keeper.types("db upgrade") == 0
    assert (keeper.house().key_folder / "pepper.key").read_bytes() == pepper


def test_a_house_without_its_keys_says_so_and_draws_no_new_ones(
    keeper: Keeper, capsys: pytest.CaptureFixture[str]
) -> None:
    keeper.types("db upgrade")
    folder = keeper.house().key_folder
    for key in folder.iterdir():
        key.unlink()
    for command in ("db upgrade", "serve", "tick", "setting"):
        assert keeper.types(command) == 1
        assert "Nøkkelmappa" in capsys.readouterr().err
    assert list(folder.iterdir()) == []


def test_due_work_is_done_by_hand_too(keeper: Keeper) -> None:
    keeper.types("db upgrade")
    assert keeper.types("tick") == 0
    assert keeper.types("tick") == 0


def test_settings_are_shown_with_what_they_mean(
    keeper: Keeper, capsys: pytest.CaptureFixture[str]
) -> None:
    keeper.types("db upgrade")
    assert keeper.types("setting") == 0
    shown = capsys.readouterr().out.splitlines()
    assert {line.split("\t")[0] for line in shown} == set(choices.REGISTER)


def test_a_setting_is_chosen_by_somebody(keeper: Keeper) -> None:
    keeper.types("db upgrade")
    assert keeper.types('setting contact "Demo" --by Kari') == 0
    with create_app(keeper.house()).app_context():
        choice = settings.CONTACT.choice()
        assert choice is not None
        assert (settings.CONTACT.value(), choice.chosen_by) == ("Demo", "Kari")


def test_the_networks_of_the_house_are_chosen_and_taken_back(
    keeper: Keeper, capsys: pytest.CaptureFixture[str]
) -> None:
    keeper.types("db upgrade")
    here = {"REMOTE_ADDR": "10.0.0.5"}
    for chosen, answer in (('["2001:db8::/64"]', 403), ("[]", 200)):
        assert keeper.types(f"setting house_networks {chosen} --by Kari") == 0
        client = create_app(keeper.house()).test_client()
        assert client.get("/", environ_overrides=here).status_code == answer
    keeper.types("setting house_networks")
    assert "house_networks\t[]\t" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("setting contact 1 --by Kari", "must be like"),
        ('setting contact "Demo"', "--by"),
        ("setting no_such 1 --by Kari", "no setting"),
        ("setting mailbox_hour noon --by Kari", "cannot be read"),
        ("setting smallest_department 9 --by Kari", "can only go up"),
        ("setting house_networks 10.0.0.0/24 --by Kari", "cannot be read"),
        ('setting house_networks "10.0.0.0/24" --by Kari', "som en liste"),
        ('setting house_networks ["10.0.0.5/24"] --by Kari', "forstår ikke nettet"),
        ("setting inside_from_elsewhere 1 --by Kari", "must be like"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_in_a_sentence(
    keeper: Keeper, capsys: pytest.CaptureFixture[str], line: str, why: str
) -> None:
    keeper.types("db upgrade")
    assert keeper.types(line) == 1
    assert why in capsys.readouterr().err


def test_a_promise_counts_from_the_monday_after_the_next_opening(
    keeper: Keeper,
) -> None:
    keeper.types("db upgrade")
    with create_app(keeper.house()).app_context():
        day = openings.counts_from(settings.SMALLEST_DEPARTMENT)
        assert day.weekday() == 0
        assert openings.counts_from(settings.CONTACT) < day


def test_a_lost_key_is_started_over_and_the_front_page_asks_again(
    keeper: Keeper,
) -> None:
    keeper.types("db upgrade")
    (keeper.house().key_folder / "mailbox.key").unlink()
    assert keeper.types("mailbox start-over --yes") == 0
    app = create_app(keeper.house())
    with app.app_context():
        assert mailbox.lost_days() is not None
    assert "Send det en gang til." in app.test_client().get("/").text


def test_debug_pages_are_never_served(
    keeper: Keeper,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    assert keeper.types("serve") == 1
    assert "FLASK_DEBUG" in capsys.readouterr().err


@pytest.mark.parametrize("url", ["nonsense", "postgresql://nobody@127.0.0.1:1/none"])
def test_a_database_that_cannot_be_used_is_said_without_its_password(
    keeper: Keeper,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    url: str,
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert keeper.types("db upgrade") == 1
    assert "The database cannot be used" in capsys.readouterr().err


def test_an_instance_that_cannot_be_made_is_said_in_a_line(
    keeper: Keeper,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("KIMVOICE_INSTANCE", str(tmp_path / "file" / "house"))
    assert keeper.types("db upgrade") == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_variable_that_cannot_be_used_is_named(
    keeper: Keeper,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KIMVOICE_PROXIES", "two")
    assert keeper.types("tick") == 1
    assert "KIMVOICE_PROXIES" in capsys.readouterr().err
