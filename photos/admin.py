"""The photo library for staff: upload, describe, find."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from photos.actions import add_photo
from photos.forms import NewPhotoForm, PhotoForm
from photos.models import Photo
from photos.sources import thumbnail_url
from publishing import clock
from publishing.admin import ThingAdmin
from publishing.collation import fold
from publishing.translated import Translated

WORDS = (_("Words"), {"fields": (*Translated.columns_of("alt"), "is_decorative", *Translated.columns_of("caption"))})
CREDIT = (_("Credit"), {"fields": ("photographer", "credit_organisation", "source", "taken_on")})
RIGHTS = (_("Rights"), {"fields": ("licence", ("usable_from", "usable_until"))})
FOCAL_POINT = (_("Focal point"), {"fields": (("focal_x", "focal_y"),)})
FILE = (_("File"), {"fields": ("size", "files", "created_by", "created_at")})


class UsableTodayFilter(admin.SimpleListFilter):
    """Whether the rights hold today, in the words of the one rule about it."""

    title = _("rights")
    parameter_name = "usable"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Any:
        return [("yes", _("Usable today")), ("no", _("Not usable today"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Photo]) -> models.QuerySet[Photo]:
        usable = Photo.objects.visible_to(request.user, clock.now())
        match self.value():
            case "yes":
                return queryset.filter(pk__in=usable.values("pk"))
            case "no":
                return queryset.exclude(pk__in=usable.values("pk"))
        return queryset


@admin.register(Photo)
class PhotoAdmin(ThingAdmin):
    form = PhotoForm
    list_display = ["thumbnail", "__str__", "credit_line", "size", "usable_until", "created_at"]
    list_display_links = ["__str__"]
    list_filter = [UsableTodayFilter, "is_decorative"]
    list_per_page = 50
    search_fields = ["folded"]
    date_hierarchy = "created_at"
    readonly_fields = ["picture", "size", "files", "created_by", "created_at"]

    def get_fieldsets(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        if obj is None:
            return [(None, {"fields": ("upload",)}), WORDS, CREDIT, RIGHTS, FOCAL_POINT]
        return [(None, {"fields": ("picture",)}), WORDS, CREDIT, RIGHTS, FOCAL_POINT, FILE]

    def get_form(self, request: HttpRequest, obj: Photo | None = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = NewPhotoForm
        return super().get_form(request, obj, change=change, **kwargs)

    def formfield_for_dbfield(self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in Translated.columns_of("alt"):
            kwargs["widget"] = forms.TextInput(attrs={"class": "vLargeTextField"})
        elif db_field.name in Translated.columns_of("caption"):
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        return super().get_search_results(request, queryset, fold(search_term))

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            add_photo(photo=obj, original=form.cleaned_data["upload"], actor=request.user)

    @admin.display(description=_("picture"))
    def thumbnail(self, photo: Photo) -> str:
        url = thumbnail_url(photo)
        return format_html('<img class="photo-thumbnail" src="{}" alt="" height="64" loading="lazy">', url)

    @admin.display(description=_("picture"))
    def picture(self, photo: Photo) -> str:
        return format_html('<img class="photo-preview" src="{}" alt="{}" width="480">', photo.preview.url, photo.alt)

    @admin.display(description=_("credit"))
    def credit_line(self, photo: Photo) -> str:
        return photo.credit_line

    @admin.display(description=_("size"), ordering="width")
    def size(self, photo: Photo) -> str:
        return f"{photo.width} × {photo.height}"

    @admin.display(description=_("files for the public"))
    def files(self, photo: Photo) -> Any:
        files = photo.renditions.aggregate(count=models.Count("pk"), bytes=models.Sum("bytes"))
        if not files["count"]:
            return _("Being made; until then a small preview is shown.")
        return _("%(count)s files, %(size)s together") % {
            "count": files["count"],
            "size": filesizeformat(files["bytes"]),
        }
