"""Bases of the back office: items that nobody overwrites in silence, things, and documents with their publication."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin import ModelAdmin, TabularInline
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import prefetch_related_objects
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing import actions, clock, letters
from publishing.content import Content
from publishing.doubts import confirm
from publishing.forms import DocumentForm, FrugalForm, OrderedFormSet, VersionedForm
from publishing.models import LONGEST_COMMENT, Document
from publishing.signals import document_assigned
from publishing.states import PublicStatus, Verb, public_status, transition
from publishing.text import number_in
from publishing.usage import is_used_publicly
from publishing.widgets import AutocompleteSelect, AutocompleteSelectMultiple

# What the panel beside the form asks for: columns of the document that are not part of its content.
PANEL_FIELDS = ("assignee", "due_on")
# Buttons that do something of their own with what stands in the field for comments.
TAKE_THE_REMARK = {"_submit", "_approve", "_send_back", "_comment"}
# Where words wait whose button was refused.
UNSENT_REMARK = "unsent_remark"
# Of those who can help, this many are named.
NAMED_AT_MOST = 4

# Whole sentences, because other languages inflect the name of the language.
INVITATIONS = {
    "fi": gettext_lazy("Create the Finnish version"),
    "sv": gettext_lazy("Create the Swedish version"),
    "en": gettext_lazy("Create the English version"),
}


class CompletesKeys:
    """Fields of `autocomplete_fields`, with widgets that bear any input."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = AutocompleteSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = AutocompleteSelectMultiple(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class PartInline(CompletesKeys, TabularInline):
    """Rows that belong to what is being edited: who may change that may change these."""

    # On the button below the rows: whole words, because Finnish inflects them.
    add_text: Any
    extra = 0
    form = FrugalForm
    formset = OrderedFormSet

    def _may_edit(self, request: HttpRequest, whole: Any) -> bool:
        desk = self.admin_site.get_model_admin(self.parent_model)
        return desk.has_add_permission(request) if whole is None else desk.has_change_permission(request, whole)

    def has_add_permission(self, request: HttpRequest, obj: Any) -> bool:
        return self._may_edit(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_edit(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_edit(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self.admin_site.get_model_admin(self.parent_model).has_view_permission(request, obj))


class VersionedAdmin(CompletesKeys, ModelAdmin):
    """Locks the row while a form is saved, and stamps who saved it when."""

    form = VersionedForm
    change_form_template = "admin/versioned_change_form.html"

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST":
            return found
        # Read again under lock: what the version is compared with must still be true when the row is written. Pages
        # that write nothing (the history, asked for by a hand-made POST) are in no transaction and need no lock.
        rows = self.model._base_manager.all()
        return (rows.select_for_update() if connection.in_atomic_block else rows).get(pk=found.pk)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        obj.stamp(actor=request.user, at=clock.now())
        super().save_model(request, obj, form, change)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if kwargs.get("obj") is not None:
            # Not "Change %s": Finnish would have to inflect the noun.
            context["title"] = capfirst(self.opts.verbose_name)
        return super().render_change_form(request, context, *args, **kwargs)


class ThingAdmin(VersionedAdmin):
    """Things have no draft: what the public sees of them only who may publish changes; others may add new ones."""

    def may_publish(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(f"{self.opts.app_label}.publish_{self.opts.model_name}"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or self.may_publish(request) or not is_used_publicly(obj, clock.now())

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        thing = kwargs.get("obj")
        if (
            thing is not None
            and super().has_change_permission(request)
            and not self.has_change_permission(request, thing)
        ):
            context["read_only_reason"] = _(
                "Public pages use this. Changes to it are public at once, so only people with the right to publish "
                "(editors and those responsible for this register) can make them."
            )
        return super().render_change_form(request, context, *args, **kwargs)


class DocumentAdmin(VersionedAdmin):
    """A working copy with its publication beside it. Every button saves first, so that none loses what was typed."""

    form = DocumentForm
    change_form_template = "admin/document_change_form.html"
    # Which button of the form does what after saving; the value of the button is handed on.
    buttons: ClassVar[dict[str, str]] = {
        "_publish": "press_publish",
        "_submit": "press_submit",
        "_approve": "press_approve",
        "_send_back": "press_send_back",
        "_comment": "press_comment",
        "_resolve": "press_resolve",
        "_withdraw": "press_withdraw",
        "_cancel": "press_cancel",
        "_restore": "press_restore",
        "_translate": "press_translate",
        "_language_is_right": "press_language_is_right",
    }
    # Relations that the page reads more than once.
    read_together: ClassVar[tuple[str, ...]] = ()
    # Where on the form a part of the content is that is no field of it: name of the content's field, id in the page.
    anchors: ClassVar[dict[str, str]] = {}

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_public_state(clock.now())

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """With what the panel asks for, which stands in no fieldset."""
        kwargs["fields"] = [*(kwargs.get("fields") or ()), *PANEL_FIELDS]
        return super().get_form(request, obj, change, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.related_model is get_user_model() and field is not None:
            # The same people stand in several lists of the page, and are read once.
            field.choices = [("", "–"), *((person.pk, str(person)) for person in staff(request))]
        return field

    def get_urls(self) -> list[Any]:
        remark = self.admin_site.admin_view(self.remark_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_remark"
        return [path("<int:pk>/remark/", remark, name=name), *super().get_urls()]

    def remark_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Comments by those who may read the text and not write on it; for others the form saves first."""
        document = get_object_or_404(self.model, pk=pk)
        if not self.has_view_permission(request, document):
            raise PermissionDenied
        if request.method == "POST":
            self._pressed(request, document, only=("_comment", "_resolve"))
        return HttpResponseRedirect(self._change_url(document))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is not None and request.method == "GET":
            prefetch_related_objects([found], *self.read_together)
        return found

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return actions.editable_by(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What has been public stays in the archive: it is withdrawn, not deleted."""
        if obj is None or not super().has_delete_permission(request, obj):
            return super().has_delete_permission(request, obj)
        if hasattr(obj, "was_public"):  # As `with_public_state` has read it.
            return not obj.was_public and obj.goes_live_at is None
        return not obj.editions.exists()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = super().get_readonly_fields(request, obj)
        return fixed if obj is None else (*fixed, "language")

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        if not change and obj.owner_id is None:
            obj.owner = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        actions.save(document=form.instance, actor=request.user)
        if "assignee" in form.changed_data and form.instance.assignee is not None and "_submit" not in request.POST:
            document_assigned.send(self.model, document=form.instance, actor=request.user, at=clock.now())
        form.instance.publication_form = form

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        return self._pressed(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._pressed(request, obj) or super().response_change(request, obj)

    def _pressed(
        self, request: HttpRequest, document: Document, only: Collection[str] | None = None
    ) -> HttpResponse | None:
        """Do what the pressed button says, after the working copy was saved; None for Django's own buttons."""
        pressed = next((name for name in (only or self.buttons) if name in request.POST), None)
        try:
            with transaction.atomic():
                self._keep_remark(request, document, pressed)
                if pressed is None:
                    return None
                answer = getattr(self, self.buttons[pressed])(request, document, request.POST[pressed])
        except actions.Refused as refusal:
            if only is None:
                messages.warning(request, _("Saved as a draft. What you asked for was not done:"))
            for message in refusal.messages:
                messages.error(request, message)
            if pressed is None or pressed in TAKE_THE_REMARK:
                request.session[UNSENT_REMARK] = request.POST.get("remark", "")
            answer = None
        return answer or HttpResponseRedirect(self._change_url(document))

    def _keep_remark(self, request: HttpRequest, document: Document, pressed: str | None) -> None:
        """Words in the field for comments are one, whatever was pressed."""
        if pressed not in TAKE_THE_REMARK and request.POST.get("remark", "").strip():
            self.press_comment(request, document, "")

    def press_publish(self, request: HttpRequest, document: Any, value: str) -> None:
        edition = actions.publish(document=document, actor=request.user, **document.publication_form.publication())
        if edition.is_live(clock.now()):
            words = format_html(
                '{} <a href="{}">{}</a>', _("Published."), edition.get_absolute_url(), _("See the page")
            )
        else:
            words = _("Scheduled. It goes public by itself at the time you chose.")
        self.log_change(request, document, _("Published.") if edition.is_live(clock.now()) else _("Scheduled."))
        messages.success(request, words)

    def press_submit(self, request: HttpRequest, document: Document, value: str) -> None:
        actions.submit(document=document, actor=request.user, remark=request.POST.get("remark", ""))
        messages.success(request, _("Submitted. Whoever may approve it gets a mail."))

    def press_approve(self, request: HttpRequest, document: Document, value: str) -> None:
        actions.approve(document=document, actor=request.user, remark=request.POST.get("remark", ""))
        self.log_change(request, document, _("Approved."))
        messages.success(request, _("Approved. It can be published as it stands."))

    def press_send_back(self, request: HttpRequest, document: Document, value: str) -> None:
        actions.send_back(document=document, actor=request.user, remark=request.POST.get("remark", ""))
        self.log_change(request, document, _("Changes asked for."))
        messages.success(request, _("Sent back: it is a draft again, and its owner gets a mail."))

    def press_comment(self, request: HttpRequest, document: Document, value: str) -> None:
        about = request.POST.get("remark_field", "")
        actions.comment(document=document, actor=request.user, text=request.POST.get("remark", ""), field=about)
        messages.success(request, _("Your comment is there, and goes out by mail."))

    def press_resolve(self, request: HttpRequest, document: Document, value: str) -> None:
        actions.resolve(document=document, comment_pk=_number(value), actor=request.user)
        messages.success(request, _("Noted: the comment is dealt with."))

    def press_withdraw(self, request: HttpRequest, document: Document, value: str) -> None:
        actions.withdraw(document=document, actor=request.user)
        self.log_change(request, document, _("Withdrawn."))
        messages.success(request, _("Withdrawn. The page is off the site; the text is kept here."))

    def press_cancel(self, request: HttpRequest, document: Document, value: str) -> None:
        actions.cancel_scheduled(document=document, edition_pk=_number(value), actor=request.user)
        messages.success(request, _("The scheduled publication is cancelled."))

    def press_restore(self, request: HttpRequest, document: Any, value: str) -> None:
        revision = document.revisions.filter(number=_number(value)).first()
        if revision is None:
            raise actions.Refused(_("That version does not exist."))
        actions.restore(document=document, revision=revision, actor=request.user)
        messages.success(request, _("Version %(number)s is back as the working copy.") % {"number": revision.number})

    def press_language_is_right(self, request: HttpRequest, document: Document, value: str) -> None:
        for text, language in document.doubtful_texts(document.snapshot()):
            confirm(text, language, request.user)
        messages.success(request, _("Noted. Nobody is asked about these texts again."))

    def press_translate(self, request: HttpRequest, document: Document, value: str) -> HttpResponse:
        """Concrete documents know what of them is words and what is not."""
        raise NotImplementedError

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        document = kwargs.get("obj")
        if document is not None:
            context |= self._desk(request, document, context["adminform"].form)
            if self.has_change_permission(request) and not self.has_change_permission(request, document):
                context["read_only_reason"] = _(
                    "You can read this, not change it: it belongs to %(owner)s. Its owner and editors can change it."
                ) % {"owner": document.owner or _("nobody")}
        else:
            context |= {"may_publish": actions.may(request.user, "publish", self.model)}
            context |= {"may_submit": actions.may(request.user, "submit", self.model)}
        return super().render_change_form(request, context, *args, **kwargs)

    def _desk(self, request: HttpRequest, document: Any, form: DocumentForm) -> dict[str, Any]:
        """What the panel beside the form shows: where the item stands, what hinders it, its versions and languages."""
        at = clock.now()
        state, user = document.state, request.user
        editions = form.unfinished
        versions = self._language_versions(document, at)
        content = document.snapshot()
        hindrances = self._hindrances(document, content, at)
        may_publish, must_be_reviewed = actions.may(user, "publish", document), actions.must_be_reviewed(document, user)
        return {
            "public_status": next(version["status"] for version in versions if version["code"] == document.language),
            "live_edition": next((edition for edition in editions if edition.is_live(at)), None),
            "scheduled_editions": [edition for edition in editions if not edition.is_live(at)],
            "hindrances": hindrances,
            "asks_about_language": bool(hindrances) and bool(document.doubtful_texts(content)),
            "revisions": document.revisions.select_related("author").defer("content"),
            "language_versions": versions,
            "preview_url": self._url("preview", document),
            "remark_url": self._url("remark", document),
            "may_publish": may_publish,
            "must_be_reviewed": may_publish and must_be_reviewed,
            "who_can_help": self._who_can_help(document, user, may_publish, must_be_reviewed),
            "may_submit": actions.may(user, "submit", document) and transition(Verb.SUBMIT, state) is not None,
            "may_approve": actions.may(user, "approve", document) and transition(Verb.APPROVE, state) is not None,
            "may_send_back": actions.may(user, "approve", document) and transition(Verb.SEND_BACK, state) is not None,
            "remarks": self._remarks(document),
            "remark": request.POST.get("remark") or request.session.pop(UNSENT_REMARK, ""),
            "longest_remark": LONGEST_COMMENT,
            "remark_fields": document.content_class.labels.items(),
            "people_to_mention": [person for person in staff(request) if person.is_active],
        }

    def _who_can_help(self, document: Document, user: Any, may_publish: bool, must_be_reviewed: bool) -> list[Any]:
        """Some of those who can take the step that this person may not; nobody where there is no need."""
        if may_publish and not must_be_reviewed:
            return []
        people = letters.those_who_may("approve" if may_publish else "publish", document)
        return [person for person in people if person != user][:NAMED_AT_MOST]

    def _remarks(self, document: Any) -> dict[str, list[dict[str, Any]]]:
        """What was said about the working copy: what is open, with the place it is about, and what is dealt with."""
        remarks = [
            {"comment": one, "anchor": self.anchors.get(one.field, f"id_{one.field}") if one.field else ""}
            for one in document.comments.select_related("author", "resolved_by")
        ]
        return {
            "open": [one for one in remarks if one["comment"].resolved_at is None],
            "resolved": [one for one in remarks if one["comment"].resolved_at is not None],
        }

    def _hindrances(self, document: Any, content: Content, at: datetime) -> list[dict[str, Any]]:
        """What hinders publication, each with the place on the page where it is put right."""
        errors = document.publication_errors(content, at)
        return [
            {"anchor": self.anchors.get(field, f"id_{field}"), "message": message}
            for field, messages_of_field in errors.items()
            for message in messages_of_field
        ]

    def _language_versions(self, document: Any, at: datetime) -> list[dict[str, Any]]:
        """One entry a language: the version in it and what readers see of that, or an invitation to write it."""
        family = type(document)._default_manager.filter(translation_key=document.translation_key).with_public_state(at)
        members = {member.language: member for member in family}
        return [
            {
                "code": code,
                "name": name,
                "document": member,
                "status": self.status_of(member),
                "url": self._change_url(member),
            }
            if (member := members.get(code))
            else {"code": code, "name": name, "invitation": INVITATIONS[code]}
            for code, name in document._meta.get_field("language").choices
        ]

    @staticmethod
    def status_of(document: Any) -> PublicStatus:
        return public_status(
            live_digest=document.live_digest,
            latest_digest=document.latest_digest,
            is_scheduled=document.goes_live_at is not None,
            was_public=document.was_public,
        )

    def _change_url(self, document: Document) -> str:
        return self._url("change", document)

    def _url(self, view: str, document: Document) -> str:
        return reverse(
            f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{view}", args=[document.pk]
        )


def staff(request: HttpRequest) -> list[Any]:
    """All members of staff by name, who may have left; read once for each request."""
    if not hasattr(request, "_staff"):
        people = get_user_model().objects.filter(is_staff=True).order_by("last_name", "first_name", "pk")
        request._staff = list(people.only("username", "first_name", "last_name", "is_active"))
    found: list[Any] = request._staff
    return found


def _number(value: str) -> int:
    """The number on a button; one that is none was not put there by us."""
    number = number_in(value)
    if number is None:
        raise PermissionDenied
    return number
