"""The parts of a DOCX file that `python-docx` has no words for: fields, bookmarks, links, titles of tables, our own lists."""

from __future__ import annotations

import re
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
CHECKLIST, EXERCISES = 90, 91


def held(text: str) -> str:
    """The text without the control characters that a DOCX file can't hold."""
    return _NOT_XML.sub("", text)


def element(tag: str, /, **attributes: object) -> Any:
    """An element of Word's own namespace: `element("w:lang", val="sv-SE")`."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def add_field(paragraph: Paragraph, code: str, shown: str = "1") -> None:
    """A field that the program that opens the file works out, as `PAGE`; `shown` until then."""
    for kind in ("begin", "code", "separate", "shown", "end"):
        run = paragraph.add_run()
        if kind == "code":
            instruction = element("w:instrText")
            instruction.text = code
            run._r.append(instruction)
        elif kind == "shown":
            run.text = shown
        else:
            run._r.append(element("w:fldChar", fldCharType=kind))


def add_bookmark(paragraph: Paragraph, number: int) -> None:
    """Makes the paragraph a place that links lead to: bookmark `p` and its number."""
    paragraph._p.append(element("w:bookmarkStart", id=number, name=f"p{number}"))
    paragraph._p.append(element("w:bookmarkEnd", id=number))


def add_link(paragraph: Paragraph, text: str, *, bookmark: int | None = None, url: str | None = None) -> None:
    """A link to a bookmark of the document or to an address."""
    if url is not None:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    else:
        link = element("w:hyperlink", anchor=f"p{bookmark}")
    run = Run(OxmlElement("w:r"), paragraph)
    run.text = held(text)
    run._r.style = "Link"
    link.append(run._r)
    paragraph._p.append(link)


def shade(paragraph_or_style: Any, ground: str, bar: str) -> None:
    """A ground colour and a bar at the left; colours as `#RRGGBB`."""
    properties = paragraph_or_style.element.get_or_add_pPr()
    borders = element("w:pBdr")
    borders.append(element("w:left", val="single", sz=36, space=6, color=bar[1:]))
    properties.append(borders)
    properties.append(element("w:shd", val="clear", color="auto", fill=ground[1:]))


def repeat_as_header(row: _Row) -> None:
    """Marks the row as the table's header, which is repeated on each page and read out for each cell."""
    keep_whole(row)
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def set_columns(section: Section, count: int) -> None:
    """The section's text stands in so many columns of one width."""
    for old in section._sectPr.findall(qn("w:cols")):
        section._sectPr.remove(old)
    section._sectPr.append(element("w:cols", num=count, space=360))


def keep_whole(row: _Row) -> None:
    """The row stands on one page."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def line_below_rows(table: Table, colour: str) -> None:
    """Thin lines between the rows and below the last one."""
    borders = element("w:tblBorders")
    for side in ("bottom", "insideH"):
        borders.append(element(f"w:{side}", val="single", sz=4, space=0, color=colour[1:]))
    table._tbl.tblPr.append(borders)


def describe(table: Table, title: str) -> None:
    """The table's title for those who do not see it."""
    table._tbl.tblPr.append(element("w:tblCaption", val=held(title)))


def add_lists(document: Document) -> None:
    """The two lists that Word has none of: boxes to tick, and questions 1, 2, 3 with options A, B, C."""
    numbering = document.part.numbering_part.element
    boxes = [("bullet", "☐", 360, 0)]
    questions = [("decimal", "%1", 480, 0), ("upperLetter", "%2", 840, 480)]
    first = numbering.find(qn("w:num"))
    for id, levels in ((CHECKLIST, boxes), (EXERCISES, questions)):
        abstract = element("w:abstractNum", abstractNumId=id)
        abstract.append(element("w:multiLevelType", val="multilevel"))
        for index, (kind, text, left, before) in enumerate(levels):
            level = element("w:lvl", ilvl=index)
            for tag, value in (("start", 1), ("numFmt", kind), ("lvlText", text), ("lvlJc", "left")):
                level.append(element(f"w:{tag}", val=value))
            properties = element("w:pPr")
            properties.append(element("w:ind", left=left, hanging=left - before))
            level.append(properties)
            abstract.append(level)
        first.addprevious(abstract)


def new_list(document: Document, kind: int) -> int:
    """A list of that kind which begins anew; its number."""
    numbering = document.part.numbering_part.element
    number = 1 + max(int(each.get(qn("w:numId"))) for each in numbering.findall(qn("w:num")))
    made = element("w:num", numId=number)
    made.append(element("w:abstractNumId", val=kind))
    if kind == EXERCISES:
        override = element("w:lvlOverride", ilvl=0)
        override.append(element("w:startOverride", val=1))
        made.append(override)
    numbering.append(made)
    return number


def put_in_list(paragraph: Paragraph, number: int, level: int = 0) -> None:
    """Makes the paragraph an item of the list."""
    properties = element("w:numPr")
    properties.append(element("w:ilvl", val=level))
    properties.append(element("w:numId", val=number))
    paragraph._p.get_or_add_pPr().append(properties)
