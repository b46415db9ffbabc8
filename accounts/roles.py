"""The roles as data: which role may do what. Applied after every migration; edited here, not in the admin.

A permission is written "app.codename". Nobody is a Django superuser in daily work.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Role:
    label: object
    permissions: tuple[str, ...]


def _all(app: str, model: str) -> tuple[str, ...]:
    return tuple(f"{app}.{verb}_{model}" for verb in ("view", "add", "change", "delete"))


def _edit(app: str, model: str) -> tuple[str, ...]:
    return tuple(f"{app}.{verb}_{model}" for verb in ("view", "add", "change"))


_LOOK = (
    "news.view_article",
    "news.view_topic",
    "news.view_tag",
    "photos.view_photo",
    "directory.view_organisation",
    "directory.view_contactperson",
    "partnerships.view_partnership",
    "partnerships.view_theme",
)

_WRITE = (
    *_edit("news", "article"),
    "news.submit_article",
    "news.add_tag",
    *_edit("photos", "photo"),
    *_edit("directory", "contactperson"),
    *_edit("directory", "organisation"),
)

_PUBLISH = (
    "news.approve_article",
    "news.publish_article",
    "news.edit_others_article",
    "news.delete_article",
    *_all("news", "topic"),
    *_all("news", "tag"),
    "photos.publish_photo",
    "directory.publish_contactperson",
    "directory.publish_organisation",
)

ROLES: Mapping[str, Role] = {
    "writer": Role(_("Writer"), (*_LOOK, *_WRITE)),
    "editor": Role(_("Editor"), (*_LOOK, *_WRITE, *_PUBLISH)),
    "photo-editor": Role(_("Photo editor"), (*_LOOK, *_all("photos", "photo"), "photos.publish_photo")),
    "partnership-manager": Role(
        _("Partnership manager"),
        (
            *_LOOK,
            *_edit("photos", "photo"),
            *_all("directory", "organisation"),
            "directory.publish_organisation",
            *_all("directory", "contactperson"),
            "directory.publish_contactperson",
            *_all("partnerships", "partnership"),
            "partnerships.publish_partnership",
            *_all("partnerships", "theme"),
        ),
    ),
    "legal": Role(_("Legal counsel"), _LOOK),
    "administrator": Role(
        _("Administrator"),
        (
            *_LOOK,
            *_all("accounts", "user"),
            *_all("news", "topiceditor"),
            "publishing.view_outgoingmail",
            "publishing.change_outgoingmail",
            "publishing.view_deskrules",
            "publishing.change_deskrules",
        ),
    ),
}
