"""A PostgreSQL cluster that lives as long as a command: `python -m tests.postgres pytest -m "not browser"`.

It listens on a socket in its own folder only, does not care for power cuts, and is removed afterwards. PostgreSQL
refuses to run as root; root lends it to the user `postgres`, or else `nobody`. Without a command it only looks whether
PostgreSQL is installed.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
}


class PostgresMissing(Exception):
    pass


def find_programs() -> Path:
    """The folder with the newest `initdb` of this machine."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    for program in filter(None, (shutil.which("pg_config"), shutil.which("initdb"))):
        folders.append(Path(program).resolve().parent)
        if program.endswith("pg_config"):
            answer = subprocess.run([program, "--bindir"], capture_output=True, text=True, check=True)
            folders.append(Path(answer.stdout.strip()))
    for folder in reversed(folders):
        if (folder / "initdb").exists():
            return folder
    raise PostgresMissing("No PostgreSQL server programs (initdb, pg_ctl) on this machine.")


def lent_to() -> dict[str, Any]:
    """How a process gives up root for a user that PostgreSQL accepts; nothing for everybody else."""
    if os.getuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def temporary_cluster() -> Iterator[str]:
    """Starts a cluster and gives its DATABASE_URL."""
    programs, person = find_programs(), lent_to()
    # Directly in /tmp: the path of a socket must be shorter than 108 bytes.
    folder = Path(tempfile.mkdtemp(prefix="alvari-postgres-", dir="/tmp"))
    data = folder / "data"

    def run(program: str, *options: str | Path) -> None:
        subprocess.run([programs / program, *options], check=True, stdout=subprocess.DEVNULL, cwd=folder, **person)

    try:
        if person:
            os.chown(folder, person["user"], person["group"])
        run(
            "initdb",
            "-D",
            data,
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        options = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        with (
            (folder / "log").open("w") as log,
            subprocess.Popen(
                [programs / "postgres", "-D", data, "-k", folder, *options],
                stdout=log,
                stderr=log,
                cwd=folder,
                **person,
            ) as server,
        ):
            try:
                wait_until_ready(programs / "pg_isready", folder, server)
                run("createdb", "-h", folder, "-U", "postgres", "alvari")
                yield f"postgres://postgres@{quote(str(folder), safe='')}/alvari"
            finally:
                server.send_signal(signal.SIGINT)
    finally:
        shutil.rmtree(folder)


def wait_until_ready(pg_isready: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()}")
        if subprocess.run([pg_isready, "-q", "-h", folder, "-d", "postgres"]).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not get ready in 30 seconds.")


def main(command: list[str]) -> int:
    try:
        find_programs()
    except PostgresMissing as missing:
        sys.exit(str(missing))
    if not command:
        return 0
    # A polite end runs the finally blocks above; without it the server would stay behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with temporary_cluster() as address:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": address}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
