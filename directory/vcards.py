"""Contact persons as vCards.

Version 3.0 (RFC 2426): what every address book reads; several still refuse 4.0.
"""

from __future__ import annotations

from directory.models import ContactPerson
from publishing.translated import Translated

LINE_OCTETS = 75


def vcard(person: ContactPerson, language: str) -> str:
    """The card with title and organisation in `language` or its fallback.

    Lines end in CRLF and are folded at 75 octets.
    """
    title = Translated.of(person, "title", language)
    organisation = Translated.of(person.organisation, "name", language)
    given, _space, family = ("", "", person.name) if person.is_mailbox else person.name.rpartition(" ")
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{_escaped(person.name)}",
        f"N:{_escaped(family)};{_escaped(given)};;;",
        f"ORG:{_escaped(organisation)}",
    ]
    if title:
        lines.append(f"TITLE:{_escaped(title)}")
    if person.phone:
        lines.append(f"TEL;TYPE=WORK,VOICE:{person.phone}")
    if person.email:
        lines.append(f"EMAIL;TYPE=INTERNET,WORK:{_escaped(person.email)}")
    lines.append("END:VCARD")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _escaped(text: str) -> str:
    for char in ("\\", ";", ","):
        text = text.replace(char, f"\\{char}")
    return " ".join(text.split())


def _folded(line: str) -> str:
    """Continued lines begin with a space; a character is never cut in two."""
    parts, part = [], ""
    for char in line:
        if len((part + char).encode()) > LINE_OCTETS:
            parts.append(part)
            part = " "
        part += char
    return "\r\n".join([*parts, part])
