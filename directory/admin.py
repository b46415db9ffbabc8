"""The register of organisations and people for staff."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.actions import show_people
from directory.forms import ContactPersonForm
from directory.models import ContactPerson, Organisation, PhotoPerson
from photos.admin import ChoosesPhotos, PhotoAdmin
from photos.models import Photo
from publishing.admin import PartInline, ThingAdmin
from publishing.translated import Translated, reading_language


class FoldedSearch:
    """Searches the folded column, blind to case and accents the same on both databases."""

    search_fields = ("folded",)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return queryset.matching(search_term), False


class PersonInPhotoInline(PartInline):
    model = PhotoPerson
    add_text = _("Add a person")
    autocomplete_fields = ("person",)
    fields = ("name", "person", "row", "position", *Translated.columns_of("title"))

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("person")


admin.site.unregister(Photo)


@admin.register(Photo)
class PhotoWithPeopleAdmin(PhotoAdmin):
    """The photo library, which lies below this app, with what the register knows of it: who is in the picture."""

    inlines = (PersonInPhotoInline,)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        show_people(photo=form.instance)


@admin.register(Organisation)
class OrganisationAdmin(FoldedSearch, ThingAdmin):
    list_display = ("name_here", "acronym", "kind", "city", "country", "verified_on")
    list_display_links = ("name_here",)
    list_filter = ("kind", "country")
    list_per_page = 50
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fieldsets = (
        (None, {"fields": ("kind", *Translated.columns_of("name"), ("native_name", "native_language"), "acronym")}),
        (_("Where it is"), {"fields": ("country", "city", ("latitude", "longitude"), "website")}),
        (_("About this entry"), {"fields": ("is_home", "source", "verified_on")}),
    )

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return (f"sort_{reading_language()}", "pk")

    def get_readonly_fields(self, request: HttpRequest, obj: Organisation | None = None) -> Any:
        """Who we are stands on every page."""
        fixed = super().get_readonly_fields(request, obj)
        return fixed if self.may_publish(request) else (*fixed, "is_home")

    def has_change_permission(self, request: HttpRequest, obj: Organisation | None = None) -> bool:
        is_kept = obj is not None and obj.is_home and not self.may_publish(request)
        return super().has_change_permission(request, obj) and not is_kept

    @admin.display(description=_("name"))
    def name_here(self, organisation: Organisation) -> str:
        return organisation.name


@admin.register(ContactPerson)
class ContactPersonAdmin(ChoosesPhotos, FoldedSearch, ThingAdmin):
    form = ContactPersonForm
    list_display = ("name", "title_here", "organisation", "phone_printed", "email", "is_public", "valid_until")
    list_filter = ("is_public", "is_mailbox", "valid_until")
    list_select_related = ("organisation",)
    list_per_page = 50
    ordering = ("sort_name", "pk")
    autocomplete_fields = ("organisation",)
    fieldsets = (
        (None, {"fields": ("name", "is_mailbox", *Translated.columns_of("title"), "organisation", "portrait")}),
        (_("How to reach them"), {"fields": ("phone", "email")}),
        (_("Who sees it"), {"fields": ("is_public", "valid_until")}),
        (_("About this entry"), {"fields": ("source", "verified_on")}),
    )

    @admin.display(description=pgettext_lazy("of a person", "title"))
    def title_here(self, contact: ContactPerson) -> str:
        return contact.title
