"""Bounded load on loopback: a few connections that ask one after another."""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import threading
import time

CONNECTIONS = 8


def final_path(port: int, path: str) -> str:
    """Where the path leads: itself, or the target of its redirect. Raises RuntimeError unless that answers 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    if answer.status == 301:
        return final_path(port, answer.headers["Location"])
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return path


def requests_a_second(port: int, path: str, seconds: int) -> tuple[float, int]:
    """(requests a second, requests made); with wrk where it is installed, since it leaves more of the machine alone."""
    if shutil.which("wrk"):
        return _wrk(port, path, seconds)
    return _threads(port, path, seconds)


def _wrk(port: int, path: str, seconds: int) -> tuple[float, int]:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", f"http://127.0.0.1:{port}{path}"]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in report:
        raise RuntimeError(f"{path} did not answer 200:\n{report}")
    made = int(re.search(r"(\d+) requests in", report)[1])
    return float(re.search(r"Requests/sec:\s+([\d.]+)", report)[1]), made


def _threads(port: int, path: str, seconds: int) -> tuple[float, int]:
    made: list[int] = []
    deadline = time.monotonic() + seconds

    def ask() -> None:
        connection, count = http.client.HTTPConnection("127.0.0.1", port), 0
        while time.monotonic() < deadline:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path} answered {answer.status}")
            count += 1
        made.append(count)

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(made) / seconds, sum(made)
