"""Who gets in, how one gets back in, and what nobody learns on the way."""

from __future__ import annotations

import re
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
NEW_PASSWORD = "a lamp on the ninth shelf"
LOGIN = "admin:login"


def sign_in(client: Client, username: str, password: str = PASSWORD) -> Any:
    return client.post(reverse(LOGIN), {"username": username, "password": password, "next": "/admin/"})


def without_tokens(response: Any) -> str:
    """The page, but for the token that makes every form's answer one of its own."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def run_jobs() -> None:
    """As the worker does, once through the queue."""
    call_command("db_worker", "--queue-name", "default", "--batch", "--no-reload", "--no-startup-delay")


def test_the_right_password_opens_the_back_office(client: Client) -> None:
    user = make_user("writer")

    assert sign_in(client, user.username).url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_five_wrong_passwords_close_the_name_for_that_address_and_for_no_other(client: Client) -> None:
    user, colleague = make_user("writer"), make_user("editor")

    answers = [sign_in(client, user.username, f"guess {number}").status_code for number in range(5)]
    right = sign_in(client, user.username)

    assert answers == [200, 200, 200, 200, 429]
    assert right.status_code == 429
    assert "closed for sign-in" in right.content.decode()
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7"), user.username).status_code == 302
    assert sign_in(Client(), colleague.username).status_code == 302


def test_a_wrong_name_and_a_wrong_password_look_the_same(client: Client) -> None:
    user = make_user("writer")

    known = without_tokens(sign_in(client, user.username, "wrong")).replace(user.username, "")
    unknown = without_tokens(sign_in(client, "nobody-here", "wrong")).replace("nobody-here", "")

    assert known == unknown


def test_the_link_in_the_mail_sets_a_new_password_once(
    transactional_db: None, client: Client, smtp: list[EmailMessage], settings: Any
) -> None:
    settings.SITE_URL = "https://www.example.org"
    user = make_user("writer", email="aino@example.org", first_name="Aino")

    asked = client.post(reverse("admin_password_reset"), {"email": "AINO@example.org"})
    run_jobs()

    assert asked.url == reverse("password_reset_done")
    [message] = smtp
    assert message["To"] == "aino@example.org"
    text = message.get_content()
    assert user.username in text
    link = re.search(r"https://www\.example\.org(/admin/\S+)", text)
    assert link is not None
    form = client.get(link[1], follow=True)
    assert form.context["validlink"] is True
    saved = client.post(form.request["PATH_INFO"], {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD})
    assert saved.url == reverse("password_reset_complete")
    assert sign_in(Client(), user.username).status_code == 200
    assert sign_in(Client(), user.username, NEW_PASSWORD).status_code == 302
    assert Client().get(link[1], follow=True).context["validlink"] is False


def test_asking_for_a_link_tells_nobody_who_has_an_account(
    transactional_db: None, client: Client, smtp: list[EmailMessage]
) -> None:
    make_user("writer", email="aino@example.org")
    make_user("editor", email="gone@example.org", is_active=False)

    answers = [
        client.post(reverse("admin_password_reset"), {"email": email}, follow=True)
        for email in ("aino@example.org", "gone@example.org", "nobody@example.org")
    ]
    assert smtp == []
    run_jobs()

    assert len({without_tokens(answer) for answer in answers}) == 1
    assert [message["To"] for message in smtp] == ["aino@example.org"]


def test_the_mail_is_in_the_language_of_the_person_and_the_host_of_the_site(
    transactional_db: None, smtp: list[EmailMessage], settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    make_user("writer", email="aino@example.org", language="en")

    Client(HTTP_HOST="evil.example").post(
        reverse("admin_password_reset"), {"email": "aino@example.org"}, HTTP_ACCEPT_LANGUAGE="fi"
    )
    run_jobs()

    [message] = smtp
    assert message["Subject"] == "A new password for Alvari"
    assert "evil.example" not in message.get_content()


def test_a_signed_in_person_changes_the_password_and_stays_signed_in(client: Client) -> None:
    user = make_user("writer")
    client.force_login(user)
    url = reverse("admin:password_change")

    wrong = client.post(url, {"old_password": "wrong", "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD})
    client.post(url, {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD})

    assert wrong.status_code == 200
    assert client.get("/admin/").status_code == 200
    assert sign_in(Client(), user.username, NEW_PASSWORD).status_code == 302


def test_a_short_or_common_password_is_refused(client: Client) -> None:
    user = make_user("writer")
    client.force_login(user)

    for weak in ("short", "password1234"):
        fields = {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
        assert client.post(reverse("admin:password_change"), fields).status_code == 200

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_deactivation_ends_every_session(client: Client) -> None:
    user = make_user("writer")
    client.force_login(user)

    User.objects.filter(pk=user.pk).update(is_active=False)

    assert client.get("/admin/").url.startswith(reverse(LOGIN))
    assert sign_in(Client(), user.username).status_code == 200


def test_a_flood_of_requests_fills_nobodys_mailbox(
    transactional_db: None, client: Client, smtp: list[EmailMessage]
) -> None:
    user = make_user("writer")
    for _number in range(20):
        client.post(reverse("admin_password_reset"), {"email": user.email})

    run_jobs()

    assert len(smtp) == 1


def test_behind_a_proxy_a_lockout_counts_who_asks_and_not_the_proxy(client: Client, settings: Any) -> None:
    settings.BEHIND_PROXY = True
    user = make_user("writer")

    def guess(address: str) -> int:
        form = {"username": user.username, "password": "a guess"}
        return client.post(reverse(LOGIN), form, headers={"X-Forwarded-For": f"10.9.8.7, {address}"}).status_code

    assert [guess("192.0.2.1") for _number in range(5)][-1] == 429
    assert guess("192.0.2.2") == 200
