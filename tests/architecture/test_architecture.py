"""The floors and rooms of docs/developers/tooling.md, where import-linter cannot see them.

The floors themselves are written once: in the first contract of `[tool.importlinter]` in pyproject.toml.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.template.backends.django import get_installed_libraries

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
FLOORS: list[str] = PYPROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
HEIGHT = {app: height for height, app in enumerate(reversed(FLOORS))}
TRANSLATING = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
NAMES_WITHOUT_A_ROOM = {"utils", "helpers", "common", "core", "base", "misc", "services", "managers"}


def modules() -> Iterator[Path]:
    for app in FLOORS:
        yield from sorted((ROOT / app).rglob("*.py"))


def kept_files() -> list[Path]:
    """The files that belong to the project, as git sees them; without git, all that lie in no hidden folder."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    if listing.returncode == 0:
        names = map(Path, listing.stdout.splitlines())
    else:
        names = (path.relative_to(ROOT) for path in ROOT.rglob("*"))
        names = (name for name in names if not name.parts[0].startswith(".") and name.parts[0] != "data")
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def points_up(app: str, target: str) -> bool:
    """Whether `target` lies on a floor above `app`; what is not ours lies below everything."""
    return HEIGHT.get(target, -1) > HEIGHT[app]


def test_foreign_keys_point_down_or_sideways():
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in HEIGHT
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if isinstance(field.related_model, type) and issubclass(field.related_model, models.Model)
        if points_up(model._meta.app_label, field.related_model._meta.app_label)
    ]

    assert upward == []


def test_migrations_depend_on_their_own_floor_or_those_below():
    loader = MigrationLoader(None, ignore_no_migrations=True)

    upward = [
        f"{app}.{name} -> {dependency}"
        for (app, name), migration in loader.disk_migrations.items()
        if app in HEIGHT
        for dependency in [*migration.dependencies, *migration.run_before]
        if points_up(app, dependency[0])
    ]

    assert upward == []


def test_migrations_are_named_for_what_they_are_for():
    names = [path.stem for path in modules() if path.parent.name == "migrations" and path.stem != "__init__"]

    assert [name for name in names if "_auto_" in name or not re.fullmatch(r"\d{4}_[a-z0-9_]+", name)] == []


def test_templates_load_tags_of_their_own_floor_or_those_below():
    """A tag library named `<app>_slots` is the exception: it fills a place that a lower page leaves open."""
    floor_of = {name: path.partition(".")[0] for name, path in get_installed_libraries().items()}

    upward = [
        f"{template.relative_to(ROOT)} loads {library}"
        for app in FLOORS
        for template in (ROOT / "templates" / app).rglob("*")
        if template.is_file()
        for tag in re.findall(r"{%\s*load\s+(.*?)\s*%}", template.read_text())
        for library in (tag.rpartition(" from ")[2].split() if " from " in tag else tag.split())
        if points_up(app, floor_of[library]) and not library.endswith("_slots")
    ]

    assert upward == []


def test_templates_include_and_extend_only_their_own_floor_or_those_below():
    upward = [
        f"{template.relative_to(ROOT)} uses {name}"
        for app in FLOORS
        for template in (ROOT / "templates" / app).rglob("*")
        if template.is_file()
        for name in re.findall(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""", template.read_text())
        if points_up(app, name.partition("/")[0])
    ]

    assert upward == []


def test_our_apps_are_imported_at_the_top_of_a_module_or_when_the_apps_are_ready():
    hidden = []
    for path in modules():
        for function in ast.walk(ast.parse(path.read_text())):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if path.name == "apps.py" and function.name == "ready":
                continue
            for node in ast.walk(function):
                imported = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom):
                    imported = [path.relative_to(ROOT).parts[0] if node.level else node.module or ""]
                if any(name.partition(".")[0] in HEIGHT for name in imported):
                    hidden.append(f"{path.relative_to(ROOT)}:{node.lineno}")

    assert hidden == []


def test_no_text_to_translate_stands_inside_an_f_string():
    """The collector does not find it there, and nobody would hear that it has no translation."""
    lost = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in modules()
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in TRANSLATING
    ]

    assert lost == []


def test_every_module_has_a_name_that_says_what_it_is_for():
    homeless = [
        str(path.relative_to(ROOT))
        for path in modules()
        if NAMES_WITHOUT_A_ROOM & {path.stem, *path.relative_to(ROOT).parent.parts}
    ]

    assert homeless == []


def test_every_app_says_in_its_docstring_what_it_is_for():
    silent = [app for app in FLOORS if not ast.get_docstring(ast.parse((ROOT / app / "__init__.py").read_text()))]

    assert silent == []


@pytest.mark.parametrize("lock", ["requirements/runtime.txt", "requirements/dev.txt"])
def test_the_lock_pins_everything_by_hash_and_says_nothing_of_where_it_came_from(lock):
    text = (ROOT / lock).read_text()
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]

    strange = [
        line for line in lines if not re.fullmatch(r"(\S+==\S+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?)", line)
    ]
    assert strange == []
    assert "://" not in text


def test_the_development_lock_holds_the_same_versions_as_the_runtime_lock():
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", (ROOT / "requirements" / lock).read_text(), re.MULTILINE))

    assert pins("runtime.txt") <= pins("dev.txt")


def test_no_file_names_a_package_index_or_a_place_on_somebodys_machine():
    index = r"(?:pypi|pythonhosted|npmjs)\.(?:org|com)"
    place = rf"(?<![\w./-])/(?:root|home|Users)/|{re.escape(str(ROOT))}/"

    found = []
    for path in kept_files():
        name = path.relative_to(ROOT)
        # Guides for operators may say where a site usually lies, which may be where these tests run.
        telling = index if name.parts[0] in {"deploy", "docs"} else f"{index}|{place}"
        found += [f"{name}: {text}" for text in re.findall(telling, path.read_bytes().decode("utf-8", "ignore"))]

    assert found == []


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([program, "--no-cache"], cwd=folder, capture_output=True, text=True)


def test_an_upward_import_breaks_the_contract(tmp_path):
    for app in FLOORS:
        shutil.copytree(ROOT / app, tmp_path / app, ignore=shutil.ignore_patterns("*.pyc", "*.toml", "*.jpg"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    sound = lint_imports(tmp_path)

    (tmp_path / "publishing" / "planted.py").write_text("import news.models\n")
    broken = lint_imports(tmp_path)

    assert sound.returncode == 0, sound.stdout
    assert broken.returncode == 1
    assert "publishing is not allowed to import news" in broken.stdout
    assert "publishing.planted -> news.models (l.1)" in broken.stdout
