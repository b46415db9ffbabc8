"""The sections of the news."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models import Thing
from publishing.translated import Translated


class Topic(Thing):
    """A section of the news, in the order an editor gives. Articles have one or several."""

    name = Translated(models.CharField(_("name"), max_length=60))
    slug = Translated(models.SlugField(_("address"), max_length=60))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                # A topic stands in the menus and addresses of every language, so none may be missing.
                condition=~models.Q(
                    *((f"{name}_{code}", "") for name in ("name", "slug") for code in ("fi", "sv", "en")),
                    _connector="OR",
                ),
                name="topic_in_every_language",
                violation_error_message=_("A topic needs its name and address in all three languages."),
            ),
            *(
                models.UniqueConstraint(fields=[f"slug_{code}"], name=f"topic_address_once_{code}")
                for code in ("fi", "sv", "en")
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
