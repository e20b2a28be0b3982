"""The handbook as DOCX, for those who edit it: real headings, lists, tables and links, and pictures with their alternative text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import count
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line

from diagrams.handbook import document as said
from diagrams.handbook.forms.docx_parts import (
    CHECKLIST,
    EXERCISES,
    add_bookmark,
    add_field,
    add_link,
    describe,
    held,
    keep_whole,
    line_below_rows,
    new_list,
    put_in_list,
    repeat_as_header,
    set_columns,
)
from diagrams.handbook.forms.docx_styles import TEXT_MARGINS, Margins, empty_document
from diagrams.paper.pagination import MARGIN
from diagrams.type.palette import LIGHT
from diagrams.words.handbook import say
from diagrams.writing.office import EPOCH, LONGEST_PROPERTY, repeatable
from diagrams.writing.png import png, size_of

_SHORT, _LONG = Mm(210), Mm(297)
_WIDE = Length(_SHORT - 2 * TEXT_MARGINS.side)

_PICTURE_MARGINS = Margins(side=Pt(MARGIN), top=Mm(14), bottom=Mm(12), edge=Mm(6))
"""Around a picture, which is as wide as the paper is between the margins that it was made for."""

_FIRST_COLUMNS = ((4, Mm(16)), (14, Mm(30)))
"""How wide the first column of a table is, by the most characters in it: numbers, times of day; else it is names."""

_DOTS_EACH = 200 / 72
"""Dots of a picture for each point: what is sharp in print."""


def handbook_docx(handbook: said.Handbook) -> bytes:
    """The handbook as a DOCX file; the same handbook gives the same bytes."""
    content = io.BytesIO()
    _Writer(handbook).written().save(content)
    return repeatable(content.getvalue())


class _Writer:
    """Writes one handbook into a document, from top to bottom."""

    def __init__(self, handbook: said.Handbook) -> None:
        self._handbook = handbook
        self._document: Document = empty_document(handbook.language)
        numbers = count(1)
        self._bookmarks = {id: next(numbers) for id in said.all_ids(handbook)}
        self._styles = {each.name: each.style_id for each in self._document.styles}
        self._mark = say("undecided mark", handbook.language)

    def written(self) -> Document:
        """The whole document."""
        document, handbook = self._document, self._handbook
        properties = document.core_properties
        properties.title = held(handbook.title)[:LONGEST_PROPERTY]
        properties.author = properties.last_modified_by = properties.comments = ""
        properties.created = properties.modified = EPOCH
        if handbook.is_set:
            self._line(handbook.title, "Title")
            if handbook.applies_to:
                self._line(handbook.applies_to)
            self._contents()
            self._running(handbook.title, "", handbook.title)
        for index, chapter in enumerate(handbook.chapters):
            self._chapter(chapter, is_first=index == 0 and not handbook.is_set)
        return document

    def _contents(self) -> None:
        """A table of contents that Word can make anew; it is filled in already, since not every program does."""
        self._line(self._word("contents"), "TOC Heading")
        for chapter in self._handbook.chapters:
            add_link(self._paragraph(), chapter.title, bookmark=self._bookmarks[chapter.id])

    def _chapter(self, chapter: said.Chapter, *, is_first: bool) -> None:
        if not is_first:
            self._new_page(turned=False)
        self._running(chapter.title, chapter.running, chapter.type)
        self._line(chapter.type.upper(), "Document Type")
        self._heading(chapter.title, 1, chapter.id)
        self._head(chapter.head)
        for section in chapter.official:
            self._section(section, 2)
        for index, section in enumerate(chapter.training):
            pages = [
                page for block in section.blocks if isinstance(block, said.Figure) for page in block.pages
            ]
            if section.own_page:
                self._new_page(
                    turned=self._are_wide(pages), margins=_PICTURE_MARGINS if pages else TEXT_MARGINS
                )
            if index == 0:
                running = f"{self._word('training')} · {chapter.running}"
                self._running(chapter.title, running, chapter.type)
            self._section(section, 2)

    def _new_page(self, *, turned: bool, margins: Margins = TEXT_MARGINS) -> None:
        """Begins a page, upright or on its side; what stands at its top and bottom goes on from the page before."""
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (_LONG, _SHORT) if turned else (_SHORT, _LONG)
        margins.put(section)

    def _are_wide(self, pages: Sequence[str]) -> bool:
        """Whether they are pictures that are wider than high."""
        sizes = [size_of(self._handbook.pictures[page]) for page in pages]
        return bool(sizes) and all(wide > high for wide, high in sizes)

    def _running(self, left: str, right: str, foot: str) -> None:
        """What stands at the top and the bottom of the pages of the section that has been begun."""
        section = self._document.sections[-1]
        for part, words in ((section.header, left), (section.footer, foot)):
            part.is_linked_to_previous = False
            line = part.paragraphs[0]
            line.paragraph_format.tab_stops.clear_all()
            line.paragraph_format.tab_stops.add_tab_stop(self._wide(section), WD_TAB_ALIGNMENT.RIGHT)
            line.add_run(held(words) + "\t")
        section.header.paragraphs[0].add_run(held(right))
        page, of = self._word("page").split("1")[:2]
        foot_line = section.footer.paragraphs[0]
        foot_line.add_run(page)
        add_field(foot_line, "PAGE")
        foot_line.add_run(of)
        add_field(foot_line, "NUMPAGES")

    def _wide(self, section: Section) -> Length:
        """How wide the text of the section is."""
        sides = (section.left_margin, section.right_margin)
        return Length((section.page_width or _SHORT) - sum(int(side or 0) for side in sides))

    def _head(self, pairs: tuple[tuple[str, str], ...]) -> None:
        table = self._table(2, (Mm(58), Length(_WIDE - Mm(58))))
        for name, value in pairs:
            row = table.add_row()
            self._cell(row.cells[0], name, colour=LIGHT.muted)
            self._cell(row.cells[1], value, bold=len(value) <= said.SHORT)
        describe(table, self._word("head"))

    def _section(self, section: said.Section, level: int) -> None:
        self._heading(section.title, level, section.id)
        for before, block in zip((None, *section.blocks), section.blocks, strict=False):
            if isinstance(before, said.Table) and isinstance(block, said.Table):
                self._paragraph("Fine Print")  # Two tables with nothing between them become one.
            self._block(block, level)
        if section.columns > 1:
            self._flow(section.columns)
        for part in section.parts:
            self._section(part, level + 1)
        if section.columns > 1:
            self._flow(1)

    def _flow(self, columns: int) -> None:
        """What comes stands in so many columns, on the same page."""
        self._document.add_section(WD_SECTION.CONTINUOUS)
        set_columns(self._document.sections[-1], columns)

    def _block(self, block: said.Block, level: int) -> None:
        match block:
            case said.Paragraph():
                self._line(block.text)
            case said.Alert():
                self._line(block.text, "Alert")
            case said.Bullets():
                for item in block.items:
                    self._line(item, "List Bullet")
            case said.Table():
                self._rows(block)
            case said.Moments():
                for clock, told in block.moments:
                    line = self._paragraph("Moment")
                    self._write(line, f"{clock}  ", bold=True)
                    self._write(line, told)
            case said.Contacts():
                for person in block.people:
                    self._person(person)
            case said.Links():
                for place in block.places:
                    line = self._paragraph("List Bullet")
                    self._write(line, place.title)
                    if place.url:
                        self._write(line, ": ")
                        add_link(line, place.url, url=place.url)
            case said.Entries():
                for entry in block.entries:
                    self._entry(entry, level + 1)
            case said.Overview():
                self._flow(2)
                for entry in block.entries:
                    line = self._paragraph("List Paragraph")
                    self._write(line, f"{entry.number}  ", bold=True)
                    add_link(line, entry.title, bookmark=self._bookmarks[entry.id])
                    if entry.who:
                        self._write(line, f"  {entry.who}", colour=LIGHT.muted)
                self._flow(1)
            case said.Figure():
                self._pictures(block)
            case said.Exercises():
                self._exercises(block)

    def _entry(self, entry: said.Entry, level: int) -> None:
        number = entry.number or self._word("end")
        heading = self._heading(f"{number}  {entry.title}", level, entry.id)
        if entry.who:
            heading.paragraph_format.tab_stops.add_tab_stop(_WIDE, WD_TAB_ALIGNMENT.RIGHT)
            self._write(heading, f"\t{entry.who}", colour=LIGHT.muted)
            heading.runs[-1].bold, heading.runs[-1].font.size = False, Pt(9)
        if entry.caution:
            self._named("caution", entry.caution, "Caution")
        if entry.text:
            self._line(entry.text)
        if entry.checklist:
            boxes = new_list(self._document, CHECKLIST)
            for item in entry.checklist:
                put_in_list(self._line(item, "List Paragraph"), boxes)
        if entry.note:
            self._named("note", entry.note)
        if entry.help:
            self._named("help", entry.help, "Fine Print")
        for way in entry.ways:
            self._way(way)
        for time in entry.deadlines:
            self._remarks([(time.when, time.what)])
        if entry.remarks:
            self._remarks([(remark.name, remark.text) for remark in entry.remarks])

    def _way(self, way: said.Instruction) -> None:
        line = self._paragraph("List Bullet")
        if way.when:
            self._write(line, f"{way.when}: ", bold=True)
        if way.target in self._bookmarks:
            add_link(line, way.then, bookmark=self._bookmarks[way.target])
        else:
            self._write(line, way.then)
        self._write(line, " ".join((".", *way.details)))

    def _named(self, key: str, text: str, style: str = "Normal") -> None:
        line = self._paragraph(style)
        self._write(line, f"{self._word(key)}: ", bold=True)
        self._write(line, text)

    def _remarks(self, named: Sequence[tuple[str, str]]) -> None:
        """What is said about an entry in fine print, on one line where it has room."""
        line = self._paragraph("Fine Print")
        for index, (name, text) in enumerate(named):
            self._write(line, f"{'   ' if index else ''}{name}: ", bold=True)
            self._write(line, text)

    def _person(self, person: said.Contact) -> None:
        line = self._paragraph("List Bullet")
        line.paragraph_format.keep_with_next = True  # So that no page holds the links alone.
        self._write(line, person.title, bold=True)
        if person.phone:
            self._write(line, ", ")
            add_link(line, person.phone, url="tel:" + person.phone.replace(" ", "").replace("-", ""))
        if person.email:
            self._write(line, ", ")
            add_link(line, person.email, url=f"mailto:{person.email}")

    def _rows(self, block: said.Table) -> None:
        widest = max((len(row[0]) for row in block.rows), default=0)
        first = next((width for most, width in _FIRST_COLUMNS if widest <= most), Mm(46))
        parts = [3 if column == block.longest else 2 for column in range(1, len(block.columns))]
        rest = (Length((_WIDE - first) * part // sum(parts)) for part in parts)
        table = self._table(len(block.columns), (Length(first), *rest))
        head = table.add_row()
        for cell, column in zip(head.cells, block.columns, strict=True):
            self._cell(cell, column, bold=True, colour=LIGHT.muted)
        repeat_as_header(head)
        for row in block.rows:
            line = table.add_row()
            keep_whole(line)
            for index, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
                self._cell(cell, text, bold=index == 0)
        describe(table, block.title)

    def _table(self, columns: int, widths: tuple[Length, ...]) -> Any:
        table = self._document.add_table(0, columns)
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        line_below_rows(table, LIGHT.section_line)
        return table

    def _cell(self, cell: Any, text: str, *, bold: bool = False, colour: str | None = None) -> None:
        line = cell.paragraphs[0]
        line._p.style = self._styles["Cell"]
        self._write(line, text, bold=bold, colour=colour)

    def _pictures(self, block: said.Figure) -> None:
        """Each page of the picture, with its number where there are several: in the title's line of the first, above the others."""
        wide = self._wide(self._document.sections[-1])
        captions = block.captions(self._handbook.language)
        for index, (page, caption) in enumerate(zip(block.pages, captions, strict=True)):
            line = self._document.paragraphs[-1] if index == 0 else self._paragraph("Fine Print")
            line.paragraph_format.tab_stops.add_tab_stop(wide, WD_TAB_ALIGNMENT.RIGHT)
            line.paragraph_format.keep_with_next = True
            if caption:
                self._write(line, f"\t{caption}", colour=LIGHT.muted)
                line.runs[-1].bold, line.runs[-1].font.size = False, Pt(9)
            self._picture(page, block)

    def _picture(self, page: str, block: said.Figure) -> None:
        """A picture as large as it is made, so that its text is as large as on a sheet of its own."""
        drawing = self._handbook.pictures[page]
        drawn = png(drawing, scale=_DOTS_EACH)
        wide, high = size_of(drawing)
        picture = self._document.add_picture(io.BytesIO(drawn), Pt(wide), Pt(high))
        picture._inline.docPr.set("descr", held(block.alternative))
        picture._inline.docPr.set("title", held(block.title))

    def _exercises(self, block: said.Exercises) -> None:
        numbers = new_list(self._document, EXERCISES)
        self._flow(2)
        for exercise in block.exercises:
            line = self._paragraph("List Paragraph")
            self._write(line, exercise.text, bold=True)
            line.paragraph_format.space_before = Pt(9)
            line.paragraph_format.keep_with_next = True
            put_in_list(line, numbers)
            for index, option in enumerate(exercise.options, 1):
                answer = self._line(option, "List Paragraph")
                answer.paragraph_format.keep_with_next = index < len(exercise.options)
                put_in_list(answer, numbers, 1)
        self._flow(1)

    def _heading(self, text: str, level: int, id: str) -> Line:
        heading = self._line(text, f"Heading {min(level, 6)}")
        add_bookmark(heading, self._bookmarks[id])
        return heading

    def _line(self, text: str, style: str = "Normal") -> Line:
        line = self._paragraph(style)
        self._write(line, text)
        return line

    def _paragraph(self, style: str = "Normal") -> Line:
        """An empty paragraph. Its style is set by id, since the search of `python-docx` by name takes longer than all the rest."""
        line = self._document.add_paragraph()
        line._p.style = self._styles[style]
        return line

    def _write(self, line: Line, text: str, *, bold: bool = False, colour: str | None = None) -> None:
        """Adds the text, with what is not decided yet made to stand out."""
        for index, part in enumerate(held(text).split(self._mark)):
            if index:
                run = line.add_run(self._mark)
                run.bold, run.font.color.rgb = True, RGBColor.from_string(LIGHT.danger[1:])
            if part:
                run = line.add_run(part)
                run.bold = bold or None
                if colour:
                    run.font.color.rgb = RGBColor.from_string(colour[1:])

    def _word(self, key: str) -> str:
        return say(key, self._handbook.language)
