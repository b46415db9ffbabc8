"""Topics, articles and what ties them to photos, people, tags, organisations and agreements."""

from news.models.article import (
    Article,
    ArticleAgreement,
    ArticleBodyPhoto,
    ArticleContact,
    ArticlePhoto,
    MentionRole,
)
from news.models.edition import (
    ArticleEdition,
    ArticleRevision,
    EditionAgreement,
    EditionContact,
    EditionOrganisation,
    EditionPhoto,
    EditionTag,
    EditionTopic,
)
from news.models.topic import Topic
from news.tagging import Tag, TaggedArticle

__all__ = [
    "Article",
    "ArticleAgreement",
    "ArticleBodyPhoto",
    "ArticleContact",
    "ArticleEdition",
    "ArticlePhoto",
    "ArticleRevision",
    "EditionAgreement",
    "EditionContact",
    "EditionOrganisation",
    "EditionPhoto",
    "EditionTag",
    "EditionTopic",
    "MentionRole",
    "Tag",
    "TaggedArticle",
    "Topic",
]
