"""The phone beside a card: what the engine shows the person who has it, with what they fill in and press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagrams.geometry import Rectangle
from diagrams.storyboard.forms.card_drawing import Drawing, drawing
from diagrams.storyboard.forms.phone_column import (
    FOLDS,
    GAP,
    LEFT,
    PAD,
    READ,
    RIM,
    SMALL,
    SMALL_LINE,
    TEXT,
    TEXT_LINE,
    TEXTS,
    TITLE_LINE,
    TITLES,
    Body,
    Column,
    Fold,
    fitting,
    one_line,
)
from diagrams.storyboard.forms.phone_words import phone_words
from diagrams.storyboard.story import Answer, Button, Phone, Tick
from diagrams.type.ink import icon, rounded, words
from diagrams.type.metrics import width
from diagrams.type.palette import Palette
from diagrams.words.storyboard import counted, say
from engine.model.head import RuleKind
from engine.model.standing_rules import HEADINGS


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
        always=(),
        never=(),
        text=None,
        note=None,
        checklist=(),
        contacts=(),
        materials=(),
    )
    return read, pressed


class _Screen(Column):
    """The screen, from the clock at its top to what is under way at the same time."""

    def __init__(self, phone: Phone, palette: Palette, language: str, body: Body, fold: Fold) -> None:
        super().__init__(palette, language, body.wide, fold)
        self.phone = phone
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
        owner = one_line(phone.owner, SMALL, room)
        x = self.right - width(owner, SMALL)
        self.parts.append(icon("person", x - 17, self.y + 1, palette.muted, 12))
        self.parts.append(words(x, self.y + SMALL, owner, SMALL, palette.muted))
        self.y += 24
        if phone.notice:
            self._notice(phone.notice)
        if phone.emergency:
            self.text(phone.emergency, SMALL, palette.danger, mark="alert", bold=True)
        self.text(phone.routine, SMALL, palette.muted, bold=True)
        self.y -= GAP - 5
        self.rule()

    def _notice(self, notice: str) -> None:
        """What pops up at the top: a bell for the ears is a clock here, as in the big picture."""
        palette = self.palette
        size = fitting(notice, TEXTS, self.right - LEFT - 42)
        found = self.lines(notice, size, self.right - LEFT - 42, bold=True, kept=True)
        high = len(found) * TEXT_LINE + 16
        box = Rectangle(LEFT - 4, self.y, self.right + 4, self.y + high)
        self.parts.append(rounded(box, 10, palette.now, palette.now_line, 2))
        self.parts.append(icon("clock", LEFT + 7, self.y + 9, palette.on_now))
        self.put(found, LEFT + 31, self.y + 8, size, TEXT_LINE, palette.on_now, bold=True)
        self.y += high + GAP

    def _step(self) -> None:
        palette, phone = self.palette, self.phone
        if phone.place:
            self.text(phone.place, SMALL, palette.roles[0], bold=True)
            self.y -= GAP - 2
        size = fitting(phone.title, TITLES, self.right - LEFT)
        found = self.lines(phone.title, size, self.right - LEFT, bold=True, kept=True)
        self.put(found, LEFT, self.y, size, TITLE_LINE, palette.ink, bold=True)
        self.y += len(found) * TITLE_LINE + GAP
        if phone.caution:
            self._caution(phone.caution)
        self._rules("always", phone.always, palette.ink)
        self._rules("never", phone.never, palette.danger)
        if phone.text:
            self.text(phone.text, TEXT, palette.ink)
        if phone.note and self.fold.besides:
            self.text(phone.note, SMALL, palette.muted, mark="document")
        self._checklist(phone.checklist)
        for contact in phone.contacts if self.fold.besides else ():
            self.text(contact, TEXT, palette.ink, mark="phone")
        for material in phone.materials if self.fold.besides else ():
            self.text(material, TEXT, palette.ink, mark="document")
        if not self.fold.besides and (
            phone.always or phone.never or phone.note or phone.contacts or phone.materials or phone.beside
        ):
            self.is_less = True

    def _caution(self, caution: str) -> None:
        palette = self.palette
        size = fitting(caution, TEXTS, self.right - LEFT - 40)
        found = self.lines(caution, size, self.right - LEFT - 40, bold=True, kept=True)
        high = len(found) * TEXT_LINE + 14
        box = Rectangle(LEFT, self.y, self.right, self.y + high)
        self.parts.append(rounded(box, 8, palette.danger_ground, palette.danger, 1.6))
        self.parts.append(icon("alert", LEFT + 9, self.y + 8, palette.danger))
        self.put(found, LEFT + 33, self.y + 7, size, TEXT_LINE, palette.danger, bold=True)
        self.y += high + GAP

    def _rules(self, kind: RuleKind, rules: Sequence[str], ink: str) -> None:
        """What always, or never, holds: a small heading, and a line for each."""
        if not rules or not self.fold.besides:
            return
        self.text(HEADINGS[kind].say(self.language), SMALL, ink, bold=True)
        self.y -= GAP - 3
        for rule in rules:
            self.text(rule, SMALL, ink)

    def _checklist(self, checklist: Sequence[Tick]) -> None:
        most = min(len(checklist), self.fold.ticks)
        for item in checklist[:most]:
            found = self.lines(item.text, TEXT, self.right - LEFT - 26)
            self.box(LEFT, self.y + 2, item.done)
            self.put(found, LEFT + 26, self.y, TEXT, TEXT_LINE, self.palette.ink)
            self.y += len(found) * TEXT_LINE + 4
        if checklist:
            self.y += GAP - 4
        if len(checklist) > most:
            self._left_out("more items", "one more item", len(checklist) - most)

    def _filled_in(self, answers: Sequence[Answer]) -> None:
        palette = self.palette
        most = min(len(answers), self.fold.answers)
        for answer in answers[:most]:
            self.text(answer.title, SMALL, palette.muted, bold=True)
            self.y -= GAP - 3
            found = self.lines(answer.value, TEXT, self.right - LEFT - 20)
            box = Rectangle(LEFT, self.y, self.right, self.y + len(found) * TEXT_LINE + 10)
            self.parts.append(rounded(box, 6, palette.section, palette.muted, 1.2))
            self.put(found, LEFT + 10, self.y + 4, TEXT, TEXT_LINE, palette.ink)
            self.y = box.bottom + GAP
        if len(answers) > most:
            self._left_out("more items", "one more item", len(answers) - most)

    def _left_out(self, several: str, one: str, count: int) -> None:
        """How many there are besides; on a screen with little room that there is more is told once, at its end."""
        self.is_less = True
        if self.fold.besides:
            told = counted(several, one, count, self.language)
            self.text(told, SMALL, self.palette.muted, italic=True)

    def _buttons(self, buttons: Sequence[Button], heading: str | None) -> None:
        """The buttons, or only the one that is pressed and how many others there are."""
        is_all = self.fold.any_time if heading else self.fold.others
        shown = [button for button in buttons if button.taken or is_all]
        left_out = len(buttons) - len(shown)
        if heading and shown:
            self.y += 2
            self.text(heading, SMALL, self.palette.muted, bold=True)
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
        letters = letters if small else fitting(button.label, TEXTS, room)
        found = self.lines(button.label, letters, room, bold=True, kept=True)
        high = len(found) * leading + 2 * pad
        box = Rectangle(LEFT, self.y, self.right, self.y + high)
        if button.taken:
            self.parts.append(rounded(box, 10, ground, palette.ink, 3))
            self.pointer(box)
            self.tick(self.right - 20, box.y, ink)
        else:
            self.parts.append(rounded(box, 10, ground, line, 1.4, dashed=button.hindered is not None))
        self.put(found, LEFT + 12, self.y + pad - 1, letters, leading, ink, bold=True)
        self.y = box.bottom + 7
        if button.confirm:
            asks = say("asks first", self.language, text=button.confirm)
            self.text(asks, SMALL, palette.ink, mark="alert")
        if button.hindered:
            self.text(button.hindered, SMALL, palette.muted, italic=True)

    def _beside(self) -> None:
        for title in self.phone.beside if self.fold.besides else ():
            self.y += 2
            self.text(say("side by side", self.language, title=title), SMALL, self.palette.muted, mark="fork")
        if self.is_less and not self.fold.besides:
            self.text(say("more", self.language), SMALL, self.palette.muted, italic=True)
