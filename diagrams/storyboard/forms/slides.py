"""A storyboard as slides (PPTX): one a card, with text that can be edited and read aloud, two pictures, and the trainer's notes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from math import inf
from threading import Lock
from typing import Any

from cachetools import LRUCache
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Pt

from diagrams.storyboard.forms.card_drawing import Drawing
from diagrams.storyboard.forms.phone_column import Body
from diagrams.storyboard.forms.phone_drawing import parted, phone_drawing
from diagrams.storyboard.forms.trail_drawing import trail_drawing
from diagrams.storyboard.story import Card, Phone, Storyboard
from diagrams.type.metrics import width
from diagrams.type.palette import THEMES, Palette
from diagrams.type.typeset import lines
from diagrams.words.storyboard import say
from diagrams.writing.office import EPOCH, FONT, LONGEST_PROPERTY, repeatable
from diagrams.writing.png import pngs

WIDE, HIGH = 960.0, 540.0
"""A slide in points: 16 to 9."""

EDGE, TOP, BOTTOM, GAP = 26.0, 104.0, 16.0, 16.0
TRAIL_WIDE, PHONE_WIDE = 300.0, 286.0
TEXT_WIDE = WIDE - 2 * EDGE - PHONE_WIDE - TRAIL_WIDE - 2 * GAP
BETWEEN = EDGE + TEXT_WIDE + GAP
"""Where the left one of the pictures begins."""

ROOM = HIGH - TOP - BOTTOM
"""How high the text and the pictures of a card may be."""

TITLE_SIZES, TEXT_SIZES = (28.0, 24.0, 20.0, 16.0, 14.0), (22.0, 20.0, 18.0, 16.0, 14.0, 12.0, 11.0, 10.0)
WHEN_SIZES = (18.0, 16.0, 14.0, 12.0)

PHONE_SCALES = (1.16, 1.08, 1.0, 0.93)
"""How large a phone is drawn: as large as shows all of it. The largest is read from the back of a room."""

SCALES_OF_TWO = (*PHONE_SCALES, 0.8, 0.72)
"""The same of a phone that is shown as two, its buttons beside what stands above them; a screen longer than that is folded."""

TRAIL_MOST = 350.0
"""A trail as high as the room has its boxes as large as its width allows."""

LEADING = 1.25

POINTS_EACH = 2.0
"""Points of a picture for each of the slide's: as many as a screen of 1920 × 1080 shows."""

_MOST_KEPT = 32_000_000
"""Bytes of pictures that are remembered: some seven hundred."""

_TITLE_SLIDE, _TITLE_AND_CONTENT = 0, 1
_LANGUAGES = {"sv": MSO_LANGUAGE_ID.SWEDISH, "en": MSO_LANGUAGE_ID.ENGLISH_UK}


def slides(storyboard: Storyboard, theme: str = "light") -> bytes:
    """The storyboard as a PPTX document: a title slide, then one slide for each card."""
    made = Presentation(io.BytesIO(_template()))
    _about(made.core_properties, storyboard)
    writer = _Slides(made, storyboard, THEMES[theme])
    shown = [writer.pictures(card) for card in storyboard.cards]
    points = _points([each for pictures in shown for each in pictures])
    writer.title_slide()
    for card, pictures in zip(storyboard.cards, shown, strict=True):
        writer.card(card, [(each, points[each]) for each in pictures])
    return repeatable(_saved(made))


def phones(phone: Phone, palette: Palette, language: str) -> tuple[Drawing, ...]:
    """The phone; or as two, what one reads and what one presses, where one does not show all of it."""
    parts = parted(phone)
    for shown, scales in (((phone,), PHONE_SCALES), (parts, SCALES_OF_TWO)):
        for scale in scales:
            body = Body(wide=PHONE_WIDE / scale, least=ROOM / scale, most=inf)
            drawn = tuple(phone_drawing(each, palette, language, body) for each in shown)
            if all(each.height <= body.least for each in drawn):
                return drawn
    room = ROOM / SCALES_OF_TWO[-1]
    body = Body(wide=PHONE_WIDE / SCALES_OF_TWO[-1], least=room, most=room)
    return tuple(phone_drawing(each, palette, language, body) for each in parts)


def _about(properties: Any, storyboard: Storyboard) -> None:
    properties.title = f"{storyboard.scenario} – {storyboard.title}"[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = "Rutin"
    properties.language = storyboard.language
    properties.subject = say("storyboard", storyboard.language)
    properties.created = properties.modified = EPOCH


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph on a slide; `apart` has room above."""

    text: str
    bold: bool = False
    muted: bool = False
    large: bool = False
    apart: bool = False

    def size(self, size: float) -> float:
        """The size of its letters where others have `size`."""
        return size * 1.25 if self.large else size

    def above(self, size: float) -> float:
        """The room above it."""
        return size * (0.8 if self.apart else 0.3)


@dataclass(frozen=True, slots=True)
class _Picture:
    """A drawing in its place on a slide: as wide as it may be, and named for those who go through what lies there."""

    drawn: Drawing
    x: float
    wide: float
    name: str

    @property
    def scale(self) -> float:
        """How large it is drawn: as large as its place lets it be."""
        return min(self.wide / self.drawn.width, ROOM / self.drawn.height)


class _Slides:
    def __init__(self, made: Any, storyboard: Storyboard, palette: Palette) -> None:
        self.made, self.storyboard, self.palette = made, storyboard, palette
        self.language = storyboard.language

    def title_slide(self) -> None:
        board, language = self.storyboard, self.language
        slide = self._slide(_TITLE_SLIDE)
        room = WIDE - 2 * EDGE
        self._heading(slide.shapes.title, board.scenario, EDGE, 110, room, 150, (40.0, *TITLE_SIZES))
        told = [
            _Line(f"{say('storyboard', language)}: {board.title}", bold=True),
            _Line(say("version", language, number=board.version)),
            _Line(say("roles", language, who=", ".join(board.roles))),
        ]
        self._body(slide.placeholders[1], told, EDGE, 280, room, 180)
        said = [*filter(None, [board.purpose]), say("true", language), say("slides", language)]
        self._notes(slide, said)

    def pictures(self, card: Card) -> tuple[_Picture, ...]:
        """Where the routine is, and the phone; or the phone as two."""
        named = say("phone of", self.language, who=card.phone.owner)
        *above, phone = phones(card.phone, self.palette, self.language)
        if above:
            beside = _Picture(above[0], BETWEEN, TRAIL_WIDE, named)
        else:
            trail = trail_drawing(card.trail, self.palette, self.language, "", TRAIL_MOST)
            beside = _Picture(trail, BETWEEN, TRAIL_WIDE, say("where", self.language))
        return beside, _Picture(phone, WIDE - EDGE - PHONE_WIDE, PHONE_WIDE, named)

    def card(self, card: Card, pictures: Sequence[tuple[_Picture, bytes]]) -> None:
        slide = self._slide(_TITLE_AND_CONTENT)
        self._heading(
            slide.shapes.title, f"{card.number}. {card.title}", EDGE, 14, WIDE - 2 * EDGE, 48, TITLE_SIZES
        )
        when = slide.shapes.add_textbox(0, 0, 0, 0)
        when.name = say("clock", self.language)
        self._body(when, [self._when(card)], EDGE, 66, WIDE - 2 * EDGE, 28, WHEN_SIZES)
        self._body(slide.placeholders[1], self._lines(card), EDGE, TOP, TEXT_WIDE, ROOM)
        for picture, points in pictures:
            self._picture(slide, picture, points)
        said = [card.caption]
        for note in card.notes:
            said += ["", note.title.upper(), *note.lines]
        self._notes(slide, said)

    def _when(self, card: Card) -> _Line:
        """When and who, in which step of which routine: one line below the heading."""
        said = [card.clock, card.waited or card.passed, card.who]
        if card.step:
            said.append(say("step", self.language, number=card.step))
        if card.elsewhere:
            said.append(say("in routine", self.language, title=card.elsewhere))
        return _Line(" · ".join(said), muted=True)

    def _lines(self, card: Card) -> list[_Line]:
        language = self.language
        found = [_Line(card.caption, large=True)]
        if card.filled_in:
            found.append(_Line(say("filled in", language), bold=True, apart=True))
            found += [_Line(each.said) for each in card.filled_in]
        if card.events:
            found.append(_Line(say("happens", language), bold=True, apart=True))
            found += [_Line(f"→ {each.text}") for each in card.events]
        return found

    # Pieces

    def _slide(self, layout: int) -> Any:
        slide = self.made.slides.add_slide(self.made.slide_layouts[layout])
        ground = slide.background.fill
        ground.solid()
        ground.fore_color.rgb = _rgb(self.palette.ground)
        return slide

    def _heading(
        self, shape: Any, text: str, x: float, y: float, wide: float, high: float, sizes: Sequence[float]
    ) -> None:
        _put(shape, x, y, wide, high)
        fitting = (size for size in sizes if _fits([_Line(text, bold=True)], size, wide, high))
        self._write(shape.text_frame, [_Line(text, bold=True)], next(fitting, sizes[-1]))
        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE

    def _body(
        self,
        shape: Any,
        told: Sequence[_Line],
        x: float,
        y: float,
        wide: float,
        high: float,
        sizes: Sequence[float] = TEXT_SIZES,
    ) -> None:
        _put(shape, x, y, wide, high)
        fitting = (size for size in sizes if _fits(told, size, wide, high))
        self._write(shape.text_frame, told, next(fitting, sizes[-1]))
        shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP

    def _write(self, frame: Any, told: Sequence[_Line], size: float) -> None:
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for index, line in enumerate(told):
            paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
            _no_bullet(paragraph)
            paragraph.space_before = Pt(line.above(size) if index else 0)
            run = paragraph.add_run()
            run.text = line.text
            run.font.name, run.font.size = FONT, Pt(line.size(size))
            run.font.bold = line.bold
            run.font.language_id = _LANGUAGES.get(self.language, MSO_LANGUAGE_ID.SWEDISH)
            run.font.color.rgb = _rgb(self.palette.muted if line.muted else self.palette.ink)

    def _picture(self, slide: Any, picture: _Picture, points: bytes) -> None:
        wide, high = picture.drawn.width * picture.scale, picture.drawn.height * picture.scale
        x = picture.x + (picture.wide - wide) / 2
        shape = slide.shapes.add_picture(io.BytesIO(points), Pt(x), Pt(TOP), Pt(wide), Pt(high))
        shape.name = picture.name
        shape._element.nvPicPr.cNvPr.set("descr", picture.drawn.words)

    def _notes(self, slide: Any, said: Sequence[str]) -> None:
        slide.notes_slide.notes_text_frame.text = "\n".join(said)


_kept: LRUCache[tuple[bytes, float], bytes] = LRUCache(_MOST_KEPT, getsizeof=len)
_kept_lock = Lock()


def _points(pictures: Sequence[_Picture]) -> dict[_Picture, bytes]:
    """The pictures as PNG, all that are new at once; a trail is the same while reminders come, and a routine's scenarios begin alike."""
    marks = {picture: _mark(picture) for picture in pictures}
    with _kept_lock:
        found = {mark: _kept[mark] for mark in marks.values() if mark in _kept}
    new = {mark: picture for picture, mark in marks.items() if mark not in found}
    drawn = pngs([(each.drawn.svg, POINTS_EACH * each.scale) for each in new.values()])
    found |= zip(new, drawn, strict=True)
    with _kept_lock:
        _kept.update(found)
    return {picture: found[mark] for picture, mark in marks.items()}


def _mark(picture: _Picture) -> tuple[bytes, float]:
    """Tells a picture from others, without keeping its drawing."""
    return sha256(picture.drawn.svg.encode("utf-8", "surrogatepass")).digest(), picture.scale


@cache
def _template() -> bytes:
    """The library's own empty presentation, whose slides are 4 to 3, with slides as wide as they are to be."""
    made = Presentation()
    more = Pt(WIDE) / made.slide_width
    made.slide_width, made.slide_height = Pt(WIDE), Pt(HIGH)
    for layout in (made.slide_master, *made.slide_layouts):
        for shape in layout.placeholders:
            shape.left, shape.top, shape.width, shape.height = (
                round(shape.left * more),
                shape.top,
                round(shape.width * more),
                shape.height,
            )
    return _saved(made)


def _saved(presentation: Any) -> bytes:
    content = io.BytesIO()
    presentation.save(content)
    return content.getvalue()


def _fits(told: Sequence[_Line], size: float, wide: float, high: float) -> bool:
    """Whether the paragraphs have room with letters of that size, and no word has to be parted."""
    words = (width(word, line.size(size), line.bold) <= wide for line in told for word in line.text.split())
    return _height(told, size, wide) <= high and all(words)


def _height(told: Sequence[_Line], size: float, wide: float) -> float:
    """How high the paragraphs become with letters of that size."""
    high = 0.0
    for line in told:
        letters = line.size(size)
        high += len(
            lines(line.text, letters, wide, bold=line.bold, most=99)
        ) * letters * LEADING + line.above(size)
    return high


def _put(shape: Any, x: float, y: float, wide: float, high: float) -> None:
    shape.left, shape.top, shape.width, shape.height = Pt(x), Pt(y), Pt(wide), Pt(high)


def _no_bullet(paragraph: Any) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.set("algn", "l")
    properties.append(properties.makeelement(qn("a:buNone"), {}))


def _rgb(colour: str) -> RGBColor:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]
