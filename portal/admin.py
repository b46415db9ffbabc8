"""The back office as a site: its words, its home page, its sign-in page and the policy its pages are sent with."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from news.models import Article, ArticleEdition
from publishing import actions, clock
from publishing.csp import BACK_OFFICE, csp_override
from publishing.states import State

# The lists that people work in every day; the rest is on the home page.
DESKS = (
    ("news", "article"),
    ("photos", "photo"),
    ("partnerships", "partnership"),
    ("directory", "organisation"),
    ("directory", "contactperson"),
    ("accounts", "user"),
)
ROWS_AT_HOME = 6


class StaffSite(AdminSite):
    site_title = _("Alvari")
    site_header = _("Alvari")
    index_title = _("Newsroom")
    empty_value_display = "–"
    enable_nav_sidebar = False

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        return super().admin_view(csp_override(BACK_OFFICE)(view), cacheable)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        models = {
            (app["app_label"], model["object_name"].lower()): model
            for app in context["available_apps"]
            for model in app["models"]
        }
        desks = [models[desk] for desk in DESKS if desk in models and models[desk]["admin_url"]]
        context["desk_links"] = [
            {"name": desk["name"], "url": desk["admin_url"], "is_here": request.path.startswith(desk["admin_url"])}
            for desk in desks
        ]
        return context

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """One's own work first, then what waits for others, then everything else."""
        return super().index(request, {**(extra_context or {}), **newsroom(request)})


def newsroom(request: HttpRequest) -> dict[str, Any]:
    """What is on the desk, for who may see articles: short lists, at the same cost however many articles there are."""
    user, at = request.user, clock.now()
    if not actions.may(user, "view", Article):
        return {}
    articles = Article.objects.select_related("updated_by", "owner").defer("body").order_by("-updated_at", "-pk")
    editions = ArticleEdition.objects.all()
    drafts = articles.filter(owner=user, state=State.DRAFT).with_public_state(at)
    return {
        "new_article_url": reverse("admin:news_article_add") if actions.may(user, "add", Article) else "",
        "my_drafts": [
            *drafts.having_public_status("never")[:ROWS_AT_HOME],
            *drafts.having_public_status("changed")[:ROWS_AT_HOME],
        ][:ROWS_AT_HOME],
        "in_review": _on_their_way(articles, user).with_public_state(at)[:ROWS_AT_HOME],
        "scheduled": editions.scheduled(at)[:ROWS_AT_HOME],
        "recently_published": editions.live(at).newest_first()[:ROWS_AT_HOME],
        "articles_url": reverse("admin:news_article_changelist"),
    }


def _on_their_way(articles: Any, user: Any) -> Any:
    """What waits for review or, approved, for publication: the turns of this person, what is wanted soonest first."""
    turns = articles.exclude(state=State.DRAFT)
    if not actions.may(user, "approve", Article):
        turns = turns.filter(Q(owner=user) | Q(assignee=user))
    else:
        turns = turns.filter(Q(assignee=user) | Q(assignee__isnull=True) | Q(owner=user))
    return turns.order_by(F("due_on").asc(nulls_last=True), "-updated_at", "-pk")
