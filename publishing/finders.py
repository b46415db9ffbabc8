"""Static files of the installed apps, without the four fifths of CKEditor that our editor never loads."""

from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder

_ROOT = "ckeditor/ckeditor/"
_FILES = ("ckeditor.js", "contents.css", "styles.js", "config.js")
_FOLDERS = ("skins/moono-lisa/", "lang/fi.js", "lang/sv.js", "lang/en.js")
_PLUGINS = (
    "a11yhelp", "clipboard", "dialog", "divarea", "link", "magicline", "pastefromgdocs", "pastefromlibreoffice",
    "pastefromword", "pastetools", "specialchar", "table", "tableselection", "tabletools", "widget",
    "icons.png", "icons_hidpi.png",
)  # fmt: skip


def is_published(path: str) -> bool:
    """Whether the static file at `path` belongs on the web root; samples and unused plugins of the editor do not."""
    if not path.startswith(_ROOT):
        return True
    inside = path.removeprefix(_ROOT)
    if inside in _FILES or inside.startswith(_FOLDERS):
        return True
    folder, _slash, plugin = inside.partition("/")
    return folder == "plugins" and plugin.split("/")[0] in _PLUGINS


class PrunedAppDirectoriesFinder(AppDirectoriesFinder):
    """Filters when collecting and when serving alike."""

    def list(self, ignore_patterns: Any) -> Iterator[Any]:
        for path, storage in super().list(ignore_patterns):
            if is_published(path.replace("\\", "/")):
                yield path, storage

    def find_in_app(self, app: str, path: str) -> Any:
        return super().find_in_app(app, path) if is_published(path) else None
