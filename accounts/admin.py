"""Administrators manage people here: who they are and which roles they have."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.forms import NewPersonForm, PersonForm
from accounts.models import User
from accounts.roles import ROLES

PERSON = (_("Person"), {"fields": (("first_name", "last_name"), "email", "language")})


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, role.label) for name, role in ROLES.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


# Roles are `accounts.roles`; groups are only how the database keeps them.
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Roles only: single permissions and the superuser flag are not handed out in daily work.

    Who is not a superuser cannot change one either, or a new password would be the way around that.
    """

    form = PersonForm
    add_form = NewPersonForm
    add_form_template = None
    list_display = ("username", "full_name", "email", "roles", "is_active", "last_login")
    list_filter = (RoleFilter, "is_active")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        PERSON,
        (_("Access"), {"fields": ("is_active", "groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2")}),
        PERSON,
        (_("Access"), {"fields": ("groups",)}),
    )
    readonly_fields = ("last_login", "date_joined")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Nobody locks themselves out by mistake."""
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, "is_active") if obj == request.user else fixed

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and self._within_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and self._within_reach(request, obj) and obj != request.user

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            # Everybody who has an account here works here.
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    @staticmethod
    def _within_reach(request: HttpRequest, person: User | None) -> bool:
        return person is None or not person.is_superuser or bool(request.user.is_superuser)

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(
            str(ROLES[group.name].label) if group.name in ROLES else group.name for group in user.groups.all()
        )
