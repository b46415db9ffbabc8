"""The back office: bases for what is edited in it, and the outbox."""

from publishing.admin.document import CompletesKeys, DocumentAdmin, PartInline, ThingAdmin, VersionedAdmin
from publishing.admin.outbox import OutgoingMailAdmin
from publishing.admin.rules import DeskRulesAdmin

__all__ = [
    "CompletesKeys",
    "DeskRulesAdmin",
    "DocumentAdmin",
    "OutgoingMailAdmin",
    "PartInline",
    "ThingAdmin",
    "VersionedAdmin",
]
