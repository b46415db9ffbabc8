"""What the environment reader accepts, and what it says about the rest."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import settings
from portal.env import FALSE_WORDS, TRUE_WORDS, Environment, InvalidEnvironment

ROOT = Path(__file__).parents[2]
ROW = r"^\| `([A-Z_]+)` \| (.+?) \| .+? \| (.+?) \|$"
values = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)


def read_all(environment):
    """One reading by each reader, of the variable X."""
    return [
        lambda: environment.flag("X"),
        lambda: environment.integer("X", minimum=1, maximum=65535),
        lambda: environment.path("X"),
        lambda: environment.url("X", schemes=["redis", "rediss"]),
        lambda: environment.database("X"),
        lambda: environment.location("X"),
    ]


@given(values)
def test_any_value_is_read_or_refused_in_one_line_that_names_the_variable_and_keeps_the_value_secret(value):
    for read in read_all(Environment({"X": f"{value}~secret"})):
        try:
            read()
        except InvalidEnvironment as error:
            text = str(error)
            assert text.startswith("X must be ")
            assert len(text.splitlines()) == 1
            assert "~secret" not in text


@pytest.mark.parametrize("reader", range(6))
@pytest.mark.parametrize("source", [{}, {"X": ""}, {"X": "  "}])
def test_a_missing_or_empty_value_is_refused_where_there_is_no_default(source, reader):
    with pytest.raises(InvalidEnvironment, match=r"^X must be set: "):
        read_all(Environment(source))[reader]()


@given(st.sampled_from(sorted(TRUE_WORDS | FALSE_WORDS)))
def test_a_flag_understands_each_word_in_any_case(word):
    assert Environment({"X": word.upper()}).flag("X") is (word in TRUE_WORDS)


def test_a_flag_that_is_no_yes_and_no_no_is_refused():
    with pytest.raises(InvalidEnvironment) as refusal:
        Environment({"WORKER": "perhaps"}).flag("WORKER", True)

    assert str(refusal.value) == "WORKER must be 1 or 0 (true or false, yes or no, on or off)."


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6))
def test_an_integer_is_read_exactly_when_it_lies_within_its_bounds(number, one, other):
    minimum, maximum = sorted([one, other])
    environment = Environment({"X": str(number)})

    if minimum <= number <= maximum:
        assert environment.integer("X", minimum=minimum, maximum=maximum) == number
    else:
        with pytest.raises(InvalidEnvironment, match=f"a whole number from {minimum} to {maximum}"):
            environment.integer("X", minimum=minimum, maximum=maximum)


def test_a_location_starts_and_ends_with_a_slash():
    assert Environment({"X": "/internal-media/"}).location("X") == "/internal-media/"
    assert Environment({}).location("X", "") == ""
    for wrong in ("internal-media/", "/internal-media", "/", "//", "/kuvat-ä/", "/a\r\nX: y/"):
        with pytest.raises(InvalidEnvironment, match="a path that starts and ends with a slash"):
            Environment({"X": wrong}).location("X")


@pytest.mark.parametrize("wrong", ["1_000", "٣", "1e3", "0x10", "8000.0", "--1", "-", "9" * 5000])
def test_only_plain_digits_are_a_number(wrong):
    with pytest.raises(InvalidEnvironment):
        Environment({"PORT": wrong}).integer("PORT", minimum=0, maximum=10**6)


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1)))
def test_a_list_drops_spaces_and_empty_parts(parts):
    assert Environment({"X": " , ".join([*parts, "", ""])}).list("X", []) == parts


def test_a_path_is_absolute(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    assert Environment({"X": "media"}).path("X") == tmp_path / "media"
    assert Environment({}).path("X", Path("/srv/media")) == Path("/srv/media")


def test_a_path_of_an_unknown_person_is_refused():
    with pytest.raises(InvalidEnvironment):
        Environment({"X": "~nobody-of-that-name/media"}).path("X")


@pytest.mark.parametrize("wrong", ["redis", "redis:6379", "http://cache/", "redis://host:99999/", "redis://[::1/"])
def test_an_address_of_another_kind_is_refused(wrong):
    with pytest.raises(InvalidEnvironment, match=r"^CACHE_URL must be an address that starts with redis://\.$"):
        Environment({"CACHE_URL": wrong}).url("CACHE_URL", "", schemes=["redis"])


@pytest.mark.parametrize("wrong", ["https://", "https:///news", "https://:443/", "news.example.org"])
def test_the_address_of_a_site_has_a_host(wrong):
    with pytest.raises(InvalidEnvironment):
        Environment({"SITE_URL": wrong}).url("SITE_URL", schemes=["https", "http"])


def test_an_optional_address_may_be_left_out():
    assert Environment({}).url("CACHE_URL", "", schemes=["redis"]) == ""


def test_a_database_is_given_by_one_address():
    config = Environment({"DATABASE_URL": "postgres://ann:p%40ss@db.example:5433/site"}).database("DATABASE_URL")

    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert (config["USER"], config["PASSWORD"]) == ("ann", "p@ss")
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("db.example", 5433, "site")


@pytest.mark.parametrize("wrong", ["site", "mysql://host/site", "postgres://host", "postgres://host:port/site"])
def test_an_address_without_a_database_is_refused(wrong):
    with pytest.raises(InvalidEnvironment, match=r"^DATABASE_URL must be an address "):
        Environment({"DATABASE_URL": wrong}).database("DATABASE_URL")


def test_every_variable_that_was_asked_for_is_remembered_with_its_default():
    environment = Environment({})
    environment.integer("PORT", 8000, minimum=1, maximum=65535, help="Where the server listens.")
    environment.list("HOSTS", ["localhost", "127.0.0.1"])

    port, hosts = environment.variables.values()
    assert (port.name, port.default, port.help) == ("PORT", "8000", "Where the server listens.")
    assert port.allowed == "a whole number from 1 to 65535"
    assert (hosts.name, hosts.default) == ("HOSTS", "localhost, 127.0.0.1")


@pytest.mark.parametrize("start", [["manage.py", "check"], ["-c", "import portal.wsgi"]])
def test_a_wrong_variable_ends_the_start_with_one_line(start):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings", "PORT": "http"}

    result = subprocess.run([sys.executable, *start], cwd=ROOT, env=environment, capture_output=True, text=True)

    assert result.returncode == 1
    assert result.stderr == "PORT must be a whole number from 1 to 65535.\n"
    assert result.stdout == ""


def test_the_operators_guide_says_of_every_variable_what_the_code_says():
    guide = (ROOT / "docs" / "operators" / "settings.md").read_text()

    rows = {name: (allowed, text) for name, allowed, text in re.findall(ROW, guide, re.MULTILINE)}

    assert rows == {name: (variable.allowed, variable.help) for name, variable in settings.env.variables.items()}
