"""The verbs of publishing, one rule at a time. That they hold in any order: test_editions."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from news.models import Article, ArticleEdition, ArticleRevision
from publishing import actions
from publishing.actions import Refused, Scheduled
from publishing.states import State
from tests.conftest import Clock
from tests.factories import (
    make_article,
    make_contact,
    make_photo,
    make_published_article,
    make_topic,
    make_user,
    publish,
    revise,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def periods(article: Article) -> list[tuple[str, datetime, datetime | None]]:
    return list(article.editions.order_by("live_from").values_list("title", "live_from", "live_until"))


def contents() -> tuple[Any, ...]:
    """Everything that publishing writes, to see that nothing was."""
    return tuple(list(model.objects.order_by("pk").values()) for model in (Article, ArticleRevision, ArticleEdition))


# Publishing, now and later


def test_what_is_published_later_becomes_live_at_that_second_and_not_before(clock: Clock) -> None:
    edition = make_published_article(live_from=clock.at + HOUR)

    assert not edition.is_live(clock.at + HOUR - timedelta(microseconds=1))
    assert edition.is_live(clock.at + HOUR)


def test_an_edition_ends_at_the_end_that_was_asked_for(clock: Clock) -> None:
    edition = make_published_article(live_until=clock.at + HOUR)

    assert edition.is_live(clock.at + HOUR - timedelta(microseconds=1))
    assert not edition.is_live(clock.at + HOUR)


def test_changes_to_the_working_copy_are_not_public_until_published(clock: Clock) -> None:
    edition = make_published_article(title="Snow")
    clock.advance(HOUR)

    revise(edition.document, title="Rain")

    assert [row[0] for row in periods(edition.document)] == ["Snow"]
    publish(edition.document)
    assert ArticleEdition.objects.live(clock.at).get().title == "Rain"


def test_publishing_into_the_past_is_refused_at_the_field(clock: Clock) -> None:
    with pytest.raises(Refused) as refusal:
        make_published_article(live_from=clock.at - HOUR)
    assert refusal.value.message_dict.keys() == {"live_from"}


@pytest.mark.parametrize("hours", [-1, 0])
def test_an_end_that_is_not_after_the_start_is_refused_at_the_field(clock: Clock, hours: int) -> None:
    with pytest.raises(Refused) as refusal:
        make_published_article(live_from=clock.at + HOUR, live_until=clock.at + HOUR + hours * HOUR)
    assert refusal.value.message_dict.keys() == {"live_until"}


def test_a_change_scheduled_for_the_same_time_replaces_the_one_that_waited(clock: Clock) -> None:
    article = make_published_article(title="Now").document
    publish(revise(article, title="Later"), live_from=clock.at + HOUR)
    publish(revise(article, title="Later, corrected"), live_from=clock.at + HOUR)

    assert [(title, start) for title, start, _end in periods(article)] == [
        ("Now", clock.at),
        ("Later, corrected", clock.at + HOUR),
    ]


@pytest.mark.parametrize("choice", list(Scheduled))
def test_an_end_after_a_scheduled_change_counts_only_if_that_change_is_cancelled(
    clock: Clock, choice: Scheduled
) -> None:
    """A planned end that the form fills in by itself must not hinder a correction."""
    article = make_published_article(live_until=clock.at + 4 * HOUR).document
    later = publish(revise(article, title="Later"), live_from=clock.at + 2 * HOUR)
    clock.advance(HOUR)

    correction = publish(article, live_until=later.live_from + HOUR, scheduled=choice)

    correction.refresh_from_db()
    ends_with_the_change = choice is not Scheduled.CANCEL
    assert correction.live_until == later.live_from + (timedelta() if ends_with_the_change else HOUR)
    assert correction.planned_until == later.live_from + HOUR


@pytest.mark.parametrize("field", ["title", "slug", "lead", "body"])
def test_an_article_without_its_words_is_refused_at_the_empty_field(field: str) -> None:
    with pytest.raises(Refused) as refusal:
        make_published_article(**{field: "<p>&nbsp;</p>" if field == "body" else ""})
    assert refusal.value.message_dict.keys() == {field}


def test_a_photo_without_description_in_the_language_of_the_article_hinders_publication() -> None:
    with pytest.raises(Refused) as refusal:
        make_published_article(language="fi", photos=[make_photo(alt_fi="")])
    assert refusal.value.message_dict.keys() == {"photos"}


def test_a_refused_publication_writes_nothing(clock: Clock) -> None:
    article = make_published_article().document
    revise(article, lead="")
    clock.advance(HOUR)
    before = contents()

    with pytest.raises(Refused):
        publish(article)

    assert contents() == before


def test_a_publication_that_breaks_in_the_middle_leaves_the_old_text_public(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = make_published_article(title="Old", topics=[make_topic()]).document
    publish(revise(article, title="Waiting"), live_from=clock.at + 5 * HOUR)
    revise(article, title="New")
    clock.advance(HOUR)
    before = contents()

    def power_cut(self: ArticleEdition, content: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ArticleEdition, "link", power_cut)
    with pytest.raises(KeyboardInterrupt):
        publish(article, scheduled=Scheduled.KEEP)

    assert contents() == before


# Dates of publication


def test_the_date_of_publication_is_the_first_one_whatever_comes_after(clock: Clock) -> None:
    first = make_published_article()
    article, published_at = first.document, clock.at
    clock.advance(HOUR)
    publish(revise(article, title="Second"), change_note="More is known")
    clock.advance(HOUR)
    actions.withdraw(document=article, actor=make_user("editor"))
    clock.advance(HOUR)

    again = publish(article)

    assert first.published_at == again.published_at == published_at


def test_a_scheduled_article_counts_as_published_from_the_time_it_appears(clock: Clock) -> None:
    assert make_published_article(live_from=clock.at + HOUR).published_at == clock.at + HOUR


def test_when_the_first_publication_is_cancelled_the_next_one_is_the_first(clock: Clock) -> None:
    first = make_published_article(live_from=clock.at + HOUR)
    article = first.document
    publish(revise(article, title="Second"), live_from=clock.at + 2 * HOUR)

    actions.cancel_scheduled(document=article, edition_pk=first.pk, actor=make_user("editor"))

    assert article.editions.get().published_at == clock.at + 2 * HOUR


def test_an_older_item_keeps_its_date_while_this_site_shows_it_only_from_now_on(clock: Clock) -> None:
    old = datetime(2020, 6, 16, 9, tzinfo=UTC)

    edition = make_published_article(published_at=old, published_at_reason="On the old web site")

    assert edition.published_at == old
    assert edition.live_from == clock.at
    assert not ArticleEdition.objects.live(old).exists()


def test_an_earlier_date_without_a_reason_is_refused_by_form_and_database(clock: Clock) -> None:
    article = make_article()
    article.published_at = clock.at - HOUR

    with pytest.raises(ValidationError) as refusal:
        article.full_clean(exclude=["owner"])
    assert "published_at_reason" in refusal.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        article.save()


def test_a_first_publication_in_the_future_cannot_be_claimed(clock: Clock) -> None:
    article = make_article()
    article.published_at, article.published_at_reason = clock.at + HOUR, "Prophecy"

    with pytest.raises(ValidationError) as refusal:
        article.full_clean(exclude=["owner"])
    assert "published_at" in refusal.value.message_dict


def test_the_date_of_publication_cannot_be_changed_afterwards(clock: Clock) -> None:
    article = make_published_article().document
    clock.advance(HOUR)
    revise(article, published_at=clock.at - 100 * HOUR, published_at_reason="I had forgotten")

    with pytest.raises(Refused) as refusal:
        publish(article)
    assert refusal.value.message_dict.keys() == {"published_at"}


def test_an_update_tells_readers_what_changed_and_a_small_correction_does_not(clock: Clock) -> None:
    article = make_published_article().document
    clock.advance(HOUR)
    update = publish(revise(article, lead="Better"), change_note="The number of places is corrected")
    updated_at = clock.at
    clock.advance(HOUR)
    correction = publish(revise(article, lead="Better."))

    assert update.changed_at == correction.changed_at == updated_at
    assert [note["text"] for note in correction.change_notes] == ["The number of places is corrected"]
    assert correction.change_note == ""


# Changes that wait


def test_when_a_scheduled_change_is_cancelled_the_planned_end_comes_back(clock: Clock) -> None:
    end = clock.at + 9 * HOUR
    article = make_published_article(title="Now", live_until=end).document
    change = publish(revise(article, title="Later"), live_from=clock.at + HOUR)
    assert periods(article)[0][2] == change.live_from

    actions.cancel_scheduled(document=article, edition_pk=change.pk, actor=make_user("editor"))

    assert periods(article) == [("Now", clock.at, end)]


def test_a_change_that_has_gone_live_cannot_be_cancelled(clock: Clock) -> None:
    article = make_published_article().document
    change = publish(revise(article, title="Later"), live_from=clock.at + HOUR)
    clock.advance(HOUR)

    with pytest.raises(Refused):
        actions.cancel_scheduled(document=article, edition_pk=change.pk, actor=make_user("editor"))


def test_a_correction_is_carried_into_the_scheduled_change_field_by_field(clock: Clock) -> None:
    topic = make_topic()
    article = make_published_article(title="Old", lead="Wrong").document
    original = article.revisions.first()
    publish(revise(article, title="New"), live_from=clock.at + 5 * HOUR)
    clock.advance(HOUR)
    actions.restore(document=article, revision=original, actor=make_user("editor"))
    article.topics.add(topic)

    publish(revise(article, lead="Right"))

    now, later = article.editions.unfinished(clock.at).order_by("live_from")
    assert (now.title, now.lead) == ("Old", "Right")
    assert (later.title, later.lead) == ("New", "Right")
    assert [link.topic for link in later.topic_links.all()] == [topic]
    article.refresh_from_db()
    assert (article.title, article.lead) == ("New", "Right")


def test_a_correction_of_what_the_scheduled_change_changes_too_is_refused(clock: Clock) -> None:
    article = make_published_article(title="Old").document
    publish(revise(article, title="New"), live_from=clock.at + 5 * HOUR)
    clock.advance(HOUR)
    revise(article, title="Other")
    before = contents()

    with pytest.raises(Refused) as refusal:
        publish(article)

    assert refusal.value.message_dict.keys() == {"scheduled"}
    assert "title" in refusal.value.messages[0]
    assert contents() == before


@pytest.mark.parametrize(("scheduled", "expected"), [(Scheduled.KEEP, ["Other", "New"]), (Scheduled.CANCEL, ["Other"])])
def test_the_scheduled_change_can_be_kept_or_cancelled_instead(
    clock: Clock, scheduled: Scheduled, expected: list[str]
) -> None:
    article = make_published_article(title="Old").document
    publish(revise(article, title="New"), live_from=clock.at + 5 * HOUR)
    clock.advance(HOUR)

    publish(revise(article, title="Other"), scheduled=scheduled)

    assert [row[0] for row in periods(article) if row[1] >= clock.at] == expected


def test_an_address_that_a_scheduled_change_gives_up_is_free_from_then_on(clock: Clock) -> None:
    """Neither a correction nor a cancellation in between may be refused for somebody who comes after the change."""
    editor = make_user("editor")
    article = make_published_article(slug="spring").document
    publish(revise(article, slug="spring-2026"), live_from=clock.at + 2 * HOUR)
    change = publish(revise(article, lead="Changed again"), live_from=clock.at + 4 * HOUR)
    make_published_article(slug="spring", live_from=clock.at + 3 * HOUR)
    clock.advance(HOUR)

    publish(revise(article, slug="spring", lead="Corrected"), scheduled=Scheduled.KEEP)
    change = article.editions.get(live_from=change.live_from)
    actions.cancel_scheduled(document=article, edition_pk=change.pk, actor=editor)

    assert list(article.editions.unfinished(clock.at).order_by("live_from").values_list("slug", flat=True)) == [
        "spring",
        "spring-2026",
    ]


def test_withdrawing_ends_the_public_text_and_drops_what_waits(clock: Clock) -> None:
    article = make_published_article(title="Now").document
    published_at = clock.at
    publish(revise(article, title="Later"), live_from=clock.at + 5 * HOUR)
    clock.advance(HOUR)

    actions.withdraw(document=article, actor=make_user("editor"))

    assert periods(article) == [("Now", published_at, clock.at)]


def test_what_is_not_public_cannot_be_withdrawn() -> None:
    with pytest.raises(Refused):
        actions.withdraw(document=make_article(), actor=make_user("editor"))


# Versions


def test_saving_the_same_again_adds_no_version() -> None:
    article, writer = make_article(), make_user("writer")
    first = actions.save(document=article, actor=writer)

    assert actions.save(document=article, actor=writer) == first
    assert actions.save(document=revise(article, lead="Other"), actor=writer).number == first.number + 1


def test_a_version_cannot_be_changed() -> None:
    revision = actions.save(document=make_article(), actor=make_user())
    revision.note = "Forged"

    with pytest.raises(TypeError):
        revision.save()


def test_restoring_brings_the_whole_aggregate_back_and_loses_nothing() -> None:
    editor = make_user("editor")
    photo, contact, topic = make_photo(), make_contact(), make_topic()
    article = make_article(title="Old", photos=[photo], contacts=[contact], topics=[topic], tags=["snow", "ice"])
    old = actions.save(document=article, actor=editor)
    before = article.snapshot()
    article.photo_placements.all().delete()
    article.topics.clear()
    article.tags.set(["rain"])
    unsaved = revise(article, title="New").snapshot()

    actions.restore(document=article, revision=old, actor=editor)

    article.refresh_from_db()
    assert article.snapshot() == before
    digests = list(article.revisions.order_by("number").values_list("digest", flat=True))
    assert digests == [before.digest(), unsaved.digest(), before.digest()]


def test_a_version_of_another_article_is_never_restored() -> None:
    editor = make_user("editor")
    other = actions.save(document=make_article(title="Other"), actor=editor)
    article = make_article(title="Mine")

    with pytest.raises(ValueError, match="another document"):
        actions.restore(document=article, revision=other, actor=editor)
    article.refresh_from_db()
    assert article.title == "Mine"


def test_restoring_leaves_out_what_no_longer_exists() -> None:
    editor = make_user("editor")
    photo, topic = make_photo(), make_topic()
    article = make_article(photos=[photo], topics=[topic])
    old = actions.save(document=article, actor=editor)
    article.photo_placements.all().delete()
    photo.delete()
    topic.delete()

    actions.restore(document=article, revision=old, actor=editor)

    assert article.snapshot().photos == article.snapshot().topics == ()


def test_every_action_makes_open_forms_stale() -> None:
    article = make_article()
    version = article.version

    publish(article)

    assert article.version > version
    assert Article.objects.get(pk=article.pk).version == article.version


# Who may


@pytest.mark.parametrize("role", ["writer", "photo-editor", "partnership-manager", "legal", "administrator"])
def test_only_editors_publish_withdraw_and_cancel(role: str, clock: Clock) -> None:
    somebody = make_user(role)
    article = make_published_article(owner=somebody).document
    waiting = publish(revise(article, title="Later"), live_from=clock.at + HOUR)
    attempts: list[Callable[[], Any]] = [
        lambda: actions.publish(document=article, actor=somebody),
        lambda: actions.withdraw(document=article, actor=somebody),
        lambda: actions.cancel_scheduled(document=article, edition_pk=waiting.pk, actor=somebody),
        lambda: actions.send_back(document=article, actor=somebody),
    ]
    Article.objects.update(state=State.IN_REVIEW)
    before = contents()

    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
    assert contents() == before


def test_writers_submit_and_restore_their_own_articles_and_not_those_of_others() -> None:
    writer = make_user("writer")
    own, other = make_article(owner=writer), make_article(owner=make_user("writer"))
    revision = actions.save(document=other, actor=writer)

    actions.submit(document=own, actor=writer)

    assert own.state == State.IN_REVIEW
    for attempt in (
        lambda: actions.submit(document=other, actor=writer),
        lambda: actions.restore(document=other, revision=revision, actor=writer),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_what_is_in_review_is_not_submitted_again_but_sent_back_or_published() -> None:
    writer, editor = make_user("writer"), make_user("editor")
    article = make_article(owner=writer)
    actions.submit(document=article, actor=writer)

    with pytest.raises(Refused):
        actions.submit(document=article, actor=writer)
    actions.send_back(document=article, actor=editor)
    assert article.state == State.DRAFT
    with pytest.raises(Refused):
        actions.send_back(document=article, actor=editor)
    actions.submit(document=article, actor=writer)
    actions.publish(document=article, actor=editor)
    assert article.state == State.DRAFT


# Two at once


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Run the deeds in threads that start together, each with its own connection; gives results or exceptions."""
    start, results = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(number: int) -> None:
        start.wait(timeout=10)
        try:
            results[number] = deeds[number]()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


@pytest.mark.django_db(transaction=True)
def test_publications_of_one_article_at_the_same_moment_queue_up() -> None:
    editor = make_user("editor")
    article = make_article()

    results = at_once(*[lambda: actions.publish(document=article, actor=editor)] * 4)

    assert [result for result in results if isinstance(result, Exception)] == []
    editions = list(article.editions.order_by("live_from"))
    assert len(editions) == 4
    assert [edition.live_until for edition in editions] == [edition.live_from for edition in editions[1:]] + [None]
    assert sorted(article.revisions.values_list("number", flat=True)) == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_of_two_articles_that_take_one_address_at_the_same_moment_one_is_refused() -> None:
    editor = make_user("editor")
    articles = [make_article(slug="spring") for _ in range(2)]

    results = at_once(
        *[lambda article=article: actions.publish(document=article, actor=editor) for article in articles]
    )

    assert sorted(type(result).__name__ for result in results) == ["ArticleEdition", "Refused"]
    assert ArticleEdition.objects.filter(slug="spring").count() == 1
