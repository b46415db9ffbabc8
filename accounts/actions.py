"""Verbs that write users and roles."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from accounts.roles import ROLES


class UnknownPermission(Exception):
    """A role names a permission that no installed app defines."""


@transaction.atomic
def apply_roles(*, using: str = "default") -> None:
    """Make the groups of the database equal to `accounts.roles`: one group a role, with exactly its permissions.

    Groups that are no role are left alone. Raises UnknownPermission for a codename that does not exist.
    """
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for name, role in ROLES.items():
        missing = sorted(set(role.permissions) - known.keys())
        if missing:
            raise UnknownPermission(f"Role {name} names unknown permissions: {', '.join(missing)}")
        group, _created = Group.objects.using(using).get_or_create(name=name)
        group.permissions.set([known[label] for label in role.permissions])
