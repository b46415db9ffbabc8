"""The whole demonstration, once."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from directory.models import Organisation
from portal.demo import register
from portal.demo.articles import Shelf, load_articles
from portal.demo.cooperation import load_partnerships
from portal.demo.people import ensure_people
from publishing import clock
from publishing.models import OutgoingMail


def load() -> str:
    """Make the sign-ins, and the content where the register is empty; answers what was done, in one line."""
    people = ensure_people()
    if Organisation.objects.exists():
        return "Demo sign-ins are in place; the content was there already."
    with transaction.atomic():
        return _load_content(people)


def _load_content(people: dict[str, User]) -> str:
    at = clock.now()
    editor, manager = people["editor"], people["partnership-manager"]
    topics = register.load_topics(editor, at)
    organisations = register.load_organisations(manager, at)
    contacts = register.load_contacts(organisations, manager, at)
    photos = register.load_photos(organisations, contacts, people["photo-editor"])
    agreements = load_partnerships(organisations, contacts, photos, manager, at)
    shelf = Shelf(topics, organisations, contacts, photos, agreements)
    versions = load_articles(shelf, people["writer"], editor)
    register.end_rights(photos, people["photo-editor"])
    # Nobody wants to read a hundred mails about the publishing of the demonstration.
    OutgoingMail.objects.all().delete()
    return (
        f"Demo content loaded: {versions} language versions of articles, {len(organisations)} organisations, "
        f"{len(agreements)} agreements, {len(photos)} photos."
    )
