"""Administrators give roles, and nothing that no role has."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> User:
    """Signs the client in."""
    person = make_user("administrator")
    client.force_login(person)
    return person


def change_url(person: User) -> str:
    return reverse("admin:accounts_user_change", args=[person.pk])


def role(name: str) -> int:
    return Group.objects.get(name=name).pk


def fields(person: User, **over: Any) -> dict[str, Any]:
    names = ("username", "first_name", "last_name", "email", "language")
    return {name: getattr(person, name) for name in names} | {"is_active": "on"} | over


def test_an_administrator_makes_an_account_with_a_role(administrator: User, client: Client) -> None:
    password = "a lamp on the ninth shelf"
    new = {
        "username": "aino",
        "email": "aino@example.org",
        "first_name": "Aino",
        "last_name": "Laine",
        "language": "fi",
    }

    response = client.post(
        reverse("admin:accounts_user_add"),
        {**new, "password1": password, "password2": password, "groups": [role("writer")]},
    )

    assert response.status_code == 302
    aino = User.objects.get(username="aino")
    assert aino.is_staff
    assert not aino.is_superuser
    assert aino.has_perm("news.add_article")
    assert not aino.has_perm("news.publish_article")


def test_no_form_of_theirs_makes_a_superuser_or_gives_single_rights(administrator: User, client: Client) -> None:
    writer = make_user("writer")
    right = Permission.objects.get(codename="publish_article")
    grab = {"is_superuser": "on", "is_staff": "on", "user_permissions": [right.pk]}

    for person in (writer, administrator):
        assert client.post(change_url(person), fields(person, groups=[role("writer")], **grab)).status_code == 302
        person = User.objects.get(pk=person.pk)
        assert not person.is_superuser
        assert not person.user_permissions.exists()
        assert not person.has_perm("news.publish_article")


def test_only_roles_are_given_not_other_groups(administrator: User, client: Client) -> None:
    everything = Group.objects.create(name="everything")
    everything.permissions.set(Permission.objects.all())
    writer = make_user("writer")

    response = client.post(change_url(writer), fields(writer, groups=[everything.pk]))

    assert "groups" in response.context["adminform"].form.errors
    assert list(writer.groups.values_list("name", flat=True)) == ["writer"]


def test_a_superuser_is_out_of_an_administrators_reach(administrator: User, client: Client) -> None:
    root = make_user("editor", username="root", is_superuser=True)
    password = {"password1": "a lamp on the shelf", "password2": "a lamp on the shelf"}

    answers = [
        client.post(change_url(root), fields(root, email="mine@example.org")),
        client.post(reverse("admin:auth_user_password_change", args=[root.pk]), password),
        client.post(reverse("admin:accounts_user_delete", args=[root.pk]), {"post": "yes"}),
    ]
    chosen = {"action": "delete_selected", "_selected_action": [root.pk], "post": "yes"}
    client.post(reverse("admin:accounts_user_changelist"), chosen)

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    kept = User.objects.get(pk=root.pk)
    assert (kept.email, kept.password) == (root.email, root.password)


def test_nobody_shuts_themselves_out(administrator: User, client: Client) -> None:
    own = fields(administrator, groups=[role("administrator")])
    del own["is_active"]

    client.post(change_url(administrator), own)

    administrator.refresh_from_db()
    assert administrator.is_active
    assert (
        client.post(reverse("admin:accounts_user_delete", args=[administrator.pk]), {"post": "yes"}).status_code == 403
    )


def test_no_other_role_sees_the_accounts(client: Client) -> None:
    for name in ("writer", "editor", "photo-editor", "partnership-manager", "legal"):
        client.force_login(make_user(name))
        assert client.get(reverse("admin:accounts_user_changelist")).status_code == 403
