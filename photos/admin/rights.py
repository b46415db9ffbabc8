"""What may end: the queue of expiring photos, withdrawing, replacing a file everywhere, the bin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from photos import actions
from photos.admin.choosing import tile
from photos.admin.filters import LATER, SOON
from photos.admin.log import forget_words, log
from photos.forms import ALTS, CAPTIONS, PhotoForm, UploadField
from photos.models import WORDS_AND_RIGHTS, FormerOriginal, Photo
from photos.originals import Original, examine
from photos.querysets import LAST_DAY
from photos.sources import thumbnail_url
from photos.storages import writing
from photos.widgets import PhotoChooser
from publishing import clock
from publishing.models import LANGUAGE_CHOICES
from publishing.text import number_in
from publishing.usage import Use, unused, uses, uses_of

MOST_IN_A_QUEUE = 60


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        help_text=gettext_lazy("For colleagues: a person asked for it, the agreement ended. Not shown to the public."),
    )
    erase = forms.BooleanField(
        label=gettext_lazy("Delete the original as well; this cannot be undone"),
        required=False,
        help_text=gettext_lazy("When a person in the picture wants it to be gone altogether."),
    )


class Replacement(PhotoForm):
    """Another file for a photo, and the words for it where it shows something else."""

    SAME, OTHER = "same", "other"

    source_url = None

    class Meta(PhotoForm.Meta):
        # The focal point of another picture is found anew; of the same one it stays.
        fields: ClassVar[list[str]] = [
            name for name in PhotoForm.Meta.fields if name not in ("focal_x", "focal_y", "keywords", "source_url")
        ]

    upload = UploadField(label=gettext_lazy("New file"), required=False)
    by = forms.ModelChoiceField(
        Photo.objects.none(),
        label=gettext_lazy("or a photo of the library"),
        required=False,
        widget=PhotoChooser(),
        help_text=gettext_lazy("Its file, words and rights are taken over; the photo itself stays as it is."),
    )
    shows = forms.ChoiceField(
        label=gettext_lazy("What it shows"),
        required=False,
        initial=SAME,
        widget=forms.RadioSelect,
        choices=[
            (SAME, gettext_lazy("The same picture in a better file: the words stay")),
            (OTHER, gettext_lazy("Another picture: it gets new words")),
        ],
    )

    def __init__(self, *args: Any, at: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            # Another picture begins empty: nothing that was agreed about the old one holds for it.
            self.initial |= dict.fromkeys(WORDS_AND_RIGHTS, "")
            self.read_from_file.clear()
        self.at = at
        self.before = Photo.objects.get(pk=self.instance.pk)
        self.fields["by"].queryset = Photo.objects.visible_to(None, at).exclude(pk=self.instance.pk)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        upload, by = cleaned.get("upload"), cleaned.get("by")
        if "upload" not in self.errors and "by" not in self.errors and (upload is None) == (by is None):
            self.add_error("upload", _("Choose a new file, or a photo of the library."))
        elif by is not None:
            cleaned["upload"] = self._examined(by)
        if by is not None or cleaned.get("shows") == self.OTHER:
            self._check_own_words()
        if self.takes_new_words:
            for name in (*ALTS, *CAPTIONS):
                if cleaned.get(name) and cleaned[name] == getattr(self.before, name):
                    self.add_error(name, _("This still describes the old picture."))
        return cleaned

    @cached_property
    def changed_data(self) -> list[str]:
        return super().changed_data if self.takes_new_words else []

    def written(self) -> dict[str, str]:
        return super().written() if self.takes_new_words else {}

    def _examined(self, photo: Photo) -> Original | None:
        try:
            return examine(photo.original.open("rb"))
        except (ValidationError, OSError):
            self.add_error("by", _("The file of that photo cannot be read."))
            return None

    def _check_own_words(self) -> None:
        """What somebody wrote at a place about the old picture must not stand under the new one."""
        for use in uses(self.before, self.at):
            if hasattr(use.holder, "has_words_about") and use.holder.has_words_about(self.before, self.at):
                self.add_error(
                    None,
                    _("“%(title)s” describes the old picture in words of its own. Change them there first.")
                    % {"title": use.holder},
                )

    @property
    def takes_new_words(self) -> bool:
        """Whether the words of the form count: only where the new file shows something else."""
        return self.cleaned_data.get("by") is None and self.cleaned_data.get("shows") == self.OTHER

    def _lose_nothing(self, cleaned: dict[str, Any]) -> None:
        if self.takes_new_words:
            super()._lose_nothing(cleaned)

    def _post_clean(self) -> None:
        if self.takes_new_words:
            super()._post_clean()

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "original", "preview"}


def queue(request: HttpRequest) -> HttpResponse:
    """What ends soon and what has ended and is still referred to, with the places that use it."""
    at = clock.now()
    today = clock.helsinki_date(at)
    library = Photo.objects.in_service()
    soon = library.ending_within(SOON, today)
    in_use = library.exclude(pk__in=unused(library, at).values("pk"))
    sections = [
        (_("End within 30 days"), soon),
        (_("End within 90 days"), library.ending_within(LATER, today).exclude(pk__in=soon.values("pk"))),
        (_("Have ended and are still in use: pages leave them out"), in_use.ended(today)),
    ]
    context = {
        **admin.site.each_context(request),
        "title": _("Photos whose rights end"),
        "sections": [(title, _rows(photos, at)) for title, photos in sections],
    }
    return TemplateResponse(request, "admin/photos/photo/rights.html", context)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a photo off all pages, or, for a withdrawn one, show it again."""
    photo = get_object_or_404(Photo, pk=pk)
    if not request.user.has_perm("photos.publish_photo"):
        raise PermissionDenied
    posted = request.POST if request.method == "POST" and "_withdraw" in request.POST else None
    form = WithdrawalForm(posted, initial={"reason": photo.withdrawal_reason})
    if request.method == "POST" and "_reinstate" in request.POST:
        try:
            actions.reinstate(photo=photo, actor=request.user)
            log(request, photo, _("Shown again"))
            messages.success(request, _("The photo may be shown again; its sizes are being made."))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        except FileNotFoundError:
            messages.error(request, _("The file is lost. The photo can only come back with a new file."))
        return _to(photo)
    if form.is_valid():
        actions.withdraw(photo=photo, actor=request.user, **form.cleaned_data)
        photo.refresh_from_db()
        log(request, photo, _("Withdrawn, and the original deleted") if form.cleaned_data["erase"] else _("Withdrawn."))
        if form.cleaned_data["erase"]:
            forget_words(photo)
        messages.success(request, _("Withdrawn. No page shows the photo any more, and its public files are deleted."))
        return _to(photo)
    title = _("Withdraw the photo") if photo.withdrawn_at is None else _("The photo is withdrawn")
    return _page(request, photo, "withdraw", title, form=form)


def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a photo another file everywhere it is used, or the file back that it had before."""
    at = clock.now()
    photo = get_object_or_404(Photo, pk=pk)
    if not actions.may_change(request.user, photo, at):
        raise PermissionDenied
    if request.method == "POST" and "_bring_back" in request.POST:
        return _bring_back(request, photo)
    if request.method == "POST":
        with writing(), transaction.atomic():
            locked = Photo.objects.select_for_update().get(pk=pk)
            form = Replacement(request.POST, request.FILES, instance=locked, at=at)
            if form.is_valid() and _replaced(request, form):
                return _to(photo)
    else:
        form = Replacement(instance=photo, at=at)
    return _page(request, photo, "replace", _("Replace the file everywhere"), form=form)


def bin_or_take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a photo into the bin, or take it out: which of them says the button, however often it is pressed."""
    photo = get_object_or_404(Photo, pk=pk)
    if not actions.may_bin(request.user, photo):
        raise PermissionDenied
    if request.method == "POST":
        try:
            if "_take_out" not in request.POST:
                actions.move_to_bin(photo=photo, actor=request.user)
                log(request, photo, _("Moved to the bin"))
                messages.success(request, _("In the bin. It is deleted after 30 days; until then it can be taken out."))
            else:
                actions.take_out_of_bin(photo=photo, actor=request.user)
                log(request, photo, _("Taken out of the bin"))
                messages.success(request, _("Back in the library."))
            return _to(photo)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
    title = _("Move the photo to the bin") if photo.binned_at is None else _("The photo is in the bin")
    return _page(request, photo, "bin", title)


def described(found: Sequence[Use]) -> list[dict[str, Any]]:
    """Uses as pages list them: what it is, how it stands to the public, and the way to it for staff."""
    language_names = dict(LANGUAGE_CHOICES)
    return [
        {
            "name": str(use.holder) or "–",
            "kind": use.holder._meta.verbose_name,
            "language": getattr(use.holder, "language", ""),
            "language_name": language_names.get(getattr(use.holder, "language", ""), ""),
            "standings": [standing.label for standing in use.standings],
            "url": _staff_url(use.holder),
        }
        for use in found
    ]


def _rows(photos: Any, at: Any) -> list[dict[str, Any]]:
    found = list(photos.order_by(LAST_DAY, "pk")[:MOST_IN_A_QUEUE])
    used = uses_of(found, at)
    return [{**tile(photo, at), "uses": described(used[photo.pk])} for photo in found]


def _bring_back(request: HttpRequest, photo: Photo) -> HttpResponse:
    key = number_in(request.POST["_bring_back"])
    try:
        with writing(), transaction.atomic():
            locked = Photo.objects.select_for_update().get(pk=photo.pk)
            former = FormerOriginal.objects.get(photo=photo, pk=key or 0)
            actions.bring_back_original(photo=locked, former=former, actor=request.user)
            log(request, locked, _("Brought the former file back"))
        messages.success(request, _("The former file is back, everywhere at once."))
    except (FormerOriginal.DoesNotExist, FileNotFoundError):
        messages.error(request, _("That file is not kept any more."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return _to(photo)


def _replaced(request: HttpRequest, form: Replacement) -> bool:
    """Do what the valid form says; False when there is no room for the file, which the form then tells."""
    chosen, photo = form.cleaned_data, form.instance
    if form.takes_new_words:
        photo.focal_x = photo.focal_y = 0.5
    try:
        with chosen["upload"].upload, transaction.atomic():
            actions.replace_original(
                photo=photo,
                original=chosen["upload"],
                actor=request.user,
                shows_another=form.takes_new_words,
                like=chosen["by"],
            )
    except ValidationError as refusal:
        form.add_error("upload", refusal)
        return False
    form.remember_confirmed(request.user)
    log(request, photo, _("Replaced the file"))
    if photo.withdrawn_at is None:
        messages.success(request, _("Replaced, everywhere at once. The former file can come back for 30 days."))
    else:
        messages.success(request, _("The photo has its new file, and is withdrawn until somebody shows it again."))
    return True


def _page(request: HttpRequest, photo: Photo, name: str, title: str, **context: Any) -> HttpResponse:
    at = clock.now()
    everything = {
        **admin.site.each_context(request),
        "title": title,
        "photo": photo,
        "thumbnail": photo.preview.url if photo.preview else thumbnail_url(photo),
        "uses": described(uses(photo, at)),
        "former_originals": photo.former_originals.select_related("replaced_by"),
        **context,
    }
    return TemplateResponse(request, f"admin/photos/photo/{name}.html", everything)


def _to(photo: Photo) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:photos_photo_change", args=[photo.pk]))


def _staff_url(holder: Any) -> str:
    options = holder._meta
    try:
        return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[holder.pk])
    except NoReverseMatch:
        return ""
