"""The partnership desk: what staff enter, what they are told, who may do it; people come with the roles of the site."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from directory.models import ContactPerson
from partnerships.models import Agreement, Partnership
from tests.directory.factories import make_contact, make_home, make_organisation
from tests.partnerships.factories import make_agreement, make_espoo_aalto, make_partnership

pytestmark = pytest.mark.django_db

ADD_AGREEMENT = "admin:partnerships_agreement_add"
ADD_PARTNERSHIP = "admin:partnerships_partnership_add"


@pytest.fixture
def sign_in(client):
    def as_role(role):
        person = get_user_model().objects.create_user(role, f"{role}@example.org", "x", is_staff=True)
        person.groups.add(Group.objects.get(name=role))
        client.force_login(person)
        return person

    return as_role


@pytest.fixture
def manager(sign_in):
    return sign_in("partnership-manager")


def change_url(thing):
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])


def filled(response):
    """What a browser would send back from the form on this page."""
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    forms = [
        response.context["adminform"].form,
        *(form for formset in formsets for form in (formset.management_form, *formset)),
    ]
    values = {bound.html_name: bound.value() for form in forms for bound in form}
    values["version"] = response.context["original"].version
    sent = {name: value for name, value in values.items() if value is not None and value is not False}
    return {name: "on" if value is True else value for name, value in sent.items()}


def rows(prefix, *fields):
    """New rows of an inline that has none yet."""
    data = {f"{prefix}-TOTAL_FORMS": len(fields), f"{prefix}-INITIAL_FORMS": 0}
    return data | {
        f"{prefix}-{number}-{name}": value for number, row in enumerate(fields) for name, value in row.items()
    }


def errors(response):
    assert response.status_code == 200
    return {name: list(words) for name, words in response.context["adminform"].form.errors.items()}


def agreement_data(partnership, *parties, **over):
    fields = {
        "partnership": partnership.pk,
        "position": 1,
        "kind": "original",
        "stage": "signed",
        "signed": "16.6.2020",
    }
    organisations = [
        {"organisation": party.pk, "role": "party", "position": place} for place, party in enumerate(parties, start=1)
    ]
    return fields | {"end_kind": "not-published"} | rows("parties", *organisations) | rows("signatures") | over


def test_a_manager_enters_a_partnership_and_makes_it_public(manager, client):
    contact = make_contact()
    data = {"kind": "strategic", "visibility": "public", "title_fi": "Espoo ja Aalto", "title_en": "Espoo and Aalto"}
    data |= rows("aims", {"text_en": "Second", "position": 2}, {"text_en": "First", "position": 1}) | rows(
        "theme_places"
    )
    data |= rows("contact_places", {"contact": contact.pk, "position": 1})

    answer = client.post(reverse(ADD_PARTNERSHIP), data)

    assert answer.status_code == 302
    partnership = Partnership.objects.get()
    assert (partnership.slug_fi, partnership.visibility, partnership.created_by) == (
        "espoo-ja-aalto",
        "public",
        manager,
    )
    assert [aim.text_en for aim in partnership.aims.all()] == ["First", "Second"]
    assert list(partnership.contacts.all()) == [contact]


def test_a_partnership_without_a_title_is_told_at_the_title(manager, client):
    data = {"kind": "strategic", "visibility": "private"} | rows("aims") | rows("theme_places") | rows("contact_places")

    assert errors(client.post(reverse(ADD_PARTNERSHIP), data)) == {
        "title_fi": ["Give the title in at least one language."]
    }


def test_a_manager_enters_the_extension_of_the_source_article(manager, client):
    partnership, aalto = make_partnership(), make_home()
    espoo = make_organisation(kind="city", name_en="City of Espoo", country="FI")
    make_agreement(aalto, espoo, partnership=partnership, starts="2012", signed_unknown=True)
    form = client.get(reverse(ADD_AGREEMENT), {"partnership": partnership.pk})
    assert form.context["adminform"].form["position"].value() == 2

    data = agreement_data(partnership, aalto, espoo, position=2, kind="extension", place="Espoo")
    data |= rows(
        "signatures",
        {"name": "Jukka Mäkelä", "title_en": "Mayor", "organisation": espoo.pk, "side": "left", "position": 1},
    )
    answer = client.post(reverse(ADD_AGREEMENT), data)

    assert answer.status_code == 302
    extension = Agreement.objects.get(position=2)
    assert (str(extension.signed), extension.signed_last_on, extension.created_by) == (
        "2020-06-16",
        extension.signed_on,
        manager,
    )
    assert [party.organisation for party in extension.parties.all()] == [aalto, espoo]
    assert "In force, end date not published" in client.get(change_url(partnership)).content.decode()


def test_what_was_typed_is_shown_again_as_a_date(manager, client):
    agreement = make_agreement(starts="2012", ends="2029-06")

    form = client.get(change_url(agreement)).context["adminform"].form

    assert [form[name].value() for name in ("signed", "starts", "ends")] == ["2020-06-16", "2012", "2029-06"]


def test_an_unchanged_form_saves_the_same(manager, client):
    agreement = make_agreement(make_home(), make_organisation(), starts="2012", ends="2029-06")
    before = Agreement.objects.filter(pk=agreement.pk).values().get()

    answer = client.post(change_url(agreement), filled(client.get(change_url(agreement))))

    assert answer.status_code == 302
    after = Agreement.objects.filter(pk=agreement.pk).values().get()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"version", "updated_at", "updated_by_id"}


@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("starts", {"starts": "last summer"}),
        ("signed", {"signed": ""}),
        ("ends", {"end_kind": "fixed"}),
        ("ends", {"end_kind": "fixed", "starts": "2027", "ends": "2026"}),
        ("end_kind", {"ends": "2026"}),
        ("position", {"position": 0}),
        ("terminated_on", {"stage": "draft", "terminated_on": "2026-01-01"}),
    ],
)
def test_a_broken_rule_is_told_once_at_its_field(manager, client, field, over):
    data = agreement_data(make_partnership(), make_home(), make_organisation(), **over)

    found = errors(client.post(reverse(ADD_AGREEMENT), data))

    assert list(found) == [field]
    assert len(found[field]) == 1
    assert not Agreement.objects.exists()


def test_a_number_that_is_taken_is_told_at_the_number(manager, client):
    first = make_agreement()
    data = agreement_data(first.partnership, make_home(), make_organisation())

    assert list(errors(client.post(reverse(ADD_AGREEMENT), data))) == ["position"]


@pytest.mark.parametrize(
    ("homes", "others", "words"),
    [(0, 2, "exactly one home party"), (1, 0, "at least two parties"), (0, 0, "exactly one home party")],
)
def test_the_parties_of_a_signed_agreement_are_checked_where_they_are_entered(manager, client, homes, others, words):
    parties = [make_home() for _ in range(homes)] + [make_organisation() for _ in range(others)]

    answer = client.post(reverse(ADD_AGREEMENT), agreement_data(make_partnership(), *parties))

    (message,) = answer.context["inline_admin_formsets"][0].formset.non_form_errors()
    assert words in message
    assert not Agreement.objects.exists()


def test_a_party_that_is_taken_away_does_not_count(manager, client):
    agreement = make_agreement()
    data = filled(client.get(change_url(agreement))) | {"parties-1-DELETE": "on"}

    answer = client.post(change_url(agreement), data)

    assert answer.status_code == 200
    assert agreement.parties.count() == 2


def test_nobody_signs_for_who_is_no_party(manager, client):
    espoo, stranger = make_organisation(name_en="City of Espoo"), make_organisation(name_en="University of Elsewhere")
    signature = {"name": "Ada Niemi", "organisation": stranger.pk, "position": 1}
    data = agreement_data(make_partnership(), make_home(), espoo, **rows("signatures", signature))

    answer = client.post(reverse(ADD_AGREEMENT), data)

    assert answer.status_code == 200
    assert "Everybody signs for one of the parties." in answer.content.decode()
    assert not Agreement.objects.exists()


def test_a_signature_cannot_be_taken_back(manager, client):
    agreement = make_agreement()
    data = filled(client.get(change_url(agreement))) | {"stage": "draft"}

    found = errors(client.post(change_url(agreement), data))

    assert found == {"stage": ["An agreement in the stage “Signed” cannot become “Draft”."]}


def test_a_stale_form_does_not_win(manager, client):
    agreement = make_agreement()
    stale = filled(client.get(change_url(agreement)))
    assert client.post(change_url(agreement), stale | {"place": "Espoo"}).status_code == 302

    answer = client.post(change_url(agreement), stale | {"place": "Helsinki"})

    assert answer.status_code == 200
    agreement.refresh_from_db()
    assert agreement.place == "Espoo"
    assert answer.context["adminform"].form["place"].value() == "Helsinki"


def test_a_new_row_comes_last(manager, client):
    agreement = make_agreement()

    formset = client.get(change_url(agreement)).context["inline_admin_formsets"][0].formset

    assert formset.empty_form["position"].value() == 3


def test_lists_show_the_status_and_cost_the_same_however_long(manager, client, django_assert_max_num_queries):
    for _number in range(30):
        make_agreement(ends="2020")
    make_espoo_aalto()

    for name in ("partnership", "agreement"):
        with django_assert_max_num_queries(12):
            answer = client.get(reverse(f"admin:partnerships_{name}_changelist"))
        assert "In force, end date not published" in answer.content.decode()
        assert "Expired in 2020" in answer.content.decode()


@pytest.mark.parametrize("words", ["city of", "ESBO", "kaupunki aalto"])
def test_agreements_are_found_by_title_and_party(manager, client, words):
    make_agreement()
    partnership = make_espoo_aalto()
    url = reverse("admin:autocomplete")

    asked = {"app_label": "partnerships", "model_name": "agreementparty", "field_name": "organisation", "term": "esbo"}
    assert [hit["text"] for hit in client.get(url, asked).json()["results"]] == ["City of Espoo"]
    found = client.get(reverse("admin:partnerships_agreement_changelist"), {"q": words}).context["cl"].queryset
    assert {agreement.partnership for agreement in found} == {partnership}


@pytest.mark.parametrize("role", ["writer", "editor", "legal"])
def test_others_look_at_agreements_and_change_nothing(sign_in, client, role):
    agreement = make_agreement(partnership=make_partnership(visibility="private"))
    sign_in(role)

    assert client.get(change_url(agreement)).status_code == 200
    assert client.post(change_url(agreement), {"place": "Atlantis"}).status_code == 403
    assert client.get(reverse(ADD_AGREEMENT)).status_code == 403
    assert (
        client.post(reverse("admin:partnerships_agreement_delete", args=[agreement.pk]), {"post": "yes"}).status_code
        == 403
    )


def drafter():
    """Somebody who prepares partnerships and may not publish them: no role of ours, but one that a site may make."""
    person = get_user_model().objects.create_user("drafter", "drafter@example.org", "x", is_staff=True)
    codenames = ["view_partnership", "add_partnership", "change_partnership"]
    person.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return person


def test_who_may_not_publish_prepares_private_partnerships_only(client):
    client.force_login(drafter())
    data = (
        {"kind": "research", "visibility": "public", "title_en": "Plan"}
        | rows("aims")
        | rows("theme_places")
        | rows("contact_places")
    )

    assert client.post(reverse(ADD_PARTNERSHIP), data).status_code == 302

    assert Partnership.objects.get().visibility == "private"


def test_who_may_not_publish_changes_nothing_that_is_public(client):
    public = make_agreement()
    client.force_login(drafter())

    assert client.post(change_url(public.partnership), {"title_en": "Changed"}).status_code == 403
    assert client.post(change_url(public), {"place": "Atlantis"}).status_code == 403
    choice = agreement_data(public.partnership, make_home(), make_organisation(), position=2)
    assert list(errors(client.post(reverse(ADD_AGREEMENT), choice))) == ["partnership"]


def test_who_may_not_publish_leaves_the_parties_of_public_agreements_alone(sign_in, client):
    """The writer may change organisations, but not one whose name stands on a public page."""
    public = make_agreement().parties.last().organisation
    private = make_agreement(partnership=make_partnership(visibility="private")).parties.last().organisation
    sign_in("writer")

    assert client.post(change_url(public), {"name_en": "Changed"}).status_code == 403
    assert client.post(change_url(private), filled(client.get(change_url(private)))).status_code == 302


def test_a_phone_number_is_entered_and_shown_as_readers_see_it(manager, client):
    contact = make_contact(phone="+358 50 555 0101")
    form = client.get(change_url(contact))
    assert form.context["adminform"].form["phone"].value() == "+358 50 555 0101"

    client.post(change_url(contact), filled(form) | {"phone": "+358 (0)50 555 0102"})

    assert list(ContactPerson.objects.values_list("phone", "phone_printed")) == [
        ("+358505550102", "+358 (0)50 555 0102")
    ]
    assert list(
        errors(client.post(change_url(contact), filled(client.get(change_url(contact))) | {"phone": "call me"}))
    ) == ["phone"]
