"""How a DOCX handbook looks: its styles, which whoever edits it can change in one place."""

from __future__ import annotations

from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from diagrams.handbook.forms.docx_parts import add_lists, element, shade
from diagrams.type.palette import LIGHT
from diagrams.writing.office import FONT

_HEADINGS = (
    (20, LIGHT.ink),
    (15, LIGHT.roles[0]),
    (12.5, LIGHT.ink),
    (11, LIGHT.ink),
    (11, LIGHT.ink),
    (11, LIGHT.ink),
)
_LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}


def empty_document(language: str) -> Document:
    """A document on A4 with our styles, in `language`."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(26), Mm(22)
    _styles(document)
    _language(document, _LANGUAGES.get(language, language))
    add_lists(document)
    return document


def _styles(document: Document) -> None:
    styles: Any = document.styles
    _look(styles["Normal"], 10.5, LIGHT.ink, after=4)
    _look(styles["Title"], 30, LIGHT.ink, bold=True, after=12)
    borders = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        styles["Title"].element.pPr.remove(borders)
    for level, (size, colour) in enumerate(_HEADINGS, 1):
        _look(styles[f"Heading {level}"], size, colour, bold=True, before=16 if level < 4 else 12, after=4)
        styles[f"Heading {level}"].font.italic = False
    for name in ("Header", "Footer"):
        _look(styles[name], 9, LIGHT.muted)
        styles[name].paragraph_format.tab_stops.clear_all()
    for name in ("List Bullet", "List Bullet 2", "List Paragraph"):
        _look(styles[name], 10.5, LIGHT.ink, after=2)
    # Word's own style leaves no room between its paragraphs, so that a question would run into the one before.
    properties = styles["List Paragraph"].element.pPr
    properties.remove(properties.find(qn("w:contextualSpacing")))
    for name, size, colour, bold in (
        ("Document Type", 11, LIGHT.roles[0], True),
        ("Fine Print", 9, LIGHT.muted, False),
        ("Caution", 10.5, LIGHT.ink, False),
        ("Alert", 12, LIGHT.danger, True),
    ):
        _look(styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), size, colour, bold=bold, after=4)
    for name in ("Caution", "Alert"):
        shade(styles[name], LIGHT.danger_ground, LIGHT.danger)
        styles[name].paragraph_format.left_indent = Pt(9)
        styles[name].paragraph_format.keep_with_next = True
    link = styles.add_style("Link", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = RGBColor.from_string(LIGHT.roles[0][1:])
    link.font.underline = True


def _look(
    style: Any, size: float, colour: str, *, bold: bool = False, before: float = 0, after: float = 0
) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(colour[1:])
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _language(document: Document, code: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("w:lang", val=code, eastAsia=code, bidi="ar-SA"))
    document.core_properties.language = code
    document.settings.element.append(element("w:autoHyphenation", val="true"))
