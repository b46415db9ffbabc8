"""What readers see of partnerships: words, order, visibility, addresses, and the queries it takes."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.listing import partnership_cards
from partnerships.models import Agreement, PartnershipAim, PartnershipContact, PartnershipTheme, Signature, Theme
from partnerships.panels import agreement_panels
from partnerships.timeline import timeline
from tests.directory.factories import make_contact, make_home, make_organisation
from tests.factories import make_photo
from tests.news.documents import read
from tests.partnerships.factories import make_agreement, make_espoo_aalto, make_partnership

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.fixture
def today(clock):
    clock.set(AT)


def panels_of(partnership, language="en"):
    return [entry.agreement for entry in timeline(partnership, AT, language) if entry.agreement]


def test_the_espoo_aalto_chain_reads_in_force_end_date_not_published():
    original, extension = panels_of(make_espoo_aalto())

    assert original.status_sentence == extension.status_sentence == "In force, end date not published"
    assert (str(original.starts), original.signed, original.predecessor) == ("2012", None, None)
    assert (str(extension.signed), extension.place) == ("2020-06-16", "Espoo")
    assert extension.predecessor == "Extends the agreement in force since 2012"
    assert [party.name for party in extension.counterparties] == ["City of Espoo"]
    assert [(one.name, one.title, one.organisation, one.side) for one in extension.signatures] == [
        ("Jukka Mäkelä", "Mayor", "City of Espoo", "left"),
        ("Ilkka Niemelä", "President", "Aalto University", "right"),
    ]


def test_names_come_in_the_readers_language_and_fallbacks_say_theirs():
    make_espoo_aalto()
    (panel,) = agreement_panels(list(Agreement.objects.filter(position=2).values_list("pk", flat=True)), AT, "sv")

    assert [party.name for party in panel.parties] == ["Aalto-universitetet", "Esbo stad"]
    assert (panel.signatures[0].title, panel.signatures[0].title.language) == ("Mayor", "en")
    assert panel.url.startswith("/sv/")
    assert panel.url.endswith("/esbo-och-aalto/#agreement-2")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ends": "2029-12-31"}, "In force until 31 December 2029"),
        ({"ends": "2029"}, "In force until the end of 2029"),
        ({"ends": "2026-12-31"}, "In force until 31 December 2026"),
        ({"ends": "2029-06"}, "In force until the end of June 2029"),
        ({"ends": "2025-12-31"}, "Expired on 31 December 2025"),
        ({"ends": "2025-06"}, "Expired in June 2025"),
        ({"ends": "2025"}, "Expired in 2025"),
        ({"end_kind": "open-ended"}, "In force until further notice"),
        ({"end_kind": "unknown"}, "In force, end date not known"),
        ({"starts": "2027-01-01", "ends": "2029"}, "Signed, in force from 1 January 2027"),
        ({"terminated_on": AT.date().replace(day=1)}, "Ended early, no longer in force from 1 November 2026"),
        ({"terminated_on": AT.date().replace(month=12, day=1)}, "In force until 30 November 2026, ended early"),
    ],
)
def test_the_status_is_a_sentence(fields, sentence):
    (panel,) = panels_of(make_agreement(**fields).partnership)

    assert panel.status_sentence == sentence


def test_readers_are_not_told_that_a_review_is_overdue():
    (panel,) = panels_of(make_agreement(ends="2029-12-31", review_on=AT.date().replace(year=2025)).partnership)

    assert panel.status_sentence == "In force until 31 December 2029"


def gaps_of(*chain):
    partnership = make_partnership()
    for fields in chain:
        make_agreement(partnership=partnership, **fields)
    return [entry.gap for entry in timeline(partnership, AT, "en") if entry.gap]


@pytest.mark.parametrize(
    ("chain", "gaps"),
    [
        (
            [{"starts": "2012", "ends": "2016-12-31"}, {"kind": "renewal", "starts": "2020-06-16"}],
            ["No agreement was in force between 31 December 2016 and 16 June 2020."],
        ),
        (
            [{"starts": "2012", "ends": "2016"}, {"kind": "renewal", "starts": "2018"}],
            ["No agreement was in force between 2016 and 2018."],
        ),
        ([{"starts": "2012", "ends": "2016"}, {"kind": "renewal", "starts": "2017-01-01"}], []),
        ([{"starts": "2012", "ends": "2016"}, {"kind": "renewal", "starts": "2016-06"}], []),
        ([{"starts": "2012", "ends": "2016"}, {"kind": "extension", "signed": "2018"}], []),
        (
            [{"starts": "2012", "ends": "2016"}, {"kind": "extension", "starts": "2018"}],
            ["No agreement was in force between 2016 and 2018."],
        ),
        ([{"starts": "2012", "end_kind": "unknown"}, {"kind": "extension", "starts": "2018"}], []),
        (
            [{"starts": "2012", "end_kind": "unknown"}, {"kind": "renewal", "starts": "2018"}],
            ["When the earlier agreement ended is not known, nor whether another was in force before the next one."],
        ),
        ([{"starts": "2012", "end_kind": "open-ended"}, {"kind": "renewal", "starts": "2018"}], []),
        (
            [
                {"starts": "2012", "ends": "2020"},
                {"kind": "renewal", "starts": "2013", "ends": "2014"},
                {"kind": "renewal", "starts": "2019"},
            ],
            [],
        ),
        (
            [
                {"starts": "2012", "ends": "2020", "terminated_on": AT.date().replace(year=2015)},
                {"kind": "renewal", "starts": "2019"},
            ],
            ["No agreement was in force between 21 November 2015 and 2019."],
        ),
        ([{"starts": "2012", "ends": "2016"}, {"kind": "amendment", "starts": "2018"}], []),
    ],
)
def test_times_without_an_agreement_are_said_in_words(chain, gaps):
    assert gaps_of(*chain) == gaps


def test_what_is_in_force_comes_first_then_the_dictionary():
    for title, fields in {
        "Öresund": {},
        "Abisko": {"ends": "2020"},
        "Zürich": {"ends": "2030"},
        "Bern": {"starts": "2030"},
        "Delft": {"ends": "2026-12-31"},
    }.items():
        make_agreement(partnership=make_partnership(title_fi=title, title_en=title), **fields)
    make_partnership(title_en="Cairo")

    assert [row.title for row in partnership_cards(AT, "fi")] == [
        "Delft",
        "Zürich",
        "Öresund",
        "Abisko",
        "Bern",
        "Cairo",
    ]
    assert [row.title for row in partnership_cards(AT, "en", limit=2)] == ["Delft", "Öresund"]


def test_a_row_tells_partner_country_and_beginning():
    partnership = make_partnership()
    make_agreement(make_home(), make_organisation(country="SE", name_en="KTH"), partnership=partnership, starts="2012")
    make_agreement(
        make_home(),
        make_organisation(country="SE", name_en="Lund"),
        partnership=partnership,
        kind="renewal",
        starts="2020",
    )

    (row,) = partnership_cards(AT, "fi")

    assert (row.since, row.countries) == ("2012", ["Ruotsi"])


def test_a_private_partnership_shows_nowhere(client, today):
    private = make_agreement(partnership=make_partnership(visibility="private", title_en="Secret plan"))

    assert partnership_cards(AT, "en") == []
    assert agreement_panels([private.pk], AT, "en") == []
    assert client.get(private.partnership.url_in("en")).status_code == 404
    assert b"Secret plan" not in client.get("/en/partnerships/").content


@pytest.mark.parametrize("stage", ["draft", "in-negotiation", "approved", "withdrawn"])
def test_what_is_not_signed_is_not_shown(client, today, stage):
    partnership = make_partnership()
    unsigned = make_agreement(partnership=partnership, stage=stage, signed=None, place="Atlantis")

    assert agreement_panels([unsigned.pk], AT, "en") == []
    assert b"Atlantis" not in client.get(partnership.url_in("en")).content
    assert partnership_cards(AT, "en")[0].status_sentence == "No agreement published"


def test_panels_keep_the_order_they_are_asked_for():
    first, second = make_agreement(), make_agreement()

    assert [panel.pk for panel in agreement_panels([second.pk, first.pk, 10**9], AT, "en")] == [second.pk, first.pk]


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/fi/kumppanuudet/espoo-and-aalto/", "/fi/kumppanuudet/espoo-ja-aalto/"),
        ("/sv/partnerskap/espoo-ja-aalto/", "/sv/partnerskap/esbo-och-aalto/"),
    ],
)
def test_a_slug_of_another_language_leads_to_the_right_one(client, today, path, leads_to):
    make_espoo_aalto()

    answer = client.get(path)

    assert (answer.status_code, answer.headers["Location"]) == (301, leads_to)


def test_without_a_title_in_the_language_the_page_has_another_slug_and_says_so(client, today):
    make_partnership(title_en="Sea ice")

    answer = client.get("/fi/kumppanuudet/sea-ice/")

    assert answer.status_code == 200
    assert '<h1 lang="en">' in answer.content.decode()
    assert 'hreflang="fi"' not in answer.content.decode().partition("</head>")[0]


def test_the_page_of_the_language_wins_where_two_share_a_slug(client, today):
    make_partnership(title_en="Sea ice", title_fi="Merijää", slug_fi="meri")
    make_partnership(title_en="Meri", title_fi="Avomeri")

    assert client.get("/fi/kumppanuudet/meri/").context["page"].title == "Merijää"
    assert client.get("/en/partnerships/meri/").context["page"].title == "Meri"


def test_the_detail_page_shows_all_that_is_recorded(client, today):
    partnership = make_espoo_aalto()
    PartnershipAim.objects.create(partnership=partnership, text_en="Better streets", position=2)
    PartnershipAim.objects.create(partnership=partnership, text_en="A livelier campus", position=1)
    PartnershipTheme.objects.create(partnership=partnership, theme=Theme.objects.create(name_en="Urban planning"))
    PartnershipContact.objects.create(partnership=partnership, contact=make_contact(name="Sirkku Linna"))
    PartnershipContact.objects.create(
        partnership=partnership, contact=make_contact(name="Left Long Ago", is_public=False)
    )

    answer = client.get("/en/partnerships/espoo-and-aalto/")
    page, words = answer.context["page"], answer.content.decode()

    assert page.aims == ["A livelier campus", "Better streets"]
    assert page.status_sentence == "In force, end date not published"
    for shown in (
        "Espoo and Aalto",
        "City of Espoo",
        "Jukka Mäkelä",
        "16 June 2020",
        "2012",
        "Urban planning",
        "Sirkku Linna",
    ):
        assert shown in words
    assert "Left Long Ago" not in words


@pytest.mark.parametrize("path", ["/en/partnerships/none/", "/en/partnerships/%00/", "/en/partnerships/a%20b/"])
def test_addresses_that_lead_nowhere_are_not_found(client, path):
    assert client.get(path).status_code == 404


def test_the_photo_stands_on_the_page_with_its_words_and_credit(client):
    photo = make_photo(alt_en="A handshake", caption_en="In June.", credit_organisation="City of Espoo")

    page = read(client, make_partnership(photo=photo).url_in("en"))

    figure = page.one("main").one("figure")
    assert figure.one("img")["alt"] == "A handshake"
    assert figure.one(class_="figure__caption").text == "In June."
    assert figure.one(class_="figure__credit").text == "Photo: City of Espoo"
    assert page.one("meta", property="og:image:alt")["content"] == "A handshake"


@pytest.mark.parametrize(
    "fields", [{"usable_until": "2026-11-21"}, {"shows_minors": True}, {"credit_organisation": ""}]
)
def test_a_photo_that_may_not_be_shown_is_nowhere_on_the_page(client, today, fields):
    page = read(client, make_partnership(photo=make_photo(**fields)).url_in("en"))

    assert page.all("figure") == page.all("img") == page.all("meta", property="og:image") == []


def test_a_description_in_another_language_says_so_and_is_not_told_where_it_cannot(client):
    photo = make_photo(alt_en="", alt_sv="", alt_fi="Kättely")

    page = read(client, make_partnership(photo=photo).url_in("en"))

    assert (page.one("main").one("img")["alt"], page.one("main").one("img").language) == ("Kättely", "fi")
    assert page.one("meta", property="og:image:alt")["content"] == ""


def queries_for(client, path):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in captured]


def make_full(partnership, agreements):
    home = make_home()
    for number in range(agreements):
        other = make_organisation(name_en=f"Partner {partnership.pk} {number}")
        agreement = make_agreement(
            home,
            other,
            partnership=partnership,
            kind="renewal" if number % 3 == 1 else "extension",
            ends=str(2000 + number),
        )
        Signature.objects.create(agreement=agreement, organisation=other, name="Rector")
        PartnershipAim.objects.create(partnership=partnership, text_en="Aim")
        PartnershipTheme.objects.create(partnership=partnership, theme=Theme.objects.create(name_en=f"Theme {number}"))
        PartnershipContact.objects.create(
            partnership=partnership, contact=make_contact(name=f"Person {number}", organisation=other)
        )


def test_a_chain_of_200_costs_the_queries_of_a_chain_of_1(client, today):
    short, long = make_partnership(), make_partnership()
    make_full(short, 1)
    make_full(long, 200)
    client.get(short.url_in("en"))

    one, many = queries_for(client, short.url_in("en")), queries_for(client, long.url_in("en"))

    assert len(many) == len(one)
    assert len(many) <= 8, "\n".join(many)


def test_200_partnerships_cost_the_queries_of_1(client, today):
    make_full(make_partnership(), 1)
    client.get("/en/partnerships/")
    one = queries_for(client, "/en/partnerships/")
    for _number in range(200):
        make_agreement(make_home(), make_organisation(), partnership=make_partnership())

    many = queries_for(client, "/en/partnerships/")

    assert len(many) == len(one)
    assert len(many) <= 6, "\n".join(many)
