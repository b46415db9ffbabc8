"""Verbs of the newsroom beyond those that every document has."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from news.models import Article
from publishing import actions, clock
from publishing.embeds import embeds_in


@transaction.atomic
def create_translation(*, article: Article, language: str, actor: Any) -> Article:
    """The article's version in `language`: the one that exists, or a new draft that has its ties but no words.

    Kind, topics, photos, contacts, organisations and agreements are copied, and of the text the photos inside it, to
    be written around; title, texts, tags and what was written for a photo at its place are left empty for the
    translator, whose draft it is.
    """
    if not actions.may(actor, "add", Article):
        raise PermissionDenied
    # Two presses of the button wait for each other here; the second one finds the first one's draft.
    source = Article.objects.select_for_update().get(pk=article.pk)
    existing: Article | None = Article.objects.filter(translation_key=source.translation_key, language=language).first()
    if existing is not None:
        return existing
    draft = Article(language=language, translation_key=source.translation_key, owner=actor)
    draft.stamp(actor=actor, at=clock.now())
    draft.save()
    content = source.snapshot()
    draft.apply(
        replace(
            content,
            language=language,
            title="",
            slug="",
            kicker="",
            lead="",
            body="".join(str(replace(embed, caption="")) for embed in embeds_in(content.body)),
            contacts_heading="",
            tags=(),
            photos=tuple(replace(placement, alt="", caption="") for placement in content.photos),
        )
    )
    actions.save(document=draft, actor=actor)
    return draft
