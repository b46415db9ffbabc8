"""The vCard of a contact person."""

from datetime import date

import pytest
from django.test import Client

from directory.vcards import vcard
from tests.directory.factories import make_contact, make_organisation
from tests.factories import make_article, make_published_article

pytestmark = pytest.mark.django_db


def unfolded(card: str) -> list[str]:
    return card.replace("\r\n ", "").split("\r\n")


def test_a_card_holds_what_a_contact_card_on_a_page_shows():
    person = make_contact(
        name="Åsa Lind af Hageby",
        title_sv="Enhetschef, kommunikation",
        organisation=make_organisation(name_sv="Esbo stad"),
        phone="+358 50 555 0123",
        email="asa@esbo.example",
    )

    assert unfolded(vcard(person, "sv")) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "FN:Åsa Lind af Hageby",
        "N:Hageby;Åsa Lind af;;;",
        "ORG:Esbo stad",
        "TITLE:Enhetschef\\, kommunikation",
        "TEL;TYPE=WORK,VOICE:+358505550123",
        "EMAIL;TYPE=INTERNET,WORK:asa@esbo.example",
        "END:VCARD",
        "",
    ]


def test_a_name_cannot_add_lines_or_parts_to_its_card():
    person = make_contact(name="Eve\r\nNOTE:x;y", title_en="a\\b;c")

    lines = unfolded(vcard(person, "en"))

    assert [line.split(":")[0] for line in lines] == ["BEGIN", "VERSION", "FN", "N", "ORG", "TITLE", "END", ""]
    assert "TITLE:a\\\\b\\;c" in lines


def test_long_lines_are_folded_at_75_octets_and_come_back_whole():
    person = make_contact(title_fi="ä" * 120)

    card = vcard(person, "fi")

    assert all(len(line.encode()) <= 75 for line in card.split("\r\n"))
    assert f"TITLE:{'ä' * 120}" in unfolded(card)


def test_only_who_stands_on_a_public_page_today_has_a_card(client: Client):
    here = make_contact(name="Elli Rantala")
    gone = make_contact(name="Otto Lehti", valid_until=date(2020, 1, 1))
    hidden = make_contact(name="Ida Salo", is_public=False)
    make_published_article(contacts=[here, gone, hidden])
    unused = make_contact(name="Kaj Berg")
    make_article(contacts=[unused])

    answers = [client.get(f"/en/contacts/{person.pk}.vcf") for person in (here, gone, hidden, unused)]

    assert [answer.status_code for answer in answers] == [200, 404, 404, 404]
    assert answers[0].headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert 'filename="elli-rantala.vcf"' in answers[0].headers["Content-Disposition"]
