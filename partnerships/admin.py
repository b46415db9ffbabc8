"""The partnership desk: partnerships with their aims, themes and contacts, and the agreements of their chains."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Max, Prefetch
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.admin import FoldedSearch
from partnerships.forms import AgreementForm, PartnershipForm, PartyFormSet, SignatureFormSet
from partnerships.models import (
    Agreement,
    AgreementParty,
    Partnership,
    PartnershipAim,
    PartnershipContact,
    PartnershipTheme,
    Signature,
    Theme,
)
from partnerships.states import Visibility
from partnerships.statuses import sentence_of
from photos.admin import ChoosesPhotos
from publishing import clock
from publishing.admin import PartInline, ThingAdmin, VersionedAdmin
from publishing.partial_dates import PartialDate
from publishing.translated import Translated, reading_language


class AimInline(PartInline):
    model = PartnershipAim
    add_text = _("Add an aim")
    fields = (*Translated.columns_of("text"), "position")


class ThemeInline(PartInline):
    model = PartnershipTheme
    add_text = _("Add a theme")
    fields = ("theme", "position")


class ContactInline(PartInline):
    model = PartnershipContact
    add_text = _("Add a contact person")
    autocomplete_fields = ("contact",)
    fields = ("contact", "position")


class PartyInline(PartInline):
    model = AgreementParty
    add_text = _("Add a party")
    formset = PartyFormSet
    autocomplete_fields = ("organisation",)
    fields = ("organisation", "role", "position")


class SignatureInline(PartInline):
    model = Signature
    add_text = _("Add a signature")
    formset = SignatureFormSet
    autocomplete_fields = ("organisation",)
    fields = ("name", *Translated.columns_of("title"), "organisation", "side", "position")


@admin.register(Theme)
class ThemeAdmin(ThingAdmin):
    list_display = ("__str__", *Translated.columns_of("name"), "position")
    ordering = ("position", "pk")
    fields = ("position", *Translated.columns_of("name"))

    def may_publish(self, request: HttpRequest) -> bool:
        return request.user.has_perm("partnerships.publish_partnership")


@admin.register(Partnership)
class PartnershipAdmin(ChoosesPhotos, FoldedSearch, ThingAdmin):
    form = PartnershipForm
    list_display = ("title_here", "kind", "visibility", "status_now", "updated_at")
    list_display_links = ("title_here",)
    list_filter = ("visibility", "kind", "themes")
    list_per_page = 50
    inlines = (AimInline, ThemeInline, ContactInline)
    fieldsets = (
        (None, {"fields": ("kind", "visibility", "status_now", "chain")}),
        (_("Words"), {"fields": (*Translated.columns_of("title"), *Translated.columns_of("summary"), "photo")}),
        (_("Addresses"), {"classes": ("collapse",), "fields": Translated.columns_of("slug")}),
        (_("About this entry"), {"classes": ("collapse",), "fields": ("source",)}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        on = clock.helsinki_date(clock.now())
        newest = Agreement.objects.newest_signed(on).with_status(on)
        return super().get_queryset(request).prefetch_related(Prefetch("agreements", newest, to_attr="newest"))

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return (f"sort_{reading_language()}", "pk")

    def get_readonly_fields(self, request: HttpRequest, obj: Partnership | None = None) -> tuple[str, ...]:
        return ("status_now", "chain") if self.may_publish(request) else ("status_now", "chain", "visibility")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"visibility": Visibility.PRIVATE, **super().get_changeform_initial_data(request)}

    def has_change_permission(self, request: HttpRequest, obj: Partnership | None = None) -> bool:
        """What is public is changed, and made private again, by who may publish."""
        return super().has_change_permission(request, obj) and (
            obj is None or obj.visibility == Visibility.PRIVATE or self.may_publish(request)
        )

    @admin.display(description=_("title"))
    def title_here(self, partnership: Partnership) -> str:
        return partnership.title

    @admin.display(description=_("status"))
    def status_now(self, partnership: Any) -> str:
        if not hasattr(partnership, "newest"):
            on = clock.helsinki_date(clock.now())
            partnership.newest = (
                list(partnership.agreements.newest_signed(on).with_status(on)) if partnership.pk else []
            )
        return (
            sentence_of(partnership.newest[0], reading_language()) if partnership.newest else gettext("Nothing signed")
        )

    @admin.display(description=_("agreements"))
    def chain(self, partnership: Partnership) -> str:
        """Links to the agreements, and to a new one at the end of the chain."""
        if partnership.pk is None:
            return gettext("Save the partnership first; then add its agreements here.")
        agreements = partnership.agreements.with_status(clock.helsinki_date(clock.now())).order_by("position")
        links = format_html_join(
            "",
            '<li><a href="{}">{}</a> – {}</li>',
            (
                (
                    reverse("admin:partnerships_agreement_change", args=[agreement.pk]),
                    f"{agreement.position}. {agreement.get_kind_display()}",
                    sentence_of(agreement, reading_language()),
                )
                for agreement in agreements
            ),
        )
        new = f"{reverse('admin:partnerships_agreement_add')}?partnership={partnership.pk}"
        return format_html('<ul>{}<li><a href="{}">{}</a></li></ul>', links, new, gettext("Add the next agreement"))


@admin.register(Agreement)
class AgreementAdmin(VersionedAdmin):
    """There are no rights of its own: who may change the partnership may change its agreements."""

    form = AgreementForm
    list_display = ("partnership_here", "position", "kind", "stage", "status_now", "updated_at")
    list_display_links = ("partnership_here",)
    list_filter = ("stage", "kind", "end_kind", "partnership__kind")
    list_select_related = ("partnership",)
    list_per_page = 50
    search_fields = ("partnership__folded",)
    autocomplete_fields = ("partnership",)
    readonly_fields = ("status_now", "signed_words", "starts_words", "ends_words")
    inlines = (PartyInline, SignatureInline)
    fieldsets = (
        (None, {"fields": ("partnership", ("position", "kind"), "stage", "status_now", "reference")}),
        (
            _("Dates"),
            {"fields": (("signed", "signed_unknown"), "place", "starts", ("end_kind", "ends"), "review_on")},
        ),
        (_("Words"), {"fields": Translated.columns_of("summary")}),
        (
            _("Termination"),
            {"classes": ("collapse",), "fields": ("terminated_on", *Translated.columns_of("terminated_reason"))},
        ),
        (_("About this entry"), {"classes": ("collapse",), "fields": ("source",)}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_status(clock.helsinki_date(clock.now())).select_related("partnership")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return (f"partnership__sort_{reading_language()}", "-position", "pk")

    def get_fieldsets(self, request: HttpRequest, obj: Agreement | None = None) -> Any:
        """Who may only read sees the partial dates as words; the form's own fields exist for who may write."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        dates = (_("Dates"), {"fields": ("signed_words", "place", "starts_words", "ends_words", "review_on")})
        return (fieldsets[0], dates, *fieldsets[2:])

    @admin.display(description=_("signed"))
    def signed_words(self, agreement: Agreement) -> str:
        return _in_words(agreement.signed)

    @admin.display(description=_("in force from"))
    def starts_words(self, agreement: Agreement) -> str:
        return _in_words(agreement.starts)

    @admin.display(description=_("in force until"))
    def ends_words(self, agreement: Agreement) -> str:
        return _in_words(agreement.ends) or agreement.get_end_kind_display()

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return queryset.matching(search_term), False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The number and kind that come next in the chain, when the form was opened from the partnership."""
        given = super().get_changeform_initial_data(request)
        if not str(given.get("partnership", "")).isdecimal():
            return given
        last = Agreement.objects.filter(partnership=given["partnership"]).aggregate(last=Max("position"))["last"]
        return {"position": last + 1, "kind": Agreement.Kind.EXTENSION, **given} if last else given

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only partnerships that one may change: a hand-made request cannot choose another."""
        if db_field.name == "partnership" and not request.user.has_perm("partnerships.publish_partnership"):
            kwargs["queryset"] = Partnership.objects.filter(visibility=Visibility.PRIVATE)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Agreement | None = None) -> bool:
        return request.user.has_perm("partnerships.view_partnership") or self.has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Agreement | None = None) -> bool:
        desk = self.admin_site.get_model_admin(Partnership)
        return desk.has_change_permission(request, obj.partnership if obj else None)

    def has_delete_permission(self, request: HttpRequest, obj: Agreement | None = None) -> bool:
        return self.has_change_permission(request, obj)

    @admin.display(description=_("partnership"))
    def partnership_here(self, agreement: Agreement) -> str:
        return agreement.partnership.title

    @admin.display(description=_("status"))
    def status_now(self, agreement: Any) -> str:
        if agreement.pk is None:
            return gettext("Follows from the stage and the dates")
        if not hasattr(agreement, "status"):
            agreement = Agreement.objects.with_status(clock.helsinki_date(clock.now())).get(pk=agreement.pk)
        return sentence_of(agreement, reading_language())


def _in_words(date: PartialDate | None) -> str:
    return date.format(reading_language()) if date else ""
