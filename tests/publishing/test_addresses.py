"""What an address answers, however often its documents changed their minds; and how addresses come about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from news.models import ArticleEdition
from publishing import actions
from publishing.actions import Refused
from publishing.addresses import SLUG_LENGTH, free_slug, numbered, slug_from
from tests.conftest import Clock
from tests.factories import make_article, make_published_article, make_user, publish, revise

HOUR = timedelta(hours=1)


def answer(client: Client, edition: ArticleEdition, slug: str) -> tuple[int, str]:
    """Status, and where it leads or what it shows."""
    response = client.get(edition.get_absolute_url().replace(f"/{edition.slug}/", f"/{slug}/"))
    if response.status_code == 301:
        return 301, response["Location"].split("/")[-2]
    return response.status_code, response.context["page"].title if response.status_code == 200 else ""


@pytest.mark.django_db
def test_an_address_nobody_ever_had_is_not_found(client: Client) -> None:
    assert answer(client, make_published_article(), "nothing-here") == (404, "")


@pytest.mark.django_db
def test_every_former_address_leads_to_the_present_one_in_one_hop(client: Client, clock: Clock) -> None:
    edition = make_published_article(slug="first")
    for slug in ("second", "third"):
        clock.advance(HOUR)
        edition = publish(revise(edition.document, slug=slug))

    assert answer(client, edition, "first") == (301, "third")
    assert answer(client, edition, "second") == (301, "third")
    assert answer(client, edition, "third") == (200, edition.title)


@pytest.mark.django_db
def test_browsers_forget_a_redirect_since_an_address_may_change_back(client: Client, clock: Clock) -> None:
    edition = make_published_article(slug="first")
    clock.advance(HOUR)
    publish(revise(edition.document, slug="second"))

    response = client.get(edition.get_absolute_url())

    assert (response.status_code, response["Cache-Control"]) == (301, "public, max-age=300")


@pytest.mark.django_db
def test_a_withdrawn_article_is_gone_at_all_its_addresses(client: Client, clock: Clock) -> None:
    edition = make_published_article(slug="first")
    clock.advance(HOUR)
    publish(revise(edition.document, slug="second"))
    clock.advance(HOUR)
    actions.withdraw(document=edition.document, actor=make_user())

    assert answer(client, edition, "first") == (410, "")
    assert answer(client, edition, "second") == (410, "")


@pytest.mark.django_db
def test_what_expires_by_the_clock_is_gone_and_what_waits_is_unknown(client: Client, clock: Clock) -> None:
    expiring = make_published_article(slug="short", live_until=clock.at + HOUR)
    make_published_article(slug="waiting", live_from=clock.at + 2 * HOUR)
    assert answer(client, expiring, "short")[0] == 200
    assert answer(client, expiring, "waiting") == (404, "")

    clock.advance(2 * HOUR)

    assert answer(client, expiring, "short") == (410, "")
    assert answer(client, expiring, "waiting")[0] == 200


@pytest.mark.django_db
def test_a_live_article_comes_before_one_that_had_the_address_earlier(client: Client, clock: Clock) -> None:
    moved = make_published_article(slug="spring", title="Moved")
    clock.advance(HOUR)
    publish(revise(moved.document, slug="spring-2025"))
    make_published_article(slug="spring", title="New owner")

    assert answer(client, moved, "spring") == (200, "New owner")
    assert answer(client, moved, "spring-2025") == (200, "Moved")


@pytest.mark.django_db
def test_two_articles_can_swap_their_addresses(client: Client, clock: Clock) -> None:
    one, two = make_published_article(slug="x", title="One"), make_published_article(slug="y", title="Two")
    for edition, slug in ((one, "aside"), (two, "x"), (one, "y")):
        clock.advance(HOUR)
        publish(revise(edition.document, slug=slug))

    assert answer(client, one, "x") == (200, "Two")
    assert answer(client, one, "y") == (200, "One")
    assert answer(client, one, "aside") == (301, "y")


@pytest.mark.django_db
def test_a_former_address_leads_on_in_its_own_language_only(client: Client, clock: Clock) -> None:
    edition = make_published_article(slug="first")
    clock.advance(HOUR)
    publish(revise(edition.document, slug="second"))
    finnish = make_published_article(slug="toinen", language="fi")

    assert answer(client, edition, "first") == (301, "second")
    assert answer(client, finnish, "first") == (404, "")


@pytest.mark.django_db
def test_an_address_that_is_taken_is_refused_at_its_field(clock: Clock) -> None:
    make_published_article(slug="spring")

    with pytest.raises(Refused) as refusal:
        make_published_article(slug="spring")

    assert refusal.value.message_dict.keys() == {"slug"}
    assert ArticleEdition.objects.count() == 1


@pytest.mark.django_db
def test_an_address_is_free_again_when_its_article_is_withdrawn(clock: Clock) -> None:
    former = make_published_article(slug="spring")
    clock.advance(HOUR)
    actions.withdraw(document=former.document, actor=make_user())

    assert make_published_article(slug="spring").is_live(clock.at)


@pytest.mark.django_db
def test_languages_do_not_compete_for_addresses(client: Client) -> None:
    make_published_article(slug="spring", language="en", title="English")
    make_published_article(slug="spring", language="sv", title="Svenska")

    assert client.get(ArticleEdition.objects.get(language="sv").get_absolute_url()).context["page"].title == "Svenska"
    assert client.get(ArticleEdition.objects.get(language="en").get_absolute_url()).context["page"].title == "English"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("published_at", "year"),
    [
        (datetime(2020, 12, 31, 21, 59, tzinfo=UTC), 2020),
        (datetime(2020, 12, 31, 23, 30, tzinfo=UTC), 2021),
        (datetime(2020, 6, 30, 21, 30, tzinfo=UTC), 2020),
    ],
)
def test_the_year_in_the_address_is_the_one_in_helsinki(client: Client, published_at: datetime, year: int) -> None:
    edition = make_published_article(slug="turn", published_at=published_at, published_at_reason="Old web site")

    assert edition.get_absolute_url() == f"/en/news/{year}/turn/"
    assert client.get(f"/en/news/{year}/turn/").status_code == 200
    assert client.get(f"/en/news/?year={year}").context["total"] == 1
    assert client.get(f"/en/news/?year={year - 1}").context["total"] == 0


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["2019", "0", "99999", "002020", "9" * 400])
def test_a_wrong_year_leads_to_the_right_one(client: Client, year: str) -> None:
    edition = make_published_article(slug="turn")

    response = client.get(f"/en/news/{year}/turn/")

    assert (response.status_code, response["Location"]) == (301, edition.get_absolute_url())


# How addresses come about


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Espoo and Aalto extend their agreement", "espoo-and-aalto-extend-their-agreement"),
        ("Yhteistyö jatkuu Åbo Akademin kanssa", "yhteistyo-jatkuu-abo-akademin-kanssa"),
        ("  “Research & Art”: 9 % → 27 %!  ", "research-art-9-27"),
        ("研究", ""),
        ("🎓", ""),
        ("", ""),
    ],
)
def test_an_address_is_made_of_the_plain_letters_of_the_title(title: str, slug: str) -> None:
    assert slug_from(title) == slug


def test_a_long_title_is_cut_between_words() -> None:
    slug = slug_from("Kansainvälistymisen toimintaohjelma " * 5)
    assert len(slug) <= SLUG_LENGTH
    assert slug == "kansainvalistymisen-toimintaohjelma-kansainvalistymisen-toimintaohjelma"


@given(st.text(max_size=300))
def test_any_title_gives_an_address_or_nothing(title: str) -> None:
    slug = slug_from(title)
    assert len(slug) <= SLUG_LENGTH
    assert all(char in "abcdefghijklmnopqrstuvwxyz0123456789-_" for char in slug)
    assert slug_from(slug.replace("-", " ")) in ("", slug) or "_" in slug


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        (set(), "spring"),
        ({"spring-2"}, "spring"),
        ({"spring"}, "spring-2"),
        ({"spring", "spring-3"}, "spring-2"),
        ({"spring", "spring-2", "springtime"}, "spring-3"),
    ],
)
def test_the_first_free_number_is_given(taken: set[str], free: str) -> None:
    assert numbered("spring", taken) == free


@pytest.mark.django_db
def test_a_free_address_is_numbered_past_working_copies_and_what_is_public(clock: Clock) -> None:
    public = make_published_article(slug="spring").document
    revise(public, slug="moved-in-the-draft")
    make_article(slug="spring-2")
    new = make_article(title="Spring", slug="")

    assert free_slug(new, clock.at) == "spring-3"
    assert free_slug(make_article(title="Spring", slug="", language="sv"), clock.at) == "spring"
    assert free_slug(make_article(title="研究", slug=""), clock.at) == "item"


@pytest.mark.django_db
def test_the_free_address_of_an_article_may_be_its_own(clock: Clock) -> None:
    own = make_published_article(title="Spring", slug="spring").document
    assert free_slug(own, clock.at) == "spring"
