"""`make bench`: the public pages beside a constant Django view, the making of pictures, a large photo library.

Every figure of a page is the median of interleaved rounds on one server process with one worker, nothing cached. With
DATABASE_URL it measures on that PostgreSQL database, which it empties first.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import pictures
from benchmarks.load import final_path, requests_a_second
from benchmarks.server import cpu_seconds, serving

SIZES = (1_000, 10_000)
PHOTOS = (1_000, 100_000)
LIBRARY = "import django; django.setup(); from benchmarks.library import measure; measure({sizes})"
SEED = "import django; django.setup(); from benchmarks.seed import seed; seed({articles})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3, help="of load on each page in each round")
    parser.add_argument("--articles", type=int, nargs="+", default=SIZES, help="sizes of the archive")
    parser.add_argument("--only", choices=("pages", "pictures", "library"), help="one of the three tables")
    options = parser.parse_args()
    if options.only in (None, "pages"):
        _measure_pages(options)
    if options.only in (None, "pictures"):
        pictures.measure(options.rounds)
    if options.only in (None, "library"):
        with tempfile.TemporaryDirectory(prefix="alvari-bench-") as folder:
            environment = _prepared(Path(folder))
            _run(environment, "-c", LIBRARY.format(sizes=PHOTOS), quiet=False)


def _measure_pages(options: argparse.Namespace) -> None:
    print(f"{'articles':>9}  {'page':<12} {'requests/s':>10} {'CPU ms/request':>15} {'x constant':>11}")
    for articles in options.articles:
        with tempfile.TemporaryDirectory(prefix="alvari-bench-") as folder:
            environment = _prepared(Path(folder))
            _run(environment, "-c", SEED.format(articles=articles))
            _measure(environment, articles, options.rounds, options.seconds)
    where = "PostgreSQL" if "DATABASE_URL" in os.environ else "SQLite"
    print(f"Measured on {where}; CPU is that of the server{' and the database' if where == 'PostgreSQL' else ''}.")


def _prepared(folder: Path) -> dict[str, str]:
    """The environment of an empty site in that folder, ready to be served."""
    environment = _environment(folder)
    _run(environment, "manage.py", "migrate", "--verbosity", "0")
    _run(environment, "manage.py", "translations", "--compile")
    _run(environment, "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
    _run(environment, "manage.py", "flush", "--no-input", "--verbosity", "0")
    return environment


def _environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "DATA_DIR": str(folder),
        "MEDIA_ROOT": str(folder / "media"),
    }


def _run(environment: dict[str, str], *arguments: str, quiet: bool = True) -> None:
    output = subprocess.DEVNULL if quiet else None
    subprocess.run([sys.executable, *arguments], env=environment, check=True, stdout=output)


def _measure(environment: dict[str, str], articles: int, rounds: int, seconds: int) -> None:
    # An article in the middle of the archive, with an agreement, so that its page has everything.
    number = articles // 2 - articles // 2 % 5
    year = 2012 + (14 * 365 * number // articles) // 365
    pages = {
        "constant": "/constant/",
        "article": f"/en/news/{year}/article-{number}/",
        "list": "/en/news/",
        "list page 20": "/en/news/?page=20",
        "partnership": "/en/partnerships/partnership-3/",
    }
    rates: dict[str, list[float]] = {name: [] for name in pages}
    costs: dict[str, list[float]] = {name: [] for name in pages}
    with serving(environment) as (pid, port):
        for name, path in pages.items():
            pages[name] = final_path(port, path)
            requests_a_second(port, pages[name], 1)
        for _round in range(rounds):
            for name, path in pages.items():
                before = cpu_seconds(pid)
                rate, made = requests_a_second(port, path, seconds)
                rates[name].append(rate)
                costs[name].append((cpu_seconds(pid) - before) * 1000 / made)
    floor = statistics.median(costs["constant"])
    for name in pages:
        cost = statistics.median(costs[name])
        print(
            f"{articles:>9,}  {name:<12} {statistics.median(rates[name]):>10,.0f} {cost:>15.2f} {cost / floor:>10.1f}x"
        )


if __name__ == "__main__":
    main()
