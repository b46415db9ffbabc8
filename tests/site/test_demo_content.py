"""The content files of the demonstration: complete, consistent, harmless, and nobody else's words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from directory.phones import normal
from portal.demo.pictures import MOTIFS
from publishing.richtext import clean_html, plain_text

CONTENT = Path(__file__).parents[2] / "portal" / "demo" / "content"
