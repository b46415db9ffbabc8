"""Several people at one form: nobody overwrites in silence, and nothing that was typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from news.models import Article
from publishing import actions
from tests.factories import make_article, make_contact, make_photo, make_topic, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_user("editor"))
    return client


def change_url(article: Article) -> str:
    return reverse("admin:news_article_change", args=[article.pk])


def opened(client: Client, article: Article) -> dict[str, Any]:
    """What the browser of somebody who opened the form would send back."""
    context = client.get(change_url(article)).context
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    forms = [context["adminform"].form, *(form for formset in formsets for form in (formset.management_form, *formset))]
    values = {bound.html_name: bound.value() for form in forms for bound in form} | {
        "version": context["original"].version
    }
    values["tags"] = ", ".join(tag.name for tag in article.tags.all())
    return {name: value for name, value in values.items() if value is not None and value is not False}


def test_a_stale_form_changes_nothing_and_shows_both_texts(desk: Client) -> None:
    article = make_article(title="Before", topics=[make_topic(name_en="Research")], tags=["snow"])
    mine, theirs = opened(desk, article), opened(desk, article)
    desk.post(change_url(article), theirs | {"title": "Theirs", "lead": "Their lead"})

    answer = desk.post(change_url(article), mine | {"title": "Mine", "change_note": "asked only", "_publish": "1"})

    page = answer.content.decode()
    form = answer.context["adminform"].form
    assert {(conflict.label, conflict.saved) for conflict in form.conflicts} == {
        ("Title", "Theirs"),
        ("Lead", "Their lead"),
    }
    assert 'href="#id_title"' in page
    assert form["title"].value() == "Mine"
    article.refresh_from_db()
    assert (article.title, article.lead) == ("Theirs", "Their lead")
    assert not article.editions.exists()


def test_saving_once_more_with_both_texts_in_view_is_a_decision(desk: Client) -> None:
    article = make_article(title="Before")
    mine, theirs = opened(desk, article), opened(desk, article)
    desk.post(change_url(article), theirs | {"title": "Theirs"})
    refused = desk.post(change_url(article), mine | {"title": "Mine"})

    answer = desk.post(change_url(article), mine | {"title": "Mine", "version": refused.context["original"].version})

    assert answer.status_code == 302
    article.refresh_from_db()
    assert article.title == "Mine"
    assert [revision.content["title"] for revision in article.revisions.order_by("number")] == ["Theirs", "Mine"]


def test_rows_that_were_put_in_anew_meanwhile_keep_what_was_typed(desk: Client) -> None:
    article = make_article(photos=[make_photo(caption_en="In the library"), make_photo()])
    actions.save(document=article, actor=None)
    mine = opened(desk, article)
    actions.restore(document=article, revision=article.revisions.get(), actor=make_user("editor"))
    mine |= {"photo_placements-0-caption": "Typed by me"}

    refused = desk.post(change_url(article), mine)
    answer = desk.post(change_url(article), mine | {"version": refused.context["original"].version})

    assert "Typed by me" in refused.content.decode()
    assert answer.status_code == 302
    assert [row.caption for row in article.photo_placements.all()] == ["Typed by me", ""]


def test_a_row_that_was_removed_meanwhile_counts_as_new(desk: Client) -> None:
    kept, removed = make_contact(name="Elli Rantala"), make_contact(name="Aino Laine")
    article = make_article(contacts=[removed, kept])
    mine = opened(desk, article)
    article.contact_placements.filter(contact=removed).delete()

    answer = desk.post(change_url(article), mine)

    assert answer.status_code == 302
    assert {row.contact.name for row in article.contact_placements.all()} == {"Elli Rantala", "Aino Laine"}


def test_who_adds_the_same_person_as_a_colleague_just_did_is_not_thrown_out(desk: Client) -> None:
    contact = make_contact()
    article = make_article()
    mine, theirs = opened(desk, article), opened(desk, article)
    row = {
        "contact_placements-TOTAL_FORMS": 1,
        "contact_placements-0-contact": contact.pk,
        "contact_placements-0-position": 1,
    }
    desk.post(change_url(article), theirs | row)

    refused = desk.post(change_url(article), mine | row)
    answer = desk.post(change_url(article), mine | row | {"version": refused.context["original"].version})

    assert refused.status_code == 200
    assert answer.status_code in (200, 302)
    assert article.contact_placements.count() == 1


@pytest.mark.parametrize("broken", ["-1", "0", "2", "x", "99999999"])
def test_a_wrong_count_of_rows_doubles_nothing(desk: Client, broken: str) -> None:
    article = make_article(contacts=[make_contact()])
    mine = opened(desk, article)

    answer = desk.post(change_url(article), mine | {"contact_placements-INITIAL_FORMS": broken})

    assert answer.status_code in (200, 302)
    assert article.contact_placements.count() == 1
