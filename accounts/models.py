"""Who works here."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

LANGUAGES = (("fi", "Suomi"), ("sv", "Svenska"), ("en", "English"))


class User(AbstractUser):
    """A member of staff. The role is a group (`accounts.roles`); `language` is that of the back office."""

    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(_("language of the back office"), max_length=2, choices=LANGUAGES, default="en")

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.username
