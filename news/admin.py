"""Writing and publishing articles; topics and tags."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from news.actions import create_translation
from news.forms import ArticleForm, PlacementForm
from news.models import Article, ArticleAgreement, ArticleContact, ArticlePhoto, Tag, Topic, TopicEditor
from news.reading import article_page
from news.views import article_response
from photos.admin import ChoosesPhotos
from publishing import clock
from publishing.admin import CompletesKeys, DocumentAdmin, PartInline, ThingAdmin
from publishing.csp import EDITOR, STRICT, csp_override
from publishing.states import PublicStatus, State
from publishing.tagging import case_fold
from publishing.text import LANGUAGES


class PhotoInline(ChoosesPhotos, PartInline):
    model = ArticlePhoto
    add_text = gettext_lazy("Add a photo")
    form = PlacementForm
    template = "admin/news/article/placements.html"
    fields = ("photo", "alt", "caption", "position")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("photo")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        kwargs["form"] = type("PlacementForm", (PlacementForm,), {"actor": request.user})
        return super().get_formset(request, obj, **kwargs)


class ContactInline(PartInline):
    model = ArticleContact
    add_text = gettext_lazy("Add a contact person")
    autocomplete_fields = ("contact",)
    fields = ("contact", "position")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("contact")


class AgreementInline(PartInline):
    model = ArticleAgreement
    add_text = gettext_lazy("Add an agreement")
    autocomplete_fields = ("agreement",)
    fields = ("agreement", "role")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("agreement__partnership")


class PublicStatusFilter(admin.SimpleListFilter):
    title = gettext_lazy("what readers see")
    parameter_name = "public"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return PublicStatus.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.having_public_status(self.value()) if self.value() in dict(self.lookup_choices) else queryset


@admin.register(Article)
class ArticleAdmin(DocumentAdmin):
    form = ArticleForm
    list_display = ("headline", "language", "public_state", "work_state", "last_saved")
    list_display_links = ("headline",)
    list_filter = (PublicStatusFilter, "state", "language", "kind", "topics")
    list_select_related = ("updated_by",)
    list_per_page = 50
    search_fields = ("title", "lead")
    ordering = ("-updated_at", "-pk")
    autocomplete_fields = ("organisations",)
    inlines = (PhotoInline, ContactInline, AgreementInline)
    read_together = ("topics", "organisations")
    anchors = {
        "photos": "photo_placements-group",
        "contacts": "contact_placements-group",
        "agreements": "agreement_mentions-group",
    }
    fieldsets = (
        (None, {"fields": (("language", "kicker"), "title", "lead", "body")}),
        (gettext_lazy("Where it belongs"), {"fields": ("kind", "topics", "tags", "organisations")}),
        (
            gettext_lazy("Details"),
            {
                "classes": ("collapse",),
                "fields": ("slug", "contacts_heading", "owner", "published_at", "published_at_reason"),
            },
        ),
    )

    add_view = csp_override(EDITOR)(DocumentAdmin.add_view)
    change_view = csp_override(EDITOR)(DocumentAdmin.change_view)

    def get_urls(self) -> list[Any]:
        preview = self.admin_site.admin_view(csp_override(STRICT)(self.preview_view))
        return [
            path("<int:pk>/preview/", preview, name="news_article_preview"),
            *super().get_urls(),
        ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {
            "language": request.LANGUAGE_CODE,
            "owner": request.user,
            **super().get_changeform_initial_data(request),
        }

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The saved working copy in the public page's own template, for whoever may see it in the back office."""
        article = Article.objects.filter(pk=pk).first()
        if article is None:
            raise Http404
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        at = clock.now()
        live = article.editions.live(at).first()
        with override(article.language):
            page = article_page(
                article.snapshot(),
                at,
                published_at=live.published_at if live else article.published_at or at,
                changed_at=live.changed_at if live else None,
                change_notes=[],
                translations=[],
                related=[],
                url=live.get_absolute_url() if live else "",
                is_preview=True,
            )
            response = article_response(request, page)
            response.render()
        response.headers["Cache-Control"] = "no-store"
        return response

    def press_translate(self, request: HttpRequest, document: Article, value: str) -> HttpResponse:
        if value not in LANGUAGES:
            raise PermissionDenied
        draft = create_translation(article=document, language=value, actor=request.user)
        messages.success(
            request, _("This is the new version. Photos, people and topics came along; the words are yours to write.")
        )
        return HttpResponseRedirect(self._change_url(draft))

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def headline(self, article: Article) -> str:
        return article.title or _("(without a title)")

    @admin.display(description=gettext_lazy("readers see"))
    def public_state(self, article: Any) -> str:
        status = self.status_of(article)
        return format_html('<span class="public-status public-status-{}">{}</span>', status.value, status.label)

    @admin.display(description=gettext_lazy("last saved"), ordering="updated_at")
    def last_saved(self, article: Article) -> str:
        time = date_format(localtime(article.updated_at), "SHORT_DATETIME_FORMAT")
        return format_html('<span class="saved">{}</span><span class="quiet">{}</span>', time, article.updated_by or "")

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def work_state(self, article: Any) -> str:
        """Whose turn it is; nobody's where all that was written is public."""
        is_done = article.state == State.DRAFT and self.status_of(article) == PublicStatus.LIVE
        return "" if is_done else article.get_state_display()


@admin.register(Topic)
class TopicAdmin(ThingAdmin):
    list_display = ("__str__", "name_fi", "name_sv", "name_en", "position")
    ordering = ("position", "pk")
    prepopulated_fields = {f"slug_{code}": (f"name_{code}",) for code in LANGUAGES}
    fields = ("position", *(f"{name}_{code}" for code in LANGUAGES for name in ("name", "slug")))

    def may_publish(self, request: HttpRequest) -> bool:
        """Topics are the newsroom's own: whoever publishes articles keeps them."""
        return request.user.has_perm("news.publish_article")


@admin.register(TopicEditor)
class TopicEditorAdmin(CompletesKeys, admin.ModelAdmin):
    """Administrators narrow here what somebody's rights reach; who is named nowhere has them everywhere."""

    list_display = ("person", "topic")
    list_display_links = ("person",)
    list_filter = ("topic",)
    list_select_related = ("person", "topic")
    search_fields = ("person__last_name", "person__first_name", "person__username")
    autocomplete_fields = ("person",)
    fields = ("person", "topic")


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = ("name", "language", "slug")
    list_filter = ("language",)
    search_fields = ("folded",)
    fields = ("language", "name", "slug")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return queryset.filter(folded__contains=case_fold(search_term)), False
