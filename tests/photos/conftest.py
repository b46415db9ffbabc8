"""Every test here has storages of its own, so that it can count the files."""

from pathlib import Path

import pytest
from django.core.files.storage import storages


@pytest.fixture(autouse=True)
def media(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that holds `originals` and `renditions` for the length of the test."""
    for name in ("originals", "renditions"):
        for attribute in ("base_location", "location"):
            monkeypatch.setitem(storages[name].__dict__, attribute, str(tmp_path / name))
    return tmp_path
