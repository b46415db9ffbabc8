"""Demonstration sign-ins leave real accounts alone."""

import pytest
from django.core.management.base import CommandError

from accounts.models import User
from portal.demo.people import ensure_people

pytestmark = pytest.mark.django_db


def test_each_role_has_one_sign_in_and_nobody_is_a_superuser():
    people = ensure_people()

    assert ensure_people() == people
    assert {user.groups.get().name for user in people.values()} == set(people)
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_real_account_of_that_name_keeps_its_password():
    real = User.objects.create_user("editor", "maija@aalto.example", "a password of her own")

    with pytest.raises(CommandError, match="editor"):
        ensure_people()

    real.refresh_from_db()
    assert real.check_password("a password of her own")
    assert not real.groups.exists()
