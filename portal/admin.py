"""The back office as a site: its words, its sign-in page and the policy its pages are sent with."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _

from publishing.csp import BACK_OFFICE, csp_override


class StaffSite(AdminSite):
    site_title = _("Alvari")
    site_header = _("Alvari")
    index_title = _("Newsroom")
    empty_value_display = "–"

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        return super().admin_view(csp_override(BACK_OFFICE)(view), cacheable)

    def each_context(self, request: Any) -> dict[str, Any]:
        return {**super().each_context(request), "staff_language": request.LANGUAGE_CODE}
