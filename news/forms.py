"""What readers filter by and what editors fill in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.models import Article, ArticlePhoto, Tag, Topic
from news.querysets import ArticleEditionQuerySet
from photos.actions import complete, may_change
from photos.licences import Licence
from photos.models import Photo
from photos.widgets import PhotoChooser
from publishing import clock
from publishing.forms import DocumentForm, FrugalForm, LanguageChecks
from publishing.tagging import check_names
from publishing.text import LANGUAGES, number_in
from publishing.translated import reading_language

CREDIT = ("photographer", "credit_organisation", "licence")
FIRST_YEAR, LAST_YEAR = 1900, 2200


class UnknownFilter(ValueError):
    """The address asks for a topic, tag, year or page that cannot exist."""


@dataclass(frozen=True)
class ArticleFilter:
    """The state of the news list, all of it in the address. None means not filtered."""

    topic: Topic | None = None
    tag: Tag | None = None
    year: int | None = None

    @classmethod
    def parse(cls, query: QueryDict, language: str, topics: list[Topic]) -> ArticleFilter:
        """Read the query string. Raises UnknownFilter for values that name nothing; unknown keys are ignored."""
        return cls(
            topic=_topic(query.get("topic", ""), language, topics),
            tag=_tag(query.get("tag", ""), language),
            year=whole_number(query.get("year", ""), FIRST_YEAR, LAST_YEAR),
        )

    def apply(self, editions: ArticleEditionQuerySet, *, without: str = "") -> ArticleEditionQuerySet:
        """The editions that pass; `without` leaves one filter out, for the counts of its facet."""
        if self.topic and without != "topic":
            editions = editions.about_topic(self.topic)
        if self.tag and without != "tag":
            editions = editions.tagged(self.tag)
        if self.year and without != "year":
            editions = editions.published_in_year(self.year)
        return editions

    def query(self, language: str, **changes: Any) -> str:
        """The query string of this filter with `changes` (None removes), "" for none left; the page starts over."""
        values = {
            "topic": self.topic and getattr(self.topic, f"slug_{language}"),
            "tag": self.tag and self.tag.slug,
            "year": self.year,
        } | changes
        given = {name: value for name, value in values.items() if value}
        return f"?{urlencode(given)}" if given else ""

    def title(self, language: str) -> str:
        """What the narrowed list is called; "" where nothing narrows it."""
        parts = (self.topic and getattr(self.topic, f"name_{language}"), self.tag and self.tag.name, self.year)
        return ", ".join(str(part) for part in parts if part)

    def shared_query(self, language: str) -> str:
        """The query string for the same list in another language: a tag belongs to one language and is left behind."""
        return self.query(language, tag=None)


def whole_number(value: str, lowest: int, highest: int) -> int | None:
    """A number of plain digits within bounds, None for an empty value. Raises UnknownFilter for anything else."""
    if not value:
        return None
    number = number_in(value)
    if number is None or not lowest <= number <= highest:
        raise UnknownFilter(value)
    return number


def _topic(slug: str, language: str, topics: list[Topic]) -> Topic | None:
    if not slug:
        return None
    for topic in topics:
        if getattr(topic, f"slug_{language}") == slug:
            return topic
    raise UnknownFilter(slug)


def _tag(slug: str, language: str) -> Tag | None:
    if not slug:
        return None
    # PostgreSQL refuses NUL in a text parameter, where SQLite just finds nothing.
    tag = None if "\0" in slug else Tag.objects.filter(language=language, slug=slug).first()
    if tag is None:
        raise UnknownFilter(slug)
    return tag


class ArticleForm(DocumentForm):
    class Meta:
        model = Article
        exclude = ()
        widgets: ClassVar[dict[str, Any]] = {
            # Long titles are read while they are written, so they may take more than one line on the screen.
            "title": forms.Textarea(
                attrs={
                    "class": "document-title",
                    "rows": 1,
                    "autofocus": True,
                    "data-counter": 80,
                    "data-single-line": True,
                }
            ),
            "lead": forms.Textarea(attrs={"class": "vLargeTextField", "rows": 3, "data-counter": 250}),
            "slug": forms.TextInput(attrs={"class": "vTextField", "data-slug-of": "#id_title"}),
            "topics": forms.CheckboxSelectMultiple,
        }

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_tags(self) -> list[str]:
        check_names(self.cleaned_data["tags"])
        return list(self.cleaned_data["tags"])


class PlacementForm(LanguageChecks, FrugalForm):
    """A photo in an article. What the photo library lacks and somebody writes here goes there, for every other place;
    what differs from the library's words stays here.
    """

    photographer = forms.CharField(label=gettext_lazy("Photographer"), max_length=200, required=False)
    credit_organisation = forms.CharField(
        label=gettext_lazy("Organisation in the credit"), max_length=200, required=False
    )
    licence = forms.ChoiceField(label=gettext_lazy("Licence"), required=False, choices=[("", "–"), *Licence.choices])
    # Whoever saves; the inline sets it.
    actor: Any = None

    class Meta:
        model = ArticlePhoto
        fields = ("photo", "alt", "caption", "position")
        labels: ClassVar[dict[str, Any]] = {"alt": gettext_lazy("Description"), "caption": gettext_lazy("Caption")}
        widgets: ClassVar[dict[str, Any]] = {
            "photo": PhotoChooser,
            "alt": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField", "maxlength": 300}),
            "caption": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        }

    @property
    def language(self) -> str:
        """The article's; as long as nobody has said that, the one of whoever writes it."""
        language = self.instance.article.language
        return language if language in LANGUAGES else reading_language()

    @property
    def photo(self) -> Photo | None:
        return self.instance.photo if self.instance.photo_id else None

    @property
    def lacks_credit(self) -> bool:
        return self.photo is not None and self.photo.needs_credit and not self.photo.credit_line

    @property
    def library_alt(self) -> str:
        """What the library has in the article's language, where nothing is written here."""
        return getattr(self.photo, f"alt_{self.language}") if self.photo else ""

    @property
    def library_caption(self) -> str:
        return getattr(self.photo, f"caption_{self.language}") if self.photo else ""

    def written(self) -> dict[str, str]:
        return {"alt": self.language, "caption": self.language}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        photo = cleaned.get("photo")
        if photo and any(cleaned.get(name) for name in CREDIT) and not may_change(self.actor, photo, clock.now()):
            name = next(name for name in CREDIT if cleaned.get(name))
            self.add_error(
                name,
                _("Public pages use this photo: only editors can credit it. Leave this empty, and tell one of them."),
            )
        return cleaned

    def save(self, commit: bool = True) -> ArticlePhoto:
        self._give_to_library()
        self.remember_confirmed(self.actor)
        placement: ArticlePhoto = super().save(commit)
        return placement

    def _give_to_library(self) -> None:
        typed = self.cleaned_data
        # A decorative photo is left undescribed in the library on purpose: what is said of it here is said here only.
        shared = ["caption"] if self.instance.photo.is_decorative else ["alt", "caption"]
        own = {f"{name}_{self.language}": typed[name] for name in shared}
        credit = {name: typed[name] for name in CREDIT}
        photo = complete(photo_id=self.instance.photo_id, words={**own, **credit}, actor=self.actor)
        for name in shared:
            if typed[name] == getattr(photo, f"{name}_{self.language}"):
                setattr(self.instance, name, "")
