"""What administrators enter about people, and what people enter who forgot their password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordResetForm, UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from accounts.roles import ROLES
from accounts.tasks import mail_password_link


class ForgottenPasswordForm(PasswordResetForm):
    """Leaves everything to the worker: what an answer takes is the same whether or not anybody has the address."""

    def save(self, **options: Any) -> None:
        mail_password_link.enqueue(self.cleaned_data["email"])


class RolesField(forms.ModelMultipleChoiceField):
    """The roles of `accounts.roles` and no other groups: rights that no role has cannot be handed out here."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Group.objects.filter(name__in=ROLES), label=_("Roles"), required=False, **kwargs)

    def label_from_instance(self, group: Any) -> str:
        return str(ROLES[group.name].label)


class PersonForm(UserChangeForm):
    groups = RolesField()


class NewPersonForm(UserCreationForm):
    groups = RolesField()
