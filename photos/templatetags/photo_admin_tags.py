"""Fields of photos in the back office, where Django's fieldsets do not lay them out."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.conf import settings
from django.contrib.admin.templatetags.admin_list import result_list
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _

from photos.originals import most_megabytes, too_many_bytes

register = template.Library()


@register.inclusion_tag("admin/photos/photo/_field.html")
def photo_field(form: Any, name: str) -> dict[str, Any]:
    """The named field of a `PhotoForm`, with a note where it holds what the file said.

    The first text that seems to be in another language has the question about that beside it.
    """
    asks = form.asks_about_language and name == next((one for one in form.written() if one in form.errors), None)
    return {
        "field": form[name],
        "was_read": name in form.read_from_file and not form.is_bound,
        "question": form["is_right"] if asks else None,
    }


@register.simple_tag
def upload_limits() -> dict[str, Any]:
    """What a file may weigh: in `bytes`, in `megabytes`, and the sentence for one that is `too_large`."""
    return {
        "bytes": settings.PHOTO_MAX_BYTES,
        "megabytes": most_megabytes(),
        "too_large": " ".join(too_many_bytes().messages),
    }


@register.inclusion_tag("admin/photos/photo/_shared_field.html", takes_context=True)
def shared_field(context: Context, form: BaseForm, name: str) -> dict[str, Any]:
    """The named field once more, for what is the same for all photos of a page; with what was sent in it before."""
    field = form.fields[name]
    sent = context["request"].POST.get(f"all-{name}", "")
    widget = field.widget.render(f"all-{name}", sent, {"id": f"id_all-{name}"})
    return {"label": field.label, "widget": widget, "name": name}


@register.inclusion_tag("admin/change_list_results.html")
def photo_results(listing: Any, tiles: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Django's table of the library with one more column after the name: what is wrong with a photo, as its tile in the
    grid says it.
    """
    table: dict[str, Any] = result_list(listing)
    heads = table["result_headers"]
    after = 1 + next(place for place, head in enumerate(heads) if "column-__str__" in head["class_attrib"])
    heads.insert(after, {"text": _("what is missing"), "sortable": False, "class_attrib": ""})
    for row, tile in zip(table["results"], tiles, strict=True):
        problems = render_to_string("admin/photos/photo/_listed.html", {"tile": tile})
        row.insert(after, format_html('<td class="field-missing">{}</td>', problems))
    return table
