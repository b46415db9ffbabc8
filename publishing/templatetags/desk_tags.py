"""What the forms of the back office say otherwise than Django's."""

from __future__ import annotations

import json
from typing import Any

from django import template

register = template.Library()


@register.filter
def formset_data(inline: Any) -> str:
    """Django's data for the script that adds rows, with the inline's own words on the button."""
    data = json.loads(inline.inline_formset_data())
    data["options"]["addText"] = str(inline.opts.add_text)
    return json.dumps(data)
