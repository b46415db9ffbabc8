"""Fields of photos in the back office, where Django's fieldsets do not lay them out."""

from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm

from photos.originals import most_megabytes, too_many_bytes

register = template.Library()


@register.inclusion_tag("admin/photos/photo/_field.html")
def photo_field(form: Any, name: str) -> dict[str, Any]:
    """The named field of a `PhotoForm`, with a note where it holds what the file said."""
    return {"field": form[name], "was_read": name in form.read_from_file and not form.is_bound}


@register.simple_tag
def upload_limits() -> dict[str, Any]:
    """What a file may weigh: in `bytes`, in `megabytes`, and the sentence for one that is `too_large`."""
    return {
        "bytes": settings.PHOTO_MAX_BYTES,
        "megabytes": most_megabytes(),
        "too_large": " ".join(too_many_bytes().messages),
    }


@register.inclusion_tag("admin/photos/photo/_shared_field.html")
def shared_field(form: BaseForm, name: str) -> dict[str, Any]:
    """The named field once more, for what is the same for all photos of a page."""
    field = form.fields[name]
    widget = field.widget.render(f"all-{name}", "", {"id": f"id_all-{name}"})
    return {"label": field.label, "widget": widget, "name": name}
