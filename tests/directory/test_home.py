"""Who may say who we are: the name stands on every page."""

import pytest
from django.test import Client

from directory.models import Organisation
from tests.directory.factories import make_home
from tests.factories import make_user

pytestmark = pytest.mark.django_db

FIELDS = {"kind": "university", "name_en": "Evil University", "country": "FI", "is_home": "on"}


def test_a_writer_may_add_an_organisation_but_not_say_that_it_is_us(client: Client):
    client.force_login(make_user("writer"))

    client.post("/admin/directory/organisation/add/", FIELDS)

    assert not Organisation.objects.get(name_en="Evil University").is_home


def test_a_writer_may_not_rename_us_even_where_no_public_page_depends_on_it(client: Client):
    home = make_home()
    client.force_login(make_user("writer"))

    answer = client.post(f"/admin/directory/organisation/{home.pk}/change/", {**FIELDS, "version": home.version})

    home.refresh_from_db()
    assert answer.status_code == 403
    assert home.name_en == "Aalto University"


def test_a_partnership_manager_may(client: Client):
    home = make_home()
    client.force_login(make_user("partnership-manager"))

    client.post(f"/admin/directory/organisation/{home.pk}/change/", {**FIELDS, "version": home.version})

    home.refresh_from_db()
    assert home.name_en == "Evil University"
