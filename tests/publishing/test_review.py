"""Review: whose turn it is, who may take which step, what is said with it, and who hears of it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import ROLES
from news.models import Article, TopicEditor
from publishing import actions, letters
from publishing.actions import Refused
from publishing.models import Comment, DeskRules, OutgoingMail
from publishing.states import State
from tests.conftest import Clock
from tests.factories import make_article, make_topic, make_user, revise

pytestmark = pytest.mark.django_db


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def mails() -> list[tuple[str, str]]:
    """Who has been written to, with which subject, in order."""
    return list(OutgoingMail.objects.order_by("pk").values_list("address", "subject"))


def change(article: Article) -> str:
    return reverse("admin:news_article_change", args=[article.pk])


def filled(client: Client, article: Article) -> dict[str, Any]:
    """What the browser of somebody who opened the form would send back."""
    context = client.get(change(article)).context
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    forms = [context["adminform"].form, *(form for formset in formsets for form in (formset.management_form, *formset))]
    values = {bound.html_name: bound.value() for form in forms for bound in form}
    values["version"] = context["original"].version
    return {name: value for name, value in values.items() if value is not None and value is not False}


@pytest.fixture
def as_a(client: Client) -> Callable[..., User]:
    def sign_in(role: str, **over: Any) -> User:
        person = make_user(role, **over)
        client.force_login(person)
        return person

    return sign_in


# The steps


def test_a_text_is_submitted_approved_and_published(clock: Clock) -> None:
    writer, editor = make_user("writer"), make_user("editor")
    article = make_article(owner=writer)

    actions.submit(document=article, actor=writer)
    assert fresh(article).state == State.IN_REVIEW
    actions.approve(document=article, actor=editor)
    assert fresh(article).state == State.APPROVED
    actions.publish(document=article, actor=editor)
    assert fresh(article).state == State.DRAFT
    assert list(article.revisions.order_by("number").values_list("kind", flat=True)) == [
        "submitted",
        "approved",
        "published",
    ]


def test_what_was_approved_is_that_text_and_no_other() -> None:
    editor = make_user("editor")
    article = make_article(owner=make_user("writer"), state=State.IN_REVIEW)
    actions.save(document=article, actor=editor)
    actions.approve(document=article, actor=editor)

    actions.save(document=article, actor=editor)
    assert fresh(article).state == State.APPROVED
    revise(article, title="Another title")
    actions.save(document=article, actor=editor)
    assert fresh(article).state == State.IN_REVIEW


def test_an_earlier_version_brought_back_was_not_approved() -> None:
    editor = make_user("editor")
    article = make_article(owner=editor, state=State.IN_REVIEW)
    first = actions.save(document=article, actor=editor)
    revise(article, title="Another title")
    actions.save(document=article, actor=editor)
    actions.approve(document=article, actor=editor)
    actions.restore(document=article, revision=first, actor=editor)
    assert fresh(article).state == State.IN_REVIEW


# One setting: whether editors publish what they wrote themselves


@pytest.fixture
def strict() -> None:
    DeskRules.objects.create(pk=1, may_publish_own=False)


def test_an_editor_publishes_an_own_draft_unless_the_newsroom_agreed_otherwise() -> None:
    editor = make_user("editor")
    article = make_article(owner=editor)
    assert not actions.must_be_reviewed(article, editor)
    actions.publish(document=article, actor=editor)


@pytest.mark.usefixtures("strict")
def test_where_it_was_agreed_nobody_approves_or_publishes_what_they_wrote_on() -> None:
    owner, second, third = (make_user("editor") for _number in range(3))
    article = make_article(owner=owner)
    actions.save(document=article, actor=owner)
    with pytest.raises(Refused, match="somebody else"):
        actions.publish(document=article, actor=owner)
    actions.submit(document=article, actor=owner)
    with pytest.raises(Refused, match="somebody else"):
        actions.approve(document=article, actor=owner)

    # Who changes a word has written on it too.
    revise(article, title="Another title")
    actions.save(document=article, actor=second)
    with pytest.raises(Refused, match="somebody else"):
        actions.publish(document=article, actor=second)
    with pytest.raises(Refused, match="somebody else"):
        actions.approve(document=article, actor=second)

    actions.approve(document=article, actor=third)
    actions.publish(document=article, actor=owner)


@pytest.mark.usefixtures("strict")
def test_the_page_says_who_can_approve_where_one_may_not_publish_oneself(
    client: Client, as_a: Callable[..., User]
) -> None:
    make_user("editor", first_name="Elli", last_name="Aho")
    article = make_article(owner=as_a("editor", first_name="Otto", last_name="Ek"))
    page = client.get(change(article)).content.decode()
    assert "somebody else has to approve it first" in page
    assert "It can be done by: Elli Aho." in page
    assert 'name="_publish"' not in page
    client.post(change(article), {**filled(client, article), "_publish": "1"})
    assert not article.editions.exists()


# Rights, narrowed by topic


def test_who_is_named_under_a_topic_has_rights_there_only() -> None:
    sport, art = make_topic(), make_topic()
    everywhere, of_art = make_user("editor"), make_user("editor")
    TopicEditor.objects.create(topic=art, person=of_art)
    reach = {
        article.title: [actions.may(person, "publish", article) for person in (everywhere, of_art)]
        for article in (
            make_article(title="Art", topics=[art]),
            make_article(title="Both", topics=[art, sport]),
            make_article(title="Sport", topics=[sport]),
            make_article(title="None"),
        )
    }
    assert reach == {"Art": [True, True], "Both": [True, True], "Sport": [True, False], "None": [True, False]}


def test_reviewers_are_found_with_as_many_queries_however_many_there_are(django_assert_num_queries: Any) -> None:
    topic = make_topic()
    article = make_article(topics=[topic])
    people = [make_user("editor") for _number in range(6)]
    for person in people[:3]:
        TopicEditor.objects.create(topic=topic, person=person)
    TopicEditor.objects.create(topic=make_topic(), person=people[5])
    with django_assert_num_queries(3):
        assert letters.those_who_may("approve", article) == people[:5]


STEPS = {"_submit": "submit", "_approve": "approve", "_send_back": "send_back", "_publish": "publish"}
# What each role may do with whose text: an own one, somebody else's in a topic within reach, and out of reach.
MAY: dict[tuple[str, str], set[str]] = {
    ("writer", "own"): {"_submit"},
    ("editor", "own"): set(STEPS),
    ("editor", "within reach"): set(STEPS),
}
FROM = {
    "_submit": {State.DRAFT},
    "_approve": {State.IN_REVIEW},
    "_send_back": {State.IN_REVIEW, State.APPROVED},
    "_publish": set(State),
}
AFTER = {
    "_submit": State.IN_REVIEW,
    "_approve": State.APPROVED,
    "_send_back": State.DRAFT,
    "_publish": State.DRAFT,
}


@pytest.mark.parametrize("whose", ["own", "within reach", "out of reach"])
@pytest.mark.parametrize("role", ROLES)
def test_every_role_takes_over_http_the_steps_it_may_and_no_others(role: str, whose: str, client: Client) -> None:
    topic, other = make_topic(), make_topic()
    somebody = make_user("writer")
    found = {}
    for button, state in itertools.product(STEPS, State):
        person = make_user(role)
        TopicEditor.objects.create(topic=topic, person=person)
        client.force_login(person)
        subject = other if whose == "out of reach" else topic
        article = make_article(owner=person if whose == "own" else somebody, topics=[subject])
        actions.save(document=article, actor=somebody)
        Article.objects.filter(pk=article.pk).update(state=state)
        page = client.get(change(article))
        assert page.status_code == (200 if "news.view_article" in ROLES[role].permissions else 403)
        # A form as if the person might write, whatever the page offered.
        data = filled(client, article) if page.status_code == 200 else {}
        client.post(change(article), {**data, "title": article.title, "topics": [subject.pk], button: "1"})
        done = (fresh(article).state, article.editions.count()) != (state, 0)
        expected = button in MAY.get((role, whose), set()) and state in FROM[button]
        assert done == expected, (button, state)
        if expected:
            found[button, state] = fresh(article).state
    assert found == {(button, state): AFTER[button] for button, state in found}


@pytest.mark.parametrize("button", ["_approve", "_send_back", "_submit"])
def test_a_step_that_is_not_open_is_refused_in_words_and_the_text_is_saved(
    button: str, client: Client, as_a: Callable[..., User]
) -> None:
    article = make_article(owner=as_a("editor"), state=State.IN_REVIEW if button == "_submit" else State.DRAFT)
    answer = client.post(
        change(article),
        {**filled(client, article), "title": "A better title", "remark": "Why", button: "1"},
        follow=True,
    )
    text = answer.content.decode()
    assert "This cannot be done while the item is in the state" in text
    assert fresh(article).title == "A better title"
    # What was said with it waits in its field.
    assert re.search(r'<textarea name="remark"[^>]*>Why</textarea>', text)
    assert "Why</textarea>" not in client.get(change(article)).content.decode()


# Mail


def test_each_hand_over_is_told_to_whom_it_concerns(clock: Clock) -> None:
    writer, editor, second = make_user("writer"), make_user("editor"), make_user("editor")
    make_user("editor", is_active=False)
    article = make_article(owner=writer, title="Snow")

    actions.submit(document=article, actor=writer, remark="Ready, I think")
    assert mails() == [(editor.email, "For review: Snow"), (second.email, "For review: Snow")]
    assert "Ready, I think" in OutgoingMail.objects.first().body
    assert f"/admin/news/article/{article.pk}/change/" in OutgoingMail.objects.first().body
    OutgoingMail.objects.all().delete()

    actions.send_back(document=article, actor=editor, remark="The second sentence @nobody")
    actions.submit(document=article, actor=writer)
    actions.approve(document=article, actor=second)
    actions.publish(document=article, actor=editor)
    assert [subject for address, subject in mails() if address == writer.email] == [
        "Changes asked for: Snow",
        "Approved: Snow",
        "Published: Snow",
    ]
    assert [remark.text for remark in article.comments.all()] == ["Ready, I think", "The second sentence @nobody"]


def test_who_is_named_for_the_review_hears_of_it_and_nobody_else(clock: Clock) -> None:
    writer, editor, _other = make_user("writer"), make_user("editor"), make_user("editor")
    article = make_article(owner=writer, assignee=editor)
    actions.submit(document=article, actor=writer)
    assert [address for address, _subject in mails()] == [editor.email]


def test_reviewers_are_those_within_reach(clock: Clock) -> None:
    topic = make_topic()
    near, far = make_user("editor"), make_user("editor")
    TopicEditor.objects.create(topic=topic, person=near)
    TopicEditor.objects.create(topic=make_topic(), person=far)
    writer = make_user("writer")
    actions.submit(document=make_article(owner=writer, topics=[topic]), actor=writer)
    assert [address for address, _subject in mails()] == [near.email]


def test_the_mail_is_in_the_language_of_whoever_gets_it(clock: Clock) -> None:
    writer = make_user("writer")
    make_user("editor", language="fi")
    actions.submit(document=make_article(owner=writer, title="Lumi"), actor=writer)
    assert [subject for _address, subject in mails()] == ["Tarkistettavaksi: Lumi"]


def test_a_step_that_fails_writes_no_mail(clock: Clock) -> None:
    writer = make_user("writer")
    make_user("editor")
    article = make_article(owner=writer, state=State.IN_REVIEW)
    with pytest.raises(Refused):
        actions.submit(document=article, actor=writer)
    assert mails() == []


def test_whoever_gets_a_text_hears_of_it_and_by_when(client: Client, as_a: Callable[..., User]) -> None:
    article = make_article(owner=as_a("editor"), title="Snow")
    colleague = make_user("editor")
    data = {**filled(client, article), "assignee": colleague.pk, "due_on": "2026-12-24"}
    assert client.post(change(article), data).status_code == 302
    assert (fresh(article).assignee, fresh(article).due_on) == (colleague, date(2026, 12, 24))
    assert mails() == [(colleague.email, "Your turn: Snow")]
    assert "24 December 2026" in OutgoingMail.objects.get().body
    client.post(change(article), {**filled(client, article), "title": "Ice"})
    assert len(mails()) == 1


def test_who_has_left_holds_up_no_review(clock: Clock) -> None:
    writer, editor = make_user("writer"), make_user("editor")
    article = make_article(owner=writer, assignee=make_user("editor", is_active=False))
    actions.submit(document=article, actor=writer)
    assert [address for address, _subject in mails()] == [editor.email]


def test_publishing_ends_the_turn() -> None:
    editor = make_user("editor")
    article = make_article(assignee=editor, due_on=date(2026, 12, 24))
    actions.publish(document=article, actor=editor)
    assert (fresh(article).assignee, fresh(article).due_on) == (None, None)


def test_who_takes_a_text_out_of_reach_is_told_and_loses_nothing(client: Client, as_a: Callable[..., User]) -> None:
    near, far = make_topic(), make_topic()
    person = as_a("editor")
    TopicEditor.objects.create(topic=near, person=person)
    article = make_article(owner=person, topics=[near])
    data = {**filled(client, article), "title": "Typed words", "topics": [far.pk], "_publish": "1"}
    text = client.post(change(article), data, follow=True).content.decode()
    assert "it is in none of the topics that you are named under" in text
    assert (fresh(article).title, article.editions.count()) == ("Typed words", 0)


# Comments


def test_nobody_hears_of_a_text_by_being_called_who_may_not_read_it(clock: Clock) -> None:
    stranger = make_user("writer", username="stranger")
    stranger.groups.clear()
    editor = make_user("editor")
    actions.comment(document=make_article(owner=editor), actor=editor, text="@stranger look")
    assert mails() == []


def test_a_remark_has_the_rules_of_a_comment_and_is_never_cut(client: Client, as_a: Callable[..., User]) -> None:
    article = make_article(owner=as_a("editor"))
    data = {**filled(client, article), "_submit": "1"}
    text = client.post(change(article), {**data, "remark": "x" * 2001}, follow=True).content.decode()
    assert "at most 2000 characters" in text
    assert "x" * 2001 in text
    assert (fresh(article).state, article.comments.count()) == (State.DRAFT, 0)

    data = {**filled(client, article), "_submit": "1"}
    client.post(change(article), {**data, "remark": "nul \0 and \U0001f600 and \u202e"})
    assert [remark.text for remark in article.comments.all()] == ["nul  and \U0001f600 and \u202e"]


def test_a_comment_calls_whom_it_names_and_tells_the_owner(clock: Clock) -> None:
    writer, editor, named = make_user("writer"), make_user("editor"), make_user("photo-editor", username="aino.k")
    article = make_article(owner=writer, title="Snow")
    remark = actions.comment(
        document=article, actor=editor, text="Too long. @aino.k, is this the photo? Ask x@y.fi", field="lead"
    )
    assert (remark.about, remark.mentioned) == ("lead", {"aino.k"})
    assert mails() == [(named.email, "Comment: Snow"), (writer.email, "Comment: Snow")]
    assert "about “lead”" in OutgoingMail.objects.first().body


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@aino and @bo.ek.", {"aino", "bo.ek"}),
        ("(@aino)", {"aino"}),
        ("mail@example.org", set()),
        ("@", set()),
        ("@åsa_1+2-3", {"åsa_1+2-3"}),
        ("@aino@bo", {"aino@bo"}),
    ],
)
def test_who_is_named(text: str, names: set[str]) -> None:
    assert Comment.names_in(text) == names


@pytest.mark.parametrize(("text", "field"), [("", ""), (" \n ", ""), ("x" * 2001, ""), ("Words", "no_such_field")])
def test_a_comment_without_words_or_about_nothing_is_refused(text: str, field: str) -> None:
    article = make_article()
    with pytest.raises(Refused):
        actions.comment(document=article, actor=make_user("editor"), text=text, field=field)
    assert not article.comments.exists()


def test_a_comment_is_dealt_with_by_its_author_and_by_who_edits_the_text(clock: Clock) -> None:
    owner, editor, author, stranger = (make_user(role) for role in ("writer", "editor", "legal", "writer"))
    article = make_article(owner=owner)
    for person, may_resolve in ((author, True), (owner, True), (editor, True), (stranger, False)):
        remark = actions.comment(document=article, actor=author, text="Words")
        if may_resolve:
            actions.resolve(document=article, comment_pk=remark.pk, actor=person)
        else:
            with pytest.raises(PermissionDenied):
                actions.resolve(document=article, comment_pk=remark.pk, actor=person)
        remark.refresh_from_db()
        assert (remark.resolved_by == person, remark.resolved_at == clock.at) == (may_resolve, may_resolve)


def test_a_comment_of_another_text_is_not_found() -> None:
    remark = actions.comment(document=make_article(), actor=make_user("editor"), text="Words")
    with pytest.raises(Refused):
        actions.resolve(document=make_article(), comment_pk=remark.pk, actor=make_user("editor"))


def test_what_stands_in_the_field_for_comments_is_kept_whatever_is_pressed(
    client: Client, as_a: Callable[..., User]
) -> None:
    article = make_article(owner=as_a("editor"))
    for button in ("_save", "_continue", "_publish", "_comment", "_withdraw"):
        client.post(change(article), {**filled(client, article), "remark": f"With {button}", button: "1"})
    assert [remark.text for remark in article.comments.all()] == [
        "With _save",
        "With _continue",
        "With _publish",
        "With _comment",
        "With _withdraw",
    ]
    # A form with something to put right keeps it in its field.
    data = {**filled(client, article), "title": "", "remark": "Kept"}
    assert "Kept</textarea>" in client.post(change(article), data).content.decode()
    too_long = {**filled(client, article), "remark": "x" * 2001, "_publish": "1"}
    assert "at most 2000 characters" in client.post(change(article), too_long, follow=True).content.decode()


def test_who_may_only_read_a_text_comments_on_it_and_changes_nothing(client: Client, as_a: Callable[..., User]) -> None:
    article = make_article(owner=make_user("writer"), title="Snow")
    reader = as_a("legal")
    url = reverse("admin:news_article_remark", args=[article.pk])
    assert f'formaction="{url}"' in client.get(change(article)).content.decode()

    client.post(url, {"_comment": "1", "remark": "A clause is missing", "title": "Ice", "_publish": "1"})
    (remark,) = article.comments.all()
    assert (remark.author, remark.text) == (reader, "A clause is missing")
    client.post(url, {"_resolve": remark.pk})
    remark.refresh_from_db()
    assert remark.resolved_by == reader
    assert (fresh(article).title, fresh(article).version, article.editions.count()) == ("Snow", article.version, 0)
    client.logout()
    assert client.post(url, {"_comment": "1", "remark": "Anonymous"}).status_code == 302
    assert article.comments.count() == 1


def test_words_in_comments_are_text(client: Client, as_a: Callable[..., User]) -> None:
    article = make_article(owner=as_a("editor"))
    actions.comment(document=article, actor=article.owner, text="<script>alert(1)</script> https://x.example")
    page = client.get(change(article)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


# The rules


def test_administrators_set_the_rules_of_the_newsroom(client: Client, as_a: Callable[..., User]) -> None:
    url = reverse("admin:publishing_deskrules_changelist")
    as_a("editor")
    assert client.get(url).status_code == 403
    as_a("administrator")
    form = client.get(url, follow=True)
    assert form.status_code == 200
    assert client.post(form.request["PATH_INFO"], {}).status_code == 302
    assert not DeskRules.current().may_publish_own


def test_only_administrators_narrow_what_rights_reach(client: Client, as_a: Callable[..., User]) -> None:
    person, topic = make_user("editor"), make_topic()
    url = reverse("admin:news_topiceditor_add")
    for role in ROLES:
        as_a(role)
        client.post(url, {"person": person.pk, "topic": topic.pk})
        assert TopicEditor.objects.exists() == (role == "administrator"), role
        if role != "administrator":
            assert client.get(url).status_code == 403
