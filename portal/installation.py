"""What one installation makes up for itself at its first start and keeps: a secret key, passwords of demo sign-ins.

One JSON file in the data folder, readable by its owner only. Values are made once and read back at each start.
"""

import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from portal.env import InvalidEnvironment


def secret(folder: Path, name: str, make: Callable[[], str] = lambda: secrets.token_urlsafe(48)) -> str:
    """The installation's value called `name`, made with `make` and stored when there is none yet.

    Raises InvalidEnvironment when the folder cannot be used.
    """
    path = folder / "secrets.json"
    try:
        known = _read(path)
        if name not in known:
            known[name] = make()
            _write(path, known)
    except (OSError, ValueError) as error:
        raise InvalidEnvironment(
            "DATA_DIR", "a folder that this program can write, with an intact secrets.json"
        ) from error
    return known[name]


def _read(path: Path) -> dict[str, str]:
    try:
        values: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return values


def _write(path: Path, values: dict[str, str]) -> None:
    """Replace the file in one step, so that a start that is killed half-way leaves the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        json.dump(values, file, indent=1)
    draft.replace(path)
