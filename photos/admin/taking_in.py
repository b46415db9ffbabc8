"""Taking photos in: one upload door for every form, and the page on which many photos are described at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import construct_change_message
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from photos import actions
from photos.admin.log import log
from photos.forms import ALTS, CAPTIONS, SHARED, PhotoForm
from photos.models import Photo
from photos.originals import MEDIA_TYPES, examine
from photos.receiving import received
from photos.sources import thumbnail_url
from photos.storages import writing
from publishing import clock
from publishing.text import number_in

MOST_AT_ONCE = 50
# What the page of many photos does not ask for; the page of one does.
LEFT_FOR_LATER = ("usable_from", "source", "source_url", "is_kept_whole")


class DescribedPhoto(PhotoForm):
    """One of several photos on a page; the names of its fields begin with its key."""

    source_url = None

    class Meta(PhotoForm.Meta):
        fields = [name for name in PhotoForm.Meta.fields if name not in LEFT_FOR_LATER]

    def __init__(self, photo: Photo, data: QueryDict | None = None) -> None:
        super().__init__(data, instance=photo, prefix=f"photo-{photo.pk}")
        self.thumbnail = thumbnail_url(photo)
        self.look_alikes: list[Photo] = []

    alt_names, caption_names = ALTS, CAPTIONS

    @property
    def has_errors_below(self) -> bool:
        """Whether something is wrong with a field that is folded away."""
        return bool(self.errors.keys() - {*ALTS, *CAPTIONS, *SHARED[:3], "is_decorative", "version", "__all__"})


def described(photos: Sequence[Photo]) -> list[DescribedPhoto]:
    """A form for each, with the photos of the library that look like it."""
    return _with_look_alikes([DescribedPhoto(photo) for photo in photos])


def upload(request: HttpRequest) -> HttpResponse:
    """The door: takes the files of one request, answers a JSON list with what became of each.

    `added` with the photo and the row that describes it, `known` with the photo that has the same file already,
    `refused` with a sentence. 403 for who may not add photos.
    """
    if not request.user.has_perm("photos.add_photo"):
        raise PermissionDenied
    if request.method != "POST":
        return JsonResponse({"files": []}, status=405, headers={"Allow": "POST"})
    outcomes = [_taken(request, name, file) for name, file in received(request, "files")]
    return JsonResponse({"files": outcomes}, headers={"Cache-Control": "no-store"})


def _taken(request: HttpRequest, name: str, file: File[bytes] | ValidationError) -> dict[str, Any]:
    """Put one uploaded file into the library; what became of it, for a page to show."""
    try:
        if isinstance(file, ValidationError):
            raise file
        photo = actions.add_photo(photo=Photo(), original=examine(file), actor=request.user, once=True)
    except ValidationError as refusal:
        return {"name": name, "outcome": "refused", "message": " ".join(refusal.messages)}
    except actions.KnownAlready as known:
        return _known(request, name, known.photo)
    log(request, photo, _("Uploaded"), is_new=True)
    (form,) = described([photo])
    return {"name": name, "outcome": "added", "photo": photo.pk, "row": _row(request, form)}


def _known(request: HttpRequest, name: str, photo: Photo) -> dict[str, Any]:
    context = {"photo": photo, "thumbnail": thumbnail_url(photo)}
    html = render_to_string("admin/photos/photo/_known.html", context, request)
    is_usable = photo.binned_at is None and photo.withdrawn_at is None
    return {"name": name, "outcome": "known", "photo": photo.pk, "row": html, "isUsable": is_usable}


def _row(request: HttpRequest, form: DescribedPhoto) -> str:
    return render_to_string("admin/photos/photo/_row.html", {"form": form}, request)


def take_in(request: HttpRequest) -> HttpResponse:
    """The page: drop files, describe them. Without script the files come with the form, and the words after that."""
    if not request.user.has_perm("photos.add_photo"):
        raise PermissionDenied
    if request.method == "POST" and "_upload" in request.POST:
        return _uploaded_without_script(request)
    if request.method == "POST":
        forms = _save(request, _photos(request.POST))
        if not forms:
            return HttpResponseRedirect(reverse("admin:photos_photo_changelist"))
    else:
        photos = _photos(request.GET)
        if len(photos) > MOST_AT_ONCE:
            message = _("These are the first %(count)s; the others are in the library.")
            messages.warning(request, message % {"count": MOST_AT_ONCE})
        forms = described(actions.changeable(request.user, photos[:MOST_AT_ONCE], clock.now()))
    return TemplateResponse(
        request,
        "admin/photos/photo/take_in.html",
        {
            **admin.site.each_context(request),
            "forms": forms,
            "shared": DescribedPhoto(Photo()),
            "shared_names": SHARED,
            "has_errors": any(form.errors for form in forms),
            "accept": ",".join(MEDIA_TYPES),
            "upload_url": reverse("admin:photos_photo_upload"),
        },
    )


def describe_one(request: HttpRequest, pk: int) -> HttpResponse:
    """The row of one photo, for dialogs: GET shows it, POST saves it. JSON: whether it is saved, and the row if not."""
    photo = Photo.objects.filter(pk=pk).first()
    if photo is None:
        return JsonResponse({"isSaved": False, "row": ""}, status=404)
    if request.method == "POST":
        left = _saved(request, photo)
        if left is None:
            return JsonResponse({"isSaved": True, "photo": pk})
        (form,) = _with_look_alikes([left])
    elif actions.may_change(request.user, photo, clock.now()):
        (form,) = described([photo])
    else:
        raise PermissionDenied
    return JsonResponse({"isSaved": False, "row": _row(request, form)}, headers={"Cache-Control": "no-store"})


def _uploaded_without_script(request: HttpRequest) -> HttpResponse:
    outcomes = [_taken(request, name, file) for name, file in received(request, "files")]
    for outcome in outcomes:
        if outcome["outcome"] == "refused":
            messages.error(request, f"{outcome['name']}: {outcome['message']}")
        elif outcome["outcome"] == "known":
            known = _("This file is in the library already.")
            messages.warning(request, f"{outcome['name']}: {known}")
    query = QueryDict(mutable=True)
    query.setlist("photo", [outcome["photo"] for outcome in outcomes if "photo" in outcome])
    return HttpResponseRedirect(f"{reverse('admin:photos_photo_add')}?{query.urlencode()}")


def _photos(asked: QueryDict) -> list[Photo]:
    """The photos that a request names, in that order; what names none is passed over."""
    keys = [key for text in asked.getlist("photo") if (key := number_in(text)) is not None]
    found = Photo.objects.in_bulk(keys)
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def _with_look_alikes(forms: list[DescribedPhoto]) -> list[DescribedPhoto]:
    found = actions.look_alikes([form.instance for form in forms])
    for form in forms:
        form.look_alikes = found.get(form.instance.pk, [])
    return forms


def _save(request: HttpRequest, photos: list[Photo]) -> list[DescribedPhoto]:
    """Save what is right; the forms of the others."""
    forms = [_saved(request, photo) for photo in photos]
    left = _with_look_alikes([form for form in forms if form is not None])
    count = len(forms) - len(left)
    if count:
        message = ngettext("%(count)s photo is saved.", "%(count)s photos are saved.", count)
        messages.success(request, message % {"count": count})
    return left


def _saved(request: HttpRequest, photo: Photo) -> DescribedPhoto | None:
    """None when the photo was saved as the request describes it, else the form with what is wrong."""
    with writing(), transaction.atomic():
        locked = Photo.objects.select_for_update().get(pk=photo.pk)
        form = DescribedPhoto(locked, _with_shared(request.POST, photo.pk))
        if not actions.may_change(request.user, locked, clock.now()):
            # Somebody has published it meanwhile; what was written stays in the fields.
            form.add_error(None, _("Public pages use this photo by now: only people who may publish can change it."))
        if not form.is_valid():
            return form
        log(request, locked, construct_change_message(form, [], add=False))
        actions.revise(photo=form.instance, actor=request.user, keywords=form.cleaned_data["keywords"])
        form.remember_confirmed(request.user)
    return None


def _with_shared(data: QueryDict, pk: int) -> QueryDict:
    """What was said for all photos stands in the fields that this one left empty."""
    completed = data.copy()
    for name in SHARED:
        own = f"photo-{pk}-{name}"
        if not completed.get(own) and completed.get(f"all-{name}"):
            completed[own] = completed[f"all-{name}"]
    return completed
