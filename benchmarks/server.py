"""One server on loopback, and what it costs: CPU seconds of its process tree, read from /proc (Linux)."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """granian with one worker, as (process id, port)."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "portal.wsgi:application", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", "1", "--blocking-threads", "4", "--log-level", "warning", "--no-ws"),
    ]
    with subprocess.Popen(command, env=environment) as server:
        try:
            for _attempt in range(300):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield server.pid, port
        finally:
            server.terminate()


def cpu_seconds(*roots: int) -> float:
    """User and system time of the processes and everything below them, reaped children included, and of any
    PostgreSQL.
    """
    parents, times, database = {}, {}, set()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                name, _end, rest = (folder / "stat").read_text().rpartition(")")
            except OSError:  # it ended while we looked
                continue
            pid, fields = int(folder.name), rest.split()
            if name.endswith("(postgres"):
                database.add(pid)
            parents[pid] = int(fields[1])
            times[pid] = sum(int(ticks) for ticks in fields[11:15])
    family = database | {pid for pid in times if set(_line(pid, parents)) & set(roots)}
    return sum(times[pid] for pid in family) / TICKS_A_SECOND


def _line(pid: int, parents: dict[int, int]) -> Iterator[int]:
    while pid:
        yield pid
        pid = parents.get(pid, 0)
