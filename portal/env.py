"""Reading the environment: every setting typed, with words for the person who set it wrongly.

Each reader also remembers what it was asked for (`Environment.variables`), so that a test can hold
`docs/operators/settings.md` and the code together. A variable that is set but empty counts as missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off"})
DATABASE_SCHEMES = ("postgres", "postgresql", "sqlite")


class InvalidEnvironment(Exception):
    """A variable is missing or wrong; the text is one line that names it and says what is allowed.

    The text never repeats the value that was found: it may be a password.
    """

    def __init__(self, name: str, allowed: str) -> None:
        super().__init__(f"{name} must be {allowed}.")
        self.name = name


@dataclass(frozen=True)
class Variable:
    """What the code asks of one variable; `default` is None where a value is required."""

    name: str
    allowed: str
    default: str | None
    help: str


class Environment:
    """Typed access to environment variables; a reader without a default requires the variable."""

    def __init__(self, source: Mapping[str, str]) -> None:
        self._source = source
        self.variables: dict[str, Variable] = {}

    def text(self, name: str, default: str | None = None, *, help: str = "") -> str:
        return self._read(name, "a text", default, help)

    def flag(self, name: str, default: bool | None = None, *, help: str = "") -> bool:
        allowed = "1 or 0 (true or false, yes or no, on or off)"
        shown = None if default is None else str(int(default))
        word = self._read(name, allowed, shown, help).lower()
        if word not in TRUE_WORDS | FALSE_WORDS:
            raise InvalidEnvironment(name, allowed)
        return word in TRUE_WORDS

    def integer(self, name: str, default: int | None = None, *, minimum: int, maximum: int, help: str = "") -> int:
        allowed = f"a whole number from {minimum} to {maximum}"
        raw = self._read(name, allowed, None if default is None else str(default), help)
        digits = raw.removeprefix("-")
        # int() alone would also take "1_000", "٣" and, slowly, a megabyte of digits.
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 19 and minimum <= int(raw) <= maximum):
            raise InvalidEnvironment(name, allowed)
        return int(raw)

    def path(self, name: str, default: Path | None = None, *, help: str = "") -> Path:
        """An absolute path; what is given relative counts from the current directory."""
        allowed = "the path of a file or folder"
        raw = self._read(name, allowed, None if default is None else str(default), help)
        if "\0" in raw:
            raise InvalidEnvironment(name, allowed)
        try:
            return Path(raw).expanduser().absolute()
        except RuntimeError:  # "~somebody" whom this machine does not know
            raise InvalidEnvironment(name, allowed) from None

    def url(self, name: str, default: str | None = None, *, schemes: Sequence[str], help: str = "") -> str:
        """An address with one of `schemes`, unchanged; "" only where that is the default."""
        allowed = f"an address that starts with {' or '.join(scheme + '://' for scheme in schemes)}"
        raw = self._read(name, allowed, default, help)
        if raw == default == "":
            return raw
        try:
            parts = urlsplit(raw)
            complete = bool(parts.hostname) or parts.scheme not in {"http", "https"}
            well_formed = parts.scheme in schemes and "://" in raw and parts.port != 0 and complete
        except ValueError:
            well_formed = False
        if not well_formed:
            raise InvalidEnvironment(name, allowed)
        return raw

    def location(self, name: str, default: str | None = None, *, help: str = "") -> str:
        """A path on the site that holds others, as /files/; "" only where that is the default."""
        allowed = "a path that starts and ends with a slash"
        raw = self._read(name, allowed, default, help)
        if raw == default == "" or (len(raw) > 2 and raw[0] == raw[-1] == "/" and raw.isascii() and raw.isprintable()):
            return raw
        raise InvalidEnvironment(name, allowed)

    def database(self, name: str, default: str | None = None, *, help: str = "") -> dj_database_url.DBConfig:
        """The Django settings for a database address; one without a database's name is refused."""
        address = self.url(name, default, schemes=DATABASE_SCHEMES, help=help)
        try:
            config = dj_database_url.parse(address)
        except ValueError:
            config = {}
        if not config.get("NAME"):
            raise InvalidEnvironment(name, "an address like postgres://user:password@host/name or sqlite:////path/file")
        return config

    def list(self, name: str, default: Sequence[str] | None = None, *, help: str = "") -> Sequence[str]:
        """Values separated by commas; spaces around them and empty ones are dropped."""
        shown = None if default is None else ", ".join(default)
        raw = self._read(name, "a list separated by commas", shown, help)
        return [part.strip() for part in raw.split(",") if part.strip()]

    def _read(self, name: str, allowed: str, default: str | None, help: str) -> str:
        self.variables[name] = Variable(name, allowed, default, help)
        value = self._source.get(name, "").strip()
        if value:
            return value
        if default is None:
            raise InvalidEnvironment(name, f"set: {allowed}")
        return default
