"""What every template may use of the site as a whole."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from portal.site import site_facts


def site(request: HttpRequest) -> dict[str, Any]:
    language = get_language() or "en"
    return {"site": SimpleLazyObject(lambda: site_facts(language)), "LANGUAGE_CODE": language}
