"""What the frame around every page knows: where in the site the reader is."""

from typing import Any

from django import template
from django.utils.html import format_html

register = template.Library()


@register.simple_tag(takes_context=True)
def current(context: dict[str, Any], view_name: str) -> str:
    """The `aria-current` of a link to that view: "page" on it, "true" on another page of its section, else nothing."""
    match = getattr(context.get("request"), "resolver_match", None)
    if match is None:
        return ""
    if match.view_name == view_name:
        return format_html(' aria-current="{}"', "page")
    section, colon, _name = view_name.partition(":")
    return format_html(' aria-current="{}"', "true") if colon and match.namespace == section else ""
