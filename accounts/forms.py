"""What administrators enter about people, and what people enter who forgot their password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, PasswordResetForm, UserChangeForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.roles import ROLES


class ForgottenPasswordForm(PasswordResetForm):
    """Writes to the person in the language of their back office."""

    def send_mail(self, subject_template_name: str, email_template_name: str, context: Any, *args: Any, **kwargs: Any) -> None:
        with override(context["user"].language):
            super().send_mail(subject_template_name, email_template_name, context, *args, **kwargs)


class RolesField(forms.ModelMultipleChoiceField):
    """The roles of `accounts.roles` and no other groups: rights that no role has cannot be handed out here."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Group.objects.filter(name__in=ROLES), label=_("Roles"), required=False, **kwargs)

    def label_from_instance(self, group: Any) -> str:
        return str(ROLES[group.name].label)


class PersonForm(UserChangeForm):
    groups = RolesField()


class NewPersonForm(AdminUserCreationForm):
    groups = RolesField()
