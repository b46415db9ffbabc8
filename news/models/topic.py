"""The sections of the news."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
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


class TopicEditor(models.Model):
    """Somebody who reviews and publishes articles of this topic: whoever is named under any does so only there."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="editors", verbose_name=_("topic"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="editor_of_topics", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("editor of the topic")
        verbose_name_plural = _("editors of topics")
        constraints = [models.UniqueConstraint(fields=["topic", "person"], name="topiceditor_once")]

    def __str__(self) -> str:
        return str(self.person)


def topics_of(people: Sequence[Any]) -> dict[int, set[int]]:
    """The keys of the topics that each of these people is named under; who is named under none is left out.

    Read once for each instance of a person.
    """
    unknown = [person for person in people if not hasattr(person, "_topics_named_under")]
    found: dict[int, set[int]] = {person.pk: set() for person in unknown}
    if unknown:
        for person, topic in TopicEditor.objects.filter(person__in=found).values_list("person", "topic"):
            found[person].add(topic)
    for person in unknown:
        person._topics_named_under = found[person.pk]
    return {person.pk: person._topics_named_under for person in people if person._topics_named_under}
