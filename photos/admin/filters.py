"""By what the photo library can be narrowed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from photos.models import Photo
from publishing import clock
from publishing.usage import unused

SOON, LATER = 30, 90


class ChoiceFilter(admin.SimpleListFilter):
    """Narrows by one of a few named conditions; `conditions` gives each as a function of the rows and the instant."""

    choices_offered: tuple[tuple[str, Any], ...] = ()

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return self.choices_offered

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = self.value()
        return self.narrowed(queryset, value) if value in dict(self.lookup_choices) else queryset

    def narrowed(self, photos: Any, value: Any) -> QuerySet[Photo]:
        raise NotImplementedError


class RightsFilter(ChoiceFilter):
    """Whether a photo may be shown, and for how long, in the words of the one rule about it."""

    title = _("rights")
    parameter_name = "rights"
    choices_offered = (
        ("usable", _("May be shown today")),
        ("soon", _("End within 30 days")),
        ("later", _("End within 90 days")),
        ("ended", _("Have ended")),
        ("not", _("May not be shown today")),
        ("withdrawn", pgettext_lazy("photo", "Withdrawn")),
    )

    def narrowed(self, photos: Any, value: Any) -> Any:
        at = clock.now()
        today = clock.helsinki_date(at)
        match value:
            case "usable":
                return photos.visible_to(None, at)
            case "soon":
                return photos.ending_within(SOON, today)
            case "later":
                return photos.ending_within(LATER, today)
            case "ended":
                return photos.ended(today)
            case "withdrawn":
                return photos.withdrawn()
        return photos.exclude(pk__in=Photo.objects.visible_to(None, at).values("pk"))


class MissingFilter(ChoiceFilter):
    title = _("what is missing")
    parameter_name = "missing"
    choices_offered = (
        ("alt-fi", _("A Finnish description")),
        ("alt-sv", _("A Swedish description")),
        ("alt-en", _("An English description")),
        ("credit", _("A credit")),
    )

    def narrowed(self, photos: Any, value: Any) -> Any:
        return photos.without_credit() if value == "credit" else photos.without_alt(value[-2:])


class UseFilter(ChoiceFilter):
    title = _("use")
    parameter_name = "use"
    choices_offered = (("none", _("Used nowhere")), ("some", _("Used somewhere")))

    def narrowed(self, photos: Any, value: Any) -> Any:
        free = unused(photos, clock.now())
        return free if value == "none" else photos.exclude(pk__in=free.values("pk"))


class UploaderFilter(ChoiceFilter):
    title = _("uploader")
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        people = get_user_model().objects.filter(pk__in=Photo.objects.order_by().values("created_by"))
        return [(str(person.pk), str(person)) for person in people.order_by("last_name", "first_name", "pk")]

    def narrowed(self, photos: Any, value: Any) -> Any:
        return photos.filter(created_by=value)


class YearFilter(ChoiceFilter):
    title = _("year")
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        years = Photo.objects.order_by("-year").values_list("year", flat=True).distinct()
        return [(str(year), str(year)) for year in years]

    def narrowed(self, photos: Any, value: Any) -> Any:
        return photos.filter(year=value)


class BinFilter(ChoiceFilter):
    title = _("bin")
    parameter_name = "bin"
    choices_offered = (("yes", _("In the bin")),)

    def choices(self, changelist: Any) -> Any:
        library, *others = super().choices(changelist)
        return [{**library, "display": _("In the library")}, *others]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.in_bin() if self.value() == "yes" else queryset.in_library()
