"""One declaration, three columns: `name = Translated(models.CharField(_("name"), max_length=200))`."""

from typing import Any

from django.db import models
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from publishing.text import FALLBACKS, LANGUAGES, Text, first_text

LANGUAGE_NAMES = {"fi": _("Finnish"), "sv": _("Swedish"), "en": _("English")}


def reading_language() -> str:
    """The site language of the present request; English where none of ours is active (a command, a test)."""
    language = (get_language() or "en").split("-")[0]
    return language if language in FALLBACKS else "en"


def _label(verbose_name: object, language: str) -> str:
    return f"{verbose_name} ({LANGUAGE_NAMES[language]})"


_lazy_label = lazy(_label, str)


class Translated:
    """A text of a thing in Finnish, Swedish and English.

    Adds the columns `<name>_fi`, `<name>_sv`, `<name>_en` to the model, all optional; ask for at least one with
    `Translated.given("name")` in the model's constraints. Read on an instance it gives a `Text` in the language of the
    request or its fallback; `thing.name_in("sv")`-like needs are met by `Translated.of(thing, "name", "sv")`.
    """

    def __init__(self, field: models.Field[Any, Any]) -> None:
        self.columns: dict[str, models.Field[Any, Any]] = {}
        for language in LANGUAGES:
            column = field.clone()
            column.verbose_name = _lazy_label(field.verbose_name, language)
            column.blank = True
            self.columns[language] = column

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        self.name = name
        for language, column in self.columns.items():
            column.contribute_to_class(model, f"{name}_{language}")
        setattr(model, name, self)

    def __get__(self, thing: models.Model | None, owner: type[models.Model]) -> Any:
        if thing is None:
            return self
        return Translated.of(thing, self.name, reading_language())

    @staticmethod
    def of(thing: models.Model, name: str, language: str) -> Text:
        """The thing's text for a reader of `language`."""
        return first_text({code: getattr(thing, f"{name}_{code}") for code in LANGUAGES}, language)

    @staticmethod
    def given(name: str) -> models.Q:
        """The condition that at least one language is filled."""
        return ~models.Q(**{f"{name}_{language}": "" for language in LANGUAGES})

    @staticmethod
    def columns_of(name: str) -> tuple[str, ...]:
        """The names of the three columns, for forms and `values()`."""
        return tuple(f"{name}_{language}" for language in LANGUAGES)
