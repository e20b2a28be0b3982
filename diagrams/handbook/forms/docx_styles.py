"""How a DOCX handbook looks: its styles, which whoever edits it can change in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor

from diagrams.handbook.forms.docx_parts import add_lists, element, shade
from diagrams.type.palette import LIGHT
from diagrams.writing.office import FONT

_HEADINGS = (
    (20, LIGHT.ink),
    (14, LIGHT.roles[0]),
    (12, LIGHT.ink),
    (10.5, LIGHT.ink),
    (10.5, LIGHT.ink),
    (10.5, LIGHT.ink),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """The air around what stands on a page, and from the paper's `edge` to what stands above and below it."""

    side: Length
    top: Length
    bottom: Length
    edge: Length

    def put(self, section: Section) -> None:
        """Give the section these margins."""
        section.left_margin = section.right_margin = self.side
        section.top_margin, section.bottom_margin = self.top, self.bottom
        section.header_distance = section.footer_distance = self.edge


TEXT_MARGINS = Margins(side=Mm(18), top=Mm(19), bottom=Mm(15), edge=Mm(8))
_LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}


def empty_document(language: str) -> Document:
    """A document on A4 with our styles, in `language`."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    TEXT_MARGINS.put(section)
    _styles(document)
    _language(document, _LANGUAGES.get(language, language))
    add_lists(document)
    return document


def _styles(document: Document) -> None:
    styles: Any = document.styles
    _look(styles["Normal"], 9.5, LIGHT.ink, after=2)
    _look(styles["Title"], 30, LIGHT.ink, bold=True, after=12)
    borders = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        styles["Title"].element.pPr.remove(borders)
    for level, (size, colour) in enumerate(_HEADINGS, 1):
        _look(styles[f"Heading {level}"], size, colour, bold=True, before=9 if level < 4 else 6, after=2)
        styles[f"Heading {level}"].font.italic = False
    for name in ("Header", "Footer"):
        _look(styles[name], 9, LIGHT.muted)
        styles[name].paragraph_format.tab_stops.clear_all()
    for name in ("List Bullet", "List Bullet 2", "List Paragraph"):
        _look(styles[name], 9.5, LIGHT.ink, after=1)
    # Word's own style leaves no room between its paragraphs, so that a question would run into the one before.
    properties = styles["List Paragraph"].element.pPr
    properties.remove(properties.find(qn("w:contextualSpacing")))
    for name, size, colour, bold in (
        ("Document Type", 11, LIGHT.roles[0], True),
        ("Fine Print", 9, LIGHT.muted, False),
        ("Moment", 9, LIGHT.ink, False),
        ("Cell", 9, LIGHT.ink, False),
        ("Caution", 9.5, LIGHT.ink, False),
        ("Alert", 12, LIGHT.danger, True),
    ):
        _look(styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), size, colour, bold=bold, after=2)
    styles["Cell"].paragraph_format.space_after = Pt(1)
    styles["Moment"].paragraph_format.left_indent = Pt(9)
    styles["Cell"].paragraph_format.space_after = Pt(1)
    styles["Moment"].paragraph_format.first_line_indent = Pt(-9)
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
