"""The demonstration sign-ins: one a role, with passwords of this installation."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import CommandError

from accounts.models import User
from accounts.roles import ROLES
from portal.installation import secret


def password_of(role: str) -> str:
    """DEMO_PASSWORD where it is set, else one made up for this installation and kept in its secrets file."""
    return settings.DEMO_PASSWORD or secret(settings.DATA_DIR, f"demo_{role}", lambda: secrets.token_urlsafe(9))


def ensure_people() -> dict[str, User]:
    """The demonstration users by role, made or brought up to date; `password_of` tells their passwords."""
    people = {}
    for role in ROLES:
        email = f"{role}@alvari.example"
        user, _created = User.objects.get_or_create(username=role, defaults={"email": email, "last_name": "(demo)"})
        if user.email != email:
            raise CommandError(f"There is an account called {role} that is not a demonstration one; it is left alone.")
        user.first_name = role.replace("-", " ").capitalize()
        user.is_staff = user.is_active = True
        if not user.check_password(password_of(role)):
            user.set_password(password_of(role))
        user.save()
        user.groups.set([Group.objects.get(name=role)])
        people[role] = user
    return people
