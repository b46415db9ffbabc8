"""Django's selects that complete what is typed, for forms that may have been made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.contrib.admin import widgets

from publishing.text import number_in


class _KeysOnly:
    """Shows what is no key as nothing chosen, where Django's would fail; the field says what is wrong with it.

    `known` are things by their keys that the form has read already.
    """

    known: Mapping[str, Any] = MappingProxyType({})

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> Any:
        keys = [str(key) for key in value if number_in(str(key)) is not None]
        groups = self._known_groups(name, keys) or super().optgroups(name, keys or [""], attr)  # type: ignore[misc]
        for _name, options, _index in groups:
            for option in options:
                # HTML wants a name for a choice that shows nothing; select2 puts its own words there.
                option["label"] = option["label"] or "–"
        return groups

    def _known_groups(self: Any, name: str, keys: list[str]) -> Any:
        if not keys or not all(key in self.known for key in keys):
            return None
        label = self.choices.field.label_from_instance
        options = [("", "", False)] if not self.is_required and not self.allow_multiple_selected else []
        options += [(key, label(self.known[key]), True) for key in keys]
        return [(None, [self.create_option(name, *option, index) for index, option in enumerate(options)], 0)]


class AutocompleteSelect(_KeysOnly, widgets.AutocompleteSelect):
    pass


class AutocompleteSelectMultiple(_KeysOnly, widgets.AutocompleteSelectMultiple):
    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        # A number beyond all keys stops SQLite; the field refuses what is no number.
        keys = super().value_from_datadict(data, files, name)
        return [key if number_in(key) is not None else "?" for key in keys]
