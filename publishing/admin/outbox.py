"""The outbox: what became of the mail that the site sends, and what nobody knows the fate of."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import linebreaks_filter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing import clock, mail
from publishing.models import OutgoingMail
from publishing.text import number_in

State = OutgoingMail.State


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", gettext_lazy("Somebody should look at it")), *State.choices]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "open":
            return queryset.questionable(clock.now())
        return queryset.filter(state=self.value()) if self.value() in State.values else queryset


@admin.register(OutgoingMail)
class OutgoingMailAdmin(admin.ModelAdmin):
    change_form_template = "admin/publishing/outgoingmail/change_form.html"
    list_display = ("subject", "address", "status", "written_at", "problem")
    list_filter = (StateFilter,)
    search_fields = ("subject", "address")
    list_per_page = 50
    fields = ("address", "subject", "status", "written_at", "attempts", "handed_over_at", "problem", "text")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: OutgoingMail | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: OutgoingMail | None = None) -> bool:
        """A mail is never edited; who may decide about it has buttons of its own."""
        return False

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        if request.method == "POST" and {"_repeat", "_settle"} & request.POST.keys():
            return self._decided(request, number_in(object_id or ""))
        return super().changeform_view(request, object_id, *args, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        one, at = kwargs["obj"], clock.now()
        context |= {
            "title": one.subject,
            "subtitle": None,
            "is_unknown": one.is_unknown(at),
            "is_open": one.is_questionable(at),
            "may_decide": request.user.has_perm("publishing.change_outgoingmail"),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def _decided(self, request: HttpRequest, key: int | None) -> HttpResponse:
        one, at = get_object_or_404(OutgoingMail, pk=key), clock.now()
        if "_repeat" in request.POST:
            decide, said, noted = mail.repeat, _("It is sent once more."), _("Sent once more")
        else:
            decide, said, noted = mail.settle, _("Noted: it is not sent again."), _("Settled without sending")
        if decide(mail=one, actor=request.user, at=at):
            messages.success(request, said)
            self.log_change(request, one, noted)
        else:
            messages.warning(request, _("There is nothing to decide any more."))
        return HttpResponseRedirect(request.path)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def status(self, one: OutgoingMail) -> str:
        at = clock.now()
        if one.is_unknown(at):
            return _("Unknown, not repeated")
        return str(_("Being sent") if one.state == State.HANDED_OVER else one.get_state_display())

    @admin.display(description=gettext_lazy("text"))
    def text(self, one: OutgoingMail) -> str:
        text: str = linebreaks_filter(one.body)
        return text
