"""A fixture for tests that read the site's words."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test begins in English: a request leaves its language active, also for the next test."""
    with override("en"):
        yield
