"""A house that has lost its keys says so, and draws no new ones over the old."""

import shutil

import pytest

from kimvoice import create_app
from kimvoice.config import Config
from kimvoice.core.keys import KeysMissing
from kimvoice.house import open_house


def test_without_its_key_folder_a_house_stays_closed(config: Config) -> None:
    shutil.rmtree(config.key_folder)
    for opening in (create_app, open_house):
        with pytest.raises(KeysMissing) as refused:
            opening(config)
        assert str(config.key_folder) in str(refused.value)
        assert "Legg den tilbake" in str(refused.value)
    assert not config.key_folder.exists()
