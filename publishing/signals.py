"""What is told within publishing and above it; each is sent within the transaction of what it tells."""

from django.dispatch import Signal

# Mail stands in the outbox that may be sent from `at` on.
mail_waits = Signal()
# `actor` has taken `document` a step further: `verb`, at `at`; `remark` is what was said with it, or "".
document_moved = Signal()
# Somebody has given `document` to its `assignee`: `actor`, `at`.
document_assigned = Signal()
# Somebody has said something about a document: `comment`.
commented = Signal()
