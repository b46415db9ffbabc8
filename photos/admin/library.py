"""The library itself: the grid or list of photos, and the page of one photo."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from photos import actions
from photos.actions.files import PREVIEW
from photos.admin import choosing, rights, taking_in
from photos.admin.filters import BinFilter, MissingFilter, RightsFilter, UploaderFilter, UseFilter, YearFilter
from photos.admin.log import log
from photos.forms import ALTS, CAPTIONS, PhotoForm
from photos.hindrances import obstacle
from photos.metadata import Readings
from photos.models import Photo
from photos.querysets import LAST_DAY
from photos.renditions import CROPS
from photos.sources import thumbnail_url
from photos.storages import writing
from publishing import clock
from publishing.admin import ThingAdmin
from publishing.text import number_in
from publishing.usage import uses

VIEWS = ("grid", "list")
# The crops that the page of a photo shows beside it, for the focal point.
SHOWN_CROPS = {
    "hero": gettext_lazy("Wide"),
    "card": gettext_lazy("In lists"),
    "portrait": gettext_lazy("Upright"),
    "social": gettext_lazy("Shared link"),
}


@admin.register(Photo)
class PhotoAdmin(ThingAdmin):
    form = PhotoForm
    change_list_template = "admin/photos/photo/change_list.html"
    change_form_template = "admin/photos/photo/change_form.html"
    list_display = ("thumbnail", "__str__", "credit_line", "size", "last_day", "added")
    list_display_links = ("__str__",)
    list_filter = (RightsFilter, MissingFilter, UseFilter, UploaderFilter, YearFilter, BinFilter)
    list_per_page = 48
    list_max_show_all = 0
    show_full_result_count = False
    ordering = ("-created_at", "-pk")
    search_fields = ("folded",)
    actions = ("describe_together", "bin_together")
    fieldsets = (
        (gettext_lazy("Words"), {"classes": ("languages-beside",), "fields": (ALTS, "is_decorative", CAPTIONS)}),
        (
            gettext_lazy("Credit and licence"),
            {"fields": (("photographer", "credit_organisation"), "licence", "terms", ("source_url", "source"))},
        ),
        (gettext_lazy("Where and when"), {"fields": (("place", "taken_on"), "keywords")}),
        (
            gettext_lazy("Rights"),
            {
                "fields": (
                    ("usable_from", "usable_until"),
                    "consent",
                    ("consent_on", "consent_until"),
                    "shows_minors",
                )
            },
        ),
        (
            gettext_lazy("Focal point"),
            {"classes": ("focal-fields",), "fields": (("focal_x", "focal_y"), "is_kept_whole")},
        ),
    )

    def get_urls(self) -> list[Any]:
        own: list[tuple[str, str, Callable[..., HttpResponse]]] = [
            ("upload/", "upload", taking_in.upload),
            ("choose/", "choose", choosing.choose),
            ("rights/", "rights", rights.queue),
            ("<int:pk>/card/", "card", choosing.card),
            ("<int:pk>/thumbnail/", "thumbnail", choosing.thumbnail),
            ("<int:pk>/describe/", "describe", taking_in.describe_one),
            ("<int:pk>/replace/", "replace", rights.replace),
            ("<int:pk>/withdraw/", "withdraw", rights.withdraw),
            ("<int:pk>/bin/", "bin", rights.bin_or_take_out),
        ]
        wrap = self.admin_site.admin_view
        # They stand before the pages of single photos, whose addresses begin with anything.
        return [
            *(path(route, wrap(self._for_staff(view)), name=f"photos_photo_{name}") for route, name, view in own),
            *super().get_urls(),
        ]

    def _for_staff(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """The view for whoever may see the library, and 403 for everybody else."""

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_view_permission(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # A changed right moves files: their rows are committed when Django's own view returns.
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)
        with writing():
            return super().changeform_view(request, *args, **kwargs)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return taking_in.take_in(request)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        key = number_in(unquote(object_id))
        if key is None:
            raise Http404
        return HttpResponseRedirect(reverse("admin:photos_photo_bin", args=[key]))

    def has_delete_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        """Nothing is deleted by hand: what is put into the bin goes by itself after a while."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """As a grid or as a list, as the person last wanted it."""
        if request.GET.get("view") in VIEWS:
            request.session["photo_view"] = request.GET["view"]
            query = request.GET.copy()
            del query["view"]
            return HttpResponseRedirect(f"{request.path}?{query.urlencode()}" if query else request.path)
        context = {"view": request.session.get("photo_view", VIEWS[0]), **(extra_context or {})}
        response = super().changelist_view(request, context)
        listing = getattr(response, "context_data", {}).get("cl")
        if listing is not None:
            at = clock.now()
            response.context_data["tiles"] = [choosing.tile(photo, at) for photo in listing.result_list]
        return response

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return queryset.matching(search_term), False

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        actions.revise(photo=obj, actor=request.user, keywords=form.cleaned_data["keywords"])
        form.remember_confirmed(request.user)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        photo = kwargs.get("obj")
        if photo is not None:
            context |= self._facts(request, photo)
        return super().render_change_form(request, context, *args, **kwargs)

    def _facts(self, request: HttpRequest, photo: Photo) -> dict[str, Any]:
        """What stands beside the form: the picture with its crops, its files, where it is used, what can be done."""
        at = clock.now()
        files = photo.renditions.filter(retired_at__isnull=True).exclude(crop=PREVIEW)
        is_editor = actions.may_change(request.user, photo, at)
        return {
            "obstacle": obstacle(photo, at),
            "uses": rights.described(uses(photo, at)),
            "files": files.aggregate(count=Count("pk"), megabytes=Sum("bytes") / 1_000_000.0),
            "crops": [(name, label, CROPS[name].ratio) for name, label in SHOWN_CROPS.items()],
            "people_read": Readings.from_json(photo.readings).people if photo.readings else (),
            "look_alikes": [choosing.tile(other, at) for other in actions.look_alikes([photo]).get(photo.pk, [])[:4]],
            "may_replace": is_editor,
            "may_withdraw": request.user.has_perm("photos.publish_photo"),
            "may_bin": actions.may_bin(request.user, photo),
        }

    @admin.action(permissions=["add"], description=gettext_lazy("Describe them on one page"))
    def describe_together(self, request: HttpRequest, photos: QuerySet[Photo]) -> HttpResponse:
        query = QueryDict(mutable=True)
        # One more than the page shows, so that it can say that there are more.
        query.setlist("photo", list(photos.values_list("pk", flat=True)[: taking_in.MOST_AT_ONCE + 1]))
        return HttpResponseRedirect(f"{reverse('admin:photos_photo_add')}?{query.urlencode()}")

    @admin.action(permissions=["add"], description=gettext_lazy("Move them to the bin"))
    def bin_together(self, request: HttpRequest, photos: QuerySet[Photo]) -> None:
        moved = 0
        for photo in photos:
            try:
                actions.move_to_bin(photo=photo, actor=request.user)
                log(request, photo, _("Moved to the bin"))
                moved += 1
            except ValidationError as refusal:
                messages.error(request, f"{photo}: {' '.join(refusal.messages)}")
            except PermissionDenied:
                why = _("You may only put your own uploads into the bin.")
                messages.error(request, f"{photo}: {why}")
        if moved:
            message = ngettext("%(count)s photo is in the bin.", "%(count)s photos are in the bin.", moved)
            messages.success(request, message % {"count": moved})

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, photo: Photo) -> str:
        return format_html(
            '<img class="photo-thumbnail" src="{}" alt="" height="64" loading="lazy">', thumbnail_url(photo)
        )

    @admin.display(description=gettext_lazy("credit"))
    def credit_line(self, photo: Photo) -> str:
        return photo.credit_line

    @admin.display(description=gettext_lazy("size"), ordering="width")
    def size(self, photo: Photo) -> str:
        return f"{photo.width} × {photo.height}"

    @admin.display(description=gettext_lazy("added"), ordering="created_at")
    def added(self, photo: Photo) -> str:
        return date_format(localtime(photo.created_at), "SHORT_DATE_FORMAT")

    @admin.display(description=gettext_lazy("last day"), ordering=LAST_DAY)
    def last_day(self, photo: Photo) -> str:
        return date_format(photo.ends_on, "SHORT_DATE_FORMAT") if photo.ends_on else ""
