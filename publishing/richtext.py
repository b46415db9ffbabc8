"""Rich text: the editor, the one sanitiser, and the type of what has been through it.

Everything about CKEditor and nh3 is in this module, so that another editor is a change of one file. The editor is never
a security boundary: text is cleaned when it is saved and once more when it is published, and not at rendering time.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import nh3
from ckeditor.widgets import CKEditorWidget
from django import forms
from django.db import models
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

TAGS = {
    "p", "h2", "h3", "h4", "strong", "em", "ul", "ol", "li", "blockquote", "br", "hr", "sub", "sup", "a",
    "table", "caption", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),  # Without this line nh3 lets title and lang through on every element.
    "a": {"href", "hreflang"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
}
# Elements whose text is not text: dropped whole. Everything else that is unknown loses its tags and keeps its words.
NOT_TEXT = {"script", "style", "iframe", "object", "embed", "svg", "math", "noscript", "template", "title", "textarea"}
SCHEMES = {"http", "https", "mailto", "tel"}

# What pasted and imported text means by elements that we do not keep.
_SYNONYMS = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4", "div": "p"}
_SYNONYM = re.compile(rf"(</?)({'|'.join(_SYNONYMS)})(?=[\s>/])", re.IGNORECASE)
_EMPTY = re.compile(r"<(p|h2|h3|h4|strong|em|li|blockquote)>(?:\s|&nbsp;|\u00a0)*</\1>")
# White space around blocks means nothing, and every editor sets it in its own way: kept, each save would be a change.
_BLOCK = "p|h2|h3|h4|ul|ol|li|blockquote|table|caption|thead|tbody|tr|th|td|hr"
_AROUND_BLOCK = re.compile(rf"\s*(</?(?:{_BLOCK})(?:\s[^<>]*)?>)\s*")
_BLOCK_END = re.compile(r"</(p|h2|h3|h4|li|td|th|caption|blockquote)>|<br>")
_NUMBER = re.compile(r"[0-9]{1,3}")
_LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LEFT_OUT = re.compile(r"^[\x00-\x20]+|[\t\n\r]+")
_MOST_ROUNDS = 6
_SCOPES = {"row", "col", "rowgroup", "colgroup"}
EDITOR_CONFIG = {
    "toolbar": [
        ["Format"],
        ["Bold", "Italic", "RemoveFormat"],
        ["NumberedList", "BulletedList", "Blockquote"],
        ["Link", "Unlink"],
        ["Table", "SpecialChar"],
        ["Undo", "Redo"],
    ],
    "format_tags": "p;h2;h3;h4",
    # The editor in the page itself: the framed one runs an inline script that our policy refuses.
    "extraPlugins": "divarea",
    "removePlugins": "wysiwygarea,about,preview,print,save,newpage,templates,exportpdf,scayt,wsc,forms,iframe,flash,"
    "smiley,image,uploadimage,filebrowser,sourcearea,copyformatting,div,bidi,font,colorbutton,colordialog,language,pagebreak,"
    "showblocks,stylescombo,elementspath,dialogadvtab,liststyle",
    "removeDialogTabs": "link:advanced;link:upload;link:target;table:advanced",
    "stylesSet": False,
    "customConfig": "",
    "contentsCss": [],
    "fullPage": False,
    "entities": False,
    "disableNativeSpellChecker": False,
    "width": "auto",
    "height": 420,
    "allowedContent": {
        "p h2 h3 h4 strong em ul ol li blockquote br hr sub sup caption thead tbody tr table": True,
        "a": {"attributes": "!href,hreflang"},
        "th td": {"attributes": "colspan,rowspan,scope"},
    },
}


class RichText(SafeString):
    """HTML that came out of `clean_html`, and therefore may stand in a page as it is."""


def _attribute(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return value if _is_plain_address(value) else None
    if attribute == "hreflang":
        return value if _LANGUAGE_CODE.fullmatch(value) else None
    if attribute == "scope":
        return value if value in _SCOPES else None
    if attribute in ("colspan", "rowspan", "start"):
        return value if _NUMBER.fullmatch(value) else None
    return value


def _is_plain_address(href: str) -> bool:
    """Whether every browser reads the address as we do; schemes are nh3's affair."""
    # Browsers read a backslash as a slash, and however many slashes in front as two: "//host" inherits the page's
    # scheme, an outside link that looks like one of ours. Spaces in front and line ends anywhere they leave out.
    if "\\" in href or _LEFT_OUT.sub("", href).startswith("//"):
        return False
    try:
        urlsplit(href)
    except ValueError:
        return False
    return True


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    url_schemes=SCHEMES,
    link_rel="noopener noreferrer",
    strip_comments=True,
    clean_content_tags=NOT_TEXT,
    attribute_filter=_attribute,
)


def clean_html(html: str) -> RichText:
    """`html` with only our elements, attributes and link schemes left; idempotent.

    Words survive, formatting that we know survives, everything that could run does not.
    """
    # Until nothing changes any more: what a second reading would make of the first one's result shows itself here, and
    # not in a browser. Nearly always the second round is the last; the bound is for what nobody has thought of.
    cleaned = html.replace("\0", "")
    for _round in range(_MOST_ROUNDS):
        before, cleaned = cleaned, _cleaned_once(cleaned)
        if cleaned == before:
            break
    return RichText(cleaned)


def _cleaned_once(html: str) -> str:
    html = _SYNONYM.sub(lambda match: match[1] + _SYNONYMS[match[2].lower()], html)
    cleaned = _CLEANER.clean(html)
    while (thinner := _EMPTY.sub("", cleaned)) != cleaned:
        cleaned = thinner
    return _AROUND_BLOCK.sub(r"\1", cleaned).strip()


def trusted(html: str) -> RichText:
    """Mark HTML that a revision has stored, and that was therefore cleaned when it was published."""
    return RichText(html)


def plain_text(html: str) -> str:
    """The words of cleaned HTML, blocks apart by a space, for descriptions, feeds and search."""
    return " ".join(unescape(strip_tags(_BLOCK_END.sub(" ", html))).split())


class Editor(CKEditorWidget):
    """CKEditor with `EDITOR_CONFIG`, in a template without inline styles."""

    def __init__(self) -> None:
        super().__init__(template_name="publishing/editor.html")
        self.config = dict(EDITOR_CONFIG)


class RichTextFormField(forms.CharField):
    """Takes what the editor sends as it will be stored, so that its own way of setting lines is no change."""

    def to_python(self, value: Any) -> str:
        return clean_html(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return clean_html(initial or "") != clean_html(data or "")


class RichTextField(models.TextField):
    """A text column that holds cleaned HTML only, whoever writes to it, and is edited with the rich-text editor."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        cleaned = clean_html(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, cleaned)
        return cleaned

    def formfield(self, **kwargs: Any) -> Any:
        # The admin hands its own widget for text columns down; the editor replaces it.
        return super().formfield(**{**kwargs, "widget": Editor(), "form_class": RichTextFormField})
