"""The phone beside a card: what the engine shows the person who has it, with what they fill in and press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from diagrams.geometry import Rectangle
from diagrams.picture import Icon
from diagrams.storyboard.forms.card_drawing import Drawing, drawing
from diagrams.storyboard.story import Answer, Button, Phone, Tick
from diagrams.type.ink import icon, polygon, rounded, words
from diagrams.type.metrics import width
from diagrams.type.palette import Palette
from diagrams.type.typeset import ELLIPSIS, lines
from diagrams.words.storyboard import counted, say

RIM, PAD = 7.0, 20.0
LEFT = RIM + PAD
TITLES, TITLE_LINE = (18.0, 17.0, 16.0, 15.0), 22.0
TEXT, TEXT_LINE = 14.0, 18.5
TEXTS = (TEXT, 13.0, 12.0, 11.0)
SMALL, SMALL_LINE = 12.0, 15.5
GAP = 9.0
_LONG = 60
"""More lines than any text of a routine takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """How wide a phone is, and how high at least. A screen higher than `most` leaves out what matters least, and says what."""

    wide: float
    least: float
    most: float


READ = Body(wide=336.0, least=470.0, most=660.0)
"""For a page that is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """How much of a screen is shown: the choices that are not taken, how many items of lists, how many lines of a text, and
    whether notes, contacts and what is under way at the same time are."""

    any_time: bool = True
    others: bool = True
    ticks: int = _LONG
    answers: int = _LONG
    lines: int = _LONG
    besides: bool = True


_ALL = Fold()
_BRIEF = replace(_ALL, ticks=4, answers=3, lines=5)
_TAKEN = replace(_BRIEF, any_time=False, others=False)
FOLDS = (
    _ALL,
    replace(_ALL, lines=5),
    _BRIEF,
    replace(_BRIEF, any_time=False),
    _TAKEN,
    replace(_TAKEN, besides=False),
    replace(_TAKEN, ticks=3, answers=2, lines=3, besides=False),
    replace(_TAKEN, ticks=2, answers=1, lines=2, besides=False),
)
"""From all to what matters most. What is read gives way before what is pressed; what the step is called and warns of is always there."""

_KEPT = 6
"""Lines of those on a folded screen; only a title that nobody would write has more."""


def phone_drawing(phone: Phone, palette: Palette, language: str, body: Body = READ) -> Drawing:
    """The phone as a picture: as high as its screen needs, and no higher than the body allows where that can be done."""
    screens = (_Screen(phone, palette, language, body, fold) for fold in FOLDS)
    for screen in screens:
        if screen.height <= body.most:
            break
    return drawing(screen.whole(), body.wide, screen.height, phone_words(phone, language), language)


def parted(phone: Phone) -> tuple[Phone, Phone]:
    """The phone as it is read and, scrolled on, as it is filled in and pressed."""
    read = replace(phone, answers=(), buttons=(), beside=())
    pressed = replace(
        phone,
        notice=None,
        emergency=None,
        caution=None,
        text=None,
        note=None,
        checklist=(),
        contacts=(),
        materials=(),
    )
    return read, pressed


def phone_words(phone: Phone, language: str) -> str:
    """What the phone shows, for those who do not see it."""
    return " ".join(
        line if line.endswith((".", "?", "!", ":")) else f"{line}." for line in phone_lines(phone, language)
    )


def phone_lines(phone: Phone, language: str) -> list[str]:
    """What the phone shows, as lines of text in the order of the screen."""
    found = [f"{say('phone of', language, who=phone.owner)}, {phone.clock}: {phone.routine}"]
    found += filter(None, (phone.notice, phone.emergency))
    found.append(f"{phone.place}: {phone.title}" if phone.place else phone.title)
    if phone.caution:
        found.append(say("warning", language, text=phone.caution))
    found += filter(None, (phone.text, phone.note))
    for item in phone.checklist:
        found.append(f"{item.text} ({say('ticked' if item.done else 'not ticked', language)})")
    found += phone.contacts
    found += phone.materials
    found += [answer.said for answer in phone.answers]
    for button in phone.buttons:
        found.append(_button_words(button, language))
    found += [say("side by side", language, title=title) for title in phone.beside]
    return found


def _button_words(button: Button, language: str) -> str:
    said = f"[{button.label}]"
    if button.taken:
        said += f" ← {say('chosen', language)}"
    if button.confirm:
        said += f". {say('asks first', language, text=button.confirm)}"
    if button.hindered:
        said += f" ({button.hindered})"
    return said


class _Screen:
    """The screen while it is drawn from top to bottom; `y` is how far it has come."""

    def __init__(self, phone: Phone, palette: Palette, language: str, body: Body, fold: Fold) -> None:
        self.phone, self.palette, self.language, self.fold = phone, palette, language, fold
        self.wide, self.right = body.wide, body.wide - RIM - PAD
        self.is_less = False
        self.parts: list[str] = []
        self.y = RIM + 8
        self._top()
        self._step()
        self._filled_in(phone.answers)
        self._buttons([button for button in phone.buttons if not button.anytime], None)
        self._buttons([button for button in phone.buttons if button.anytime], say("any time", language))
        self._beside()
        self.height = max(body.least, self.y + PAD + RIM)

    def whole(self) -> list[str]:
        """The phone's body, and the screen on it."""
        body = Rectangle(RIM / 2, RIM / 2, self.wide - RIM / 2, self.height - RIM / 2)
        return [rounded(body, 30, self.palette.surface, self.palette.ink, RIM), *self.parts]

    # The screen from top to bottom

    def _top(self) -> None:
        palette, phone = self.palette, self.phone
        self.parts.append(words(LEFT, self.y + SMALL, phone.clock, SMALL, palette.ink, bold=True))
        room = self.right - LEFT - width(phone.clock, SMALL, True) - 30
        owner = _one_line(phone.owner, SMALL, room)
        x = self.right - width(owner, SMALL)
        self.parts.append(icon("person", x - 17, self.y + 1, palette.muted, 12))
        self.parts.append(words(x, self.y + SMALL, owner, SMALL, palette.muted))
        self.y += 24
        if phone.notice:
            self._notice(phone.notice)
        if phone.emergency:
            self._text(phone.emergency, SMALL, palette.danger, mark="alert", bold=True)
        self._text(phone.routine, SMALL, palette.muted, bold=True)
        self.y -= GAP - 5
        self._rule()

    def _notice(self, notice: str) -> None:
        """What pops up at the top: a bell for the ears is a clock here, as in the big picture."""
        palette = self.palette
        size = _fitting(notice, TEXTS, self.right - LEFT - 42)
        found = self._lines(notice, size, self.right - LEFT - 42, bold=True, kept=True)
        high = len(found) * TEXT_LINE + 16
        box = Rectangle(LEFT - 4, self.y, self.right + 4, self.y + high)
        self.parts.append(rounded(box, 10, palette.now, palette.now_line, 2))
        self.parts.append(icon("clock", LEFT + 7, self.y + 9, palette.on_now))
        self._put(found, LEFT + 31, self.y + 8, size, TEXT_LINE, palette.on_now, bold=True)
        self.y += high + GAP

    def _step(self) -> None:
        palette, phone = self.palette, self.phone
        if phone.place:
            self._text(phone.place, SMALL, palette.roles[0], bold=True)
            self.y -= GAP - 2
        size = _fitting(phone.title, TITLES, self.right - LEFT)
        found = self._lines(phone.title, size, self.right - LEFT, bold=True, kept=True)
        self._put(found, LEFT, self.y, size, TITLE_LINE, palette.ink, bold=True)
        self.y += len(found) * TITLE_LINE + GAP
        if phone.caution:
            self._caution(phone.caution)
        if phone.text:
            self._text(phone.text, TEXT, palette.ink)
        if phone.note and self.fold.besides:
            self._text(phone.note, SMALL, palette.muted, mark="document")
        self._checklist(phone.checklist)
        for contact in phone.contacts if self.fold.besides else ():
            self._text(contact, TEXT, palette.ink, mark="phone")
        for material in phone.materials if self.fold.besides else ():
            self._text(material, TEXT, palette.ink, mark="document")
        if not self.fold.besides and (phone.note or phone.contacts or phone.materials or phone.beside):
            self.is_less = True

    def _caution(self, caution: str) -> None:
        palette = self.palette
        size = _fitting(caution, TEXTS, self.right - LEFT - 40)
        found = self._lines(caution, size, self.right - LEFT - 40, bold=True, kept=True)
        high = len(found) * TEXT_LINE + 14
        box = Rectangle(LEFT, self.y, self.right, self.y + high)
        self.parts.append(rounded(box, 8, palette.danger_ground, palette.danger, 1.6))
        self.parts.append(icon("alert", LEFT + 9, self.y + 8, palette.danger))
        self._put(found, LEFT + 33, self.y + 7, size, TEXT_LINE, palette.danger, bold=True)
        self.y += high + GAP

    def _checklist(self, checklist: Sequence[Tick]) -> None:
        most = min(len(checklist), self.fold.ticks)
        for item in checklist[:most]:
            found = self._lines(item.text, TEXT, self.right - LEFT - 26)
            self._box(LEFT, self.y + 2, item.done)
            self._put(found, LEFT + 26, self.y, TEXT, TEXT_LINE, self.palette.ink)
            self.y += len(found) * TEXT_LINE + 4
        if checklist:
            self.y += GAP - 4
        if len(checklist) > most:
            self._left_out("more items", "one more item", len(checklist) - most)

    def _filled_in(self, answers: Sequence[Answer]) -> None:
        palette = self.palette
        most = min(len(answers), self.fold.answers)
        for answer in answers[:most]:
            self._text(answer.title, SMALL, palette.muted, bold=True)
            self.y -= GAP - 3
            found = self._lines(answer.value, TEXT, self.right - LEFT - 20)
            box = Rectangle(LEFT, self.y, self.right, self.y + len(found) * TEXT_LINE + 10)
            self.parts.append(rounded(box, 6, palette.section, palette.muted, 1.2))
            self._put(found, LEFT + 10, self.y + 4, TEXT, TEXT_LINE, palette.ink)
            self.y = box.bottom + GAP
        if len(answers) > most:
            self._left_out("more items", "one more item", len(answers) - most)

    def _left_out(self, several: str, one: str, count: int) -> None:
        """How many there are besides; on a screen with little room that there is more is told once, at its end."""
        self.is_less = True
        if self.fold.besides:
            told = counted(several, one, count, self.language)
            self._text(told, SMALL, self.palette.muted, italic=True)

    def _buttons(self, buttons: Sequence[Button], heading: str | None) -> None:
        """The buttons, or only the one that is pressed and how many others there are."""
        is_all = self.fold.any_time if heading else self.fold.others
        shown = [button for button in buttons if button.taken or is_all]
        left_out = len(buttons) - len(shown)
        if heading and shown:
            self.y += 2
            self._text(heading, SMALL, self.palette.muted, bold=True)
            self.y -= GAP - 4
        for button in shown:
            self._button(button, small=bool(heading) and not button.taken)
        if left_out:
            several, one = ("any time others", "any time one") if heading else ("others", "one other")
            self._left_out(several, one, left_out)

    def _button(self, button: Button, *, small: bool) -> None:
        palette = self.palette
        letters, leading, pad = (SMALL + 1, SMALL_LINE + 1, 6.0) if small else (TEXT, TEXT_LINE, 9.0)
        ground, line, ink = palette.surface, palette.muted, palette.ink
        if button.taken:
            ground, line, ink = palette.start, palette.start, palette.on_start
        room = self.right - LEFT - 24 - (26 if button.taken else 0)
        letters = letters if small else _fitting(button.label, TEXTS, room)
        found = self._lines(button.label, letters, room, bold=True, kept=True)
        high = len(found) * leading + 2 * pad
        box = Rectangle(LEFT, self.y, self.right, self.y + high)
        if button.taken:
            self.parts.append(rounded(box, 10, ground, palette.ink, 3))
            self._pointer(box)
            self._tick(self.right - 20, box.y, ink)
        else:
            self.parts.append(rounded(box, 10, ground, line, 1.4, dashed=button.hindered is not None))
        self._put(found, LEFT + 12, self.y + pad - 1, letters, leading, ink, bold=True)
        self.y = box.bottom + 7
        if button.confirm:
            asks = say("asks first", self.language, text=button.confirm)
            self._text(asks, SMALL, palette.ink, mark="alert")
        if button.hindered:
            self._text(button.hindered, SMALL, palette.muted, italic=True)

    def _beside(self) -> None:
        for title in self.phone.beside if self.fold.besides else ():
            self.y += 2
            self._text(
                say("side by side", self.language, title=title), SMALL, self.palette.muted, mark="fork"
            )
        if self.is_less and not self.fold.besides:
            self._text(say("more", self.language), SMALL, self.palette.muted, italic=True)

    # Small things

    def _text(
        self,
        text: str,
        size: float,
        colour: str,
        *,
        mark: Icon | None = None,
        bold: bool = False,
        italic: bool = False,
    ) -> None:
        """A paragraph, with a small picture before it where it has one."""
        indent = 21.0 if mark else 0.0
        leading = TEXT_LINE if size >= TEXT else SMALL_LINE
        found = self._lines(text, size, self.right - LEFT - indent, bold=bold)
        if mark:
            self.parts.append(icon(mark, LEFT, self.y + 1, colour, 14))
        self._put(found, LEFT + indent, self.y, size, leading, colour, bold=bold, italic=italic)
        self.y += len(found) * leading + GAP

    def _lines(
        self, text: str, size: float, room: float, *, bold: bool = False, kept: bool = False
    ) -> tuple[str, ...]:
        """The text in lines; where too much is shown, its first ones, the last of which says that there is more.

        What is `kept` is left whole, unless it has more lines than people write.
        """
        found = lines(text, size, room, bold=bold, most=_LONG)
        most = max(self.fold.lines, _KEPT) if kept else self.fold.lines
        if len(found) <= most:
            return found
        self.is_less = True
        more = say("more", self.language) if self.fold.besides else ELLIPSIS  # else told once, at the end
        return (*found[: most - 1], _ending(found[most - 1], more, size, room, bold))

    def _put(
        self,
        found: Sequence[str],
        x: float,
        y: float,
        size: float,
        leading: float,
        colour: str,
        *,
        bold: bool = False,
        italic: bool = False,
    ) -> None:
        """Lines below each other, the first one's top at `y`."""
        for index, line in enumerate(found):
            baseline = y + size * 0.95 + index * leading
            self.parts.append(words(x, baseline, line, size, colour, bold=bold, italic=italic))

    def _rule(self) -> None:
        place = Rectangle(RIM, self.y, self.wide - RIM, self.y + 1)
        self.parts.append(rounded(place, 0, self.palette.section_line, "none", 0))
        self.y += 1 + GAP + 2

    def _box(self, x: float, y: float, done: bool) -> None:
        palette = self.palette
        place = Rectangle(x, y, x + 15, y + 15)
        self.parts.append(rounded(place, 3, palette.done if done else palette.surface, palette.ink, 1.6))
        if done:
            self._tick(x + 7.5, y + 7.5, palette.ink)

    def _tick(self, x: float, y: float, colour: str) -> None:
        self.parts.append(
            f'<path d="M{x - 5:.1f} {y + 0.5:.1f}l3.5 3.6 6.5-7.5" fill="none" stroke="{colour}" '
            'stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/>'
        )

    def _pointer(self, box: Rectangle) -> None:
        """The arrowhead that the big picture points with too."""
        x = box.left - 13
        self.parts.append(
            polygon([(x, box.y - 7), (x + 10, box.y), (x, box.y + 7)], self.palette.ink, self.palette.ink, 1)
        )


def _fitting(text: str, sizes: Sequence[float], room: float) -> float:
    """The largest of the sizes in which no word of the text, in bold, has to be parted."""
    whole = (size for size in sizes if all(width(word, size, True) <= room for word in text.split()))
    return next(whole, sizes[-1])


def _one_line(text: str, size: float, room: float) -> str:
    return lines(text, size, room, most=1)[0] if text.strip() else ""


def _ending(line: str, ending: str, size: float, room: float, bold: bool) -> str:
    """The line cut after a word, so that the ending has room after it."""
    kept = line.removesuffix(ELLIPSIS).split(" ")
    while kept and width(" ".join([*kept, ending]), size, bold) > room:
        kept.pop()
    return " ".join([*kept, ending])
