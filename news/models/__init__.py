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
    ArticleComment,
    ArticleEdition,
    ArticleRevision,
    EditionAgreement,
    EditionContact,
    EditionOrganisation,
    EditionPhoto,
    EditionTag,
    EditionTopic,
)
from news.models.topic import Topic, TopicEditor
from news.tagging import Tag, TaggedArticle

__all__ = [
    "Article",
    "ArticleAgreement",
    "ArticleBodyPhoto",
    "ArticleComment",
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
    "TopicEditor",
]
