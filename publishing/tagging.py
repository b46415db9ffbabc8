"""Tags as free words: found whatever their case, the same on both databases. Concrete tags are of the upper apps."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.managers import _TaggableManager
from taggit.models import TagBase

from publishing.addresses import numbered
from publishing.collation import fold

LONGEST = 100


def case_fold(name: str) -> str:
    """What makes two tags the same: letters without case, single spaces. Accents count: 'sää' is not 'saa'."""
    return " ".join(unicodedata.normalize("NFC", name.casefold()).split())


def check_names(names: Iterable[str]) -> None:
    """Raise ValidationError, naming the tag, for one that is too long or has nothing to be found by."""
    for name in names:
        if len(name) > LONGEST or len(case_fold(name)) > LONGEST:
            raise ValidationError(_("A tag has at most 100 characters: “%(tag)s …”") % {"tag": name[:30]})
        if not any(map(str.isalnum, name)):
            raise ValidationError(_("A tag needs at least one letter or digit: “%(tag)s”") % {"tag": name})


def _tidy(name: str) -> str:
    """The name as it is shown: single spaces, and one spelling of å however it was typed."""
    return " ".join(unicodedata.normalize("NFC", name).split())


class FoldedTag(TagBase):
    """`folded` decides whether two names are one tag. Concrete classes hold in the database that it is unique."""

    name = models.CharField(gettext_lazy("name"), max_length=LONGEST)
    slug = models.SlugField(gettext_lazy("address"), max_length=LONGEST, allow_unicode=False)
    folded = models.CharField(max_length=LONGEST, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        try:
            check_names([self.name])
        except ValidationError as error:
            raise ValidationError({"name": error.messages}) from error
        self._derive()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._derive()
        models.Model.save(self, *args, **kwargs)

    def namesakes(self) -> models.QuerySet[Any]:
        """The tags among which names and addresses are unique."""
        return type(self)._default_manager.all()

    def _derive(self) -> None:
        self.name = _tidy(self.name)
        self.folded = case_fold(self.name)
        self.slug = self.slug or self._free_slug()

    def _free_slug(self) -> str:
        """The folded name as an address; numbered where 'sää' follows 'saa'."""
        wanted = slugify(fold(self.name))[:90] or "tag"
        others = self.namesakes().filter(slug__startswith=wanted).exclude(pk=self.pk)
        return numbered(wanted, set(others.values_list("slug", flat=True)))


class FoldedTags(_TaggableManager):
    """taggit's manager, with our rule for what is the same tag.

    taggit compares with iexact, which on SQLite knows only ASCII letters: 'Åbo' and 'åbo' would be two tags.
    """

    def facts(self) -> dict[str, Any]:
        """What a tag of this item has besides its name, as in `{"language": "fi"}`."""
        return {}

    def _to_tag_model_instances(self, tags: Iterable[Any], tag_kwargs: dict[str, Any]) -> list[Any]:
        tags = list(tags)
        words: dict[str, str] = {}
        for tag in tags:
            if isinstance(tag, str):
                words.setdefault(case_fold(tag), tag)
        known = self._known(words)
        found = [known[case_fold(tag)] if isinstance(tag, str) else tag for tag in tags]
        return list({tag.pk: tag for tag in found}.values())

    def _known(self, words: dict[str, str]) -> dict[str, Any]:
        """A tag for each of the words, by their folded form; what is missing is made."""
        if not words:
            return {}
        tags, facts = self.through.tag_model()._default_manager, self.facts()
        known = {tag.folded: tag for tag in tags.filter(folded__in=words, **facts)}
        for folded, name in words.items():
            if folded not in known:
                known[folded], _created = tags.get_or_create(folded=folded, **facts, defaults={"name": name})
        return known
