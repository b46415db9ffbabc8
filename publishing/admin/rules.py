"""What the newsroom has agreed on."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from publishing.models import DeskRules


@admin.register(DeskRules)
class DeskRulesAdmin(admin.ModelAdmin):
    """One row, so that its list is its form."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: DeskRules | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        DeskRules.objects.get_or_create(pk=1)
        return HttpResponseRedirect(reverse("admin:publishing_deskrules_change", args=[1]))
