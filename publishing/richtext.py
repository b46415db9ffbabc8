"""Rich text: the editor, the one sanitiser, and the type of what has been through it.

Everything about CKEditor and nh3 is in this module, so that another editor is a change of one file. The editor is never
a security boundary: text is cleaned when it is saved and once more when it is published, and not at rendering time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import nh3
from ckeditor.widgets import CKEditorWidget
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.templatetags.static import static
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from publishing import embeds

# The one table of what a text may hold, element by element with its attributes: the sanitiser and the editor are both
# made from it, so that neither can let through what the other takes away.
ELEMENTS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("p", "h2", "h3", "h4", "strong", "em", "ul", "li", "blockquote", "br", "hr", "sub", "sup"), ()),
    **dict.fromkeys(("table", "caption", "thead", "tbody", "tr"), ()),
    "ol": ("start",),
    "a": ("href", "hreflang"),
    "th": ("colspan", "rowspan", "scope"),
    "td": ("colspan", "rowspan"),
    # A thing in the text, by its id: publishing.embeds.
    "figure": ("data-embed", "data-place"),
    "figcaption": (),
}
# Without these an element means nothing; the editor drops it then.
_REQUIRED = {"a": "href", "figure": "data-embed"}
# Elements whose text is not text: dropped whole. Everything else that is unknown loses its tags and keeps its words.
NOT_TEXT = {"script", "style", "iframe", "object", "embed", "svg", "math", "noscript", "template", "title", "textarea"}
SCHEMES = {"http", "https", "mailto", "tel"}

# What pasted and imported text means by elements that we do not keep.
_SYNONYMS = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4", "div": "p"}
_SYNONYM = re.compile(rf"(</?)({'|'.join(_SYNONYMS)})(?=[\s>/])", re.IGNORECASE)
_NEVER_EMPTY = re.compile(r"(</?(?:p|h2|h3|h4|strong|em|li|blockquote|figcaption)>)")
# White space around blocks means nothing, and every editor sets it in its own way: kept, each save would be a change.
_BLOCK = "p|h2|h3|h4|ul|ol|li|blockquote|table|caption|thead|tbody|tr|th|td|hr|figure|figcaption"
_AROUND_BLOCK = re.compile(rf"\s*(</?(?:{_BLOCK})(?:\s[^<>]*)?>)\s*")
_BLOCK_END = re.compile(r"</(p|h2|h3|h4|li|td|th|caption|blockquote)>|<br>")
_NUMBER = re.compile(r"[0-9]{1,3}")
_LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LEFT_OUT = re.compile(r"^[\x00-\x20]+|[\t\n\r]+")
_MOST_ROUNDS = 6
# A long article has some hundred, a pasted report with tables some thousand.
_MOST_TAGS = 20_000
_SCOPES = {"row", "col", "rowgroup", "colgroup"}
EDITOR_CONFIG: dict[str, Any] = {
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
    "extraPlugins": "divarea,widget",
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
        element: {"attributes": ",".join(f"!{name}" if _REQUIRED.get(element) == name else name for name in names)}
        if names
        else True
        for element, names in ELEMENTS.items()
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
    if attribute == "data-embed":
        return value if embeds.REFERENCE.fullmatch(value) else None
    if attribute == "data-place":
        return value if value in embeds.PLACES else None
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
    tags=set(ELEMENTS),
    # Without the first entry nh3 lets title and lang through on every element.
    attributes={"*": set(), **{element: set(names) for element, names in ELEMENTS.items() if names}},
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
            return RichText(cleaned)
    return RichText(_CLEANER.clean(cleaned))


def _cleaned_once(html: str) -> str:
    html = _SYNONYM.sub(lambda match: match[1] + _SYNONYMS[match[2].lower()], html)
    cleaned = _without_empty(embeds.canonical(_CLEANER.clean(html)))
    return _AROUND_BLOCK.sub(r"\1", cleaned).strip()


def _without_empty(html: str) -> str:
    """Without elements that hold nothing but white space or such elements; one look, however deep they lie."""
    kept: list[str] = []
    for number, part in enumerate(_NEVER_EMPTY.split(html)):
        is_end = number % 2 == 1 and part.startswith("</")
        start = len(kept) - 1
        while is_end and start >= 0 and not kept[start].replace("&nbsp;", "").strip():
            start -= 1
        if is_end and start >= 0 and kept[start] == f"<{part[2:]}":
            del kept[start:]
        else:
            kept.append(part)
    return "".join(kept)


def trusted(html: str) -> RichText:
    """Mark HTML that a revision has stored, and that was therefore cleaned when it was published."""
    return RichText(html)


def plain_text(html: str) -> str:
    """The words of cleaned HTML, blocks apart by a space, for descriptions, feeds and search; embeds left out."""
    return " ".join(unescape(strip_tags(_BLOCK_END.sub(" ", embeds.without_embeds(html)))).split())


class Editor(CKEditorWidget):
    """CKEditor with `EDITOR_CONFIG`, in a template without inline styles."""

    def __init__(self) -> None:
        plugins = embeds.kinds()
        super().__init__(
            template_name="publishing/editor.html",
            external_plugin_resources=[(kind.name, static(kind.plugin), "plugin.js") for kind in plugins],
        )
        self.config = {
            **EDITOR_CONFIG,
            "extraPlugins": ",".join([EDITOR_CONFIG["extraPlugins"], *(kind.name for kind in plugins)]),
            "toolbar": [*EDITOR_CONFIG["toolbar"], [kind.button for kind in plugins]],
        }


class RichTextFormField(forms.CharField):
    """Takes what the editor sends as it will be stored, so that its own way of setting lines is no change."""

    def to_python(self, value: Any) -> str:
        html = super().to_python(value) or ""
        if _is_laborious(html):
            raise ValidationError(
                _("This text has more formatting than can be read. Paste it without formatting (Ctrl+Shift+V)."),
                code="too_laborious",
            )
        if any(len(embed.caption) > embeds.LONGEST_CAPTION for embed in embeds.embeds_in(_uncut(html))):
            raise ValidationError(
                _("A caption inside the text has at most %(count)s characters."),
                params={"count": embeds.LONGEST_CAPTION},
                code="long_caption",
            )
        return clean_html(html)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _is_laborious(data or "") or clean_html(initial or "") != clean_html(data or "")


def _uncut(html: str) -> str:
    """Cleaned once, with captions as long as they came."""
    return embeds.canonical(_CLEANER.clean(html), longest_caption=len(html))


def _is_laborious(html: str) -> bool:
    """Whether nh3 would take long: with the depth of what is nested its time grows by the square."""
    return html.count("<") > _MOST_TAGS


class RichTextField(models.TextField):
    """A text column that holds cleaned HTML only, whoever writes to it, and is edited with the rich-text editor."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        cleaned = clean_html(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, cleaned)
        return cleaned

    def formfield(self, **kwargs: Any) -> Any:
        # The admin hands its own widget for text columns down; the editor replaces it.
        return super().formfield(**{**kwargs, "widget": Editor(), "form_class": RichTextFormField})
