"""The roles in the database follow `accounts.roles` after every migration."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections

from accounts.actions import apply_roles


def keep_roles(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Apply the roles once a whole `migrate` is through: when the last of our apps has its permissions."""
    ours = [config for config in apps.get_app_configs() if config.models_module is not None]
    if sender == ours[-1] and "auth_group" in connections[using].introspection.table_names():
        apply_roles(using=using)
