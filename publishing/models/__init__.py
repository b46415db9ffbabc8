"""The abstract halves of what staff edit, and the few tables that belong to publishing itself."""

from publishing.models.comment import LONGEST_COMMENT, Comment, DeskRules
from publishing.models.confirmed import ConfirmedText
from publishing.models.document import LANGUAGE_CHOICES, Derived, Document, Thing, Versioned
from publishing.models.edition import Edition, EditionLink, Revision
from publishing.models.mail import OutgoingMail

__all__ = [
    "LANGUAGE_CHOICES",
    "LONGEST_COMMENT",
    "Comment",
    "ConfirmedText",
    "Derived",
    "DeskRules",
    "Document",
    "Edition",
    "EditionLink",
    "OutgoingMail",
    "Revision",
    "Thing",
    "Versioned",
]
