"""What a handbook says, as frozen values without any format: chapters of sections of blocks. All texts are in the handbook's language.

`web.py`, `paper.py` and `word.py` turn the same value into HTML, PDF and DOCX; they decide how things look, never what is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from diagrams.kinds import EntryKind
from diagrams.words.handbook import say

SHORT = 80
"""A value of a chapter's head that is longer is read, not looked up, and does not stand in bold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What must not be missed, as the emergency number."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list in no order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of texts under named columns. `title` is for those who do not see the table. The first cell of a row names the row.

    `longest` is the index of the column that has the most to say.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    longest: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """A story in few words: (time of day, what happens then), in order. `title` is for those who do not see it."""

    title: str
    moments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody to call or write to."""

    title: str
    phone: str | None
    email: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """Whom to call and write to."""

    people: tuple[Contact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebLink:
    """Where more is to be read; without an address it is a title only."""

    title: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where more is to be read."""

    places: tuple[WebLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One way out of a state, in words: «Om ”Jag har glömt lösenordet”», «gå till 2a Återställ lösenordet».

    `target` is the id of the entry that it leads to, where that is in this handbook. `details` are what else holds for the way.
    """

    when: str
    then: str
    target: str | None
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A named fact about an entry: what is filled in, whom to call, where it comes from."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """What happens by itself at a time: «efter 30 minuter», «Enhetschef får veta: …»."""

    when: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One state, or one thing that can happen at any time. `id` is unique in the handbook.

    `paint` is the number of the role's colour, as in the picture. A question's `number` has its word, «Fråga 1»; ends have
    none.
    """

    id: str
    kind: EntryKind
    title: str
    number: str | None = None
    who: str | None = None
    paint: int | None = None
    caution: str | None = None
    text: str | None = None
    note: str | None = None
    help: str | None = None
    checklist: tuple[str, ...] = ()
    ways: tuple[Instruction, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """What is done, in order."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The usual way at a glance, and what can happen at any time: entries with number, title and who alone, each told in full elsewhere."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture. `whole` is for a screen; `pages` are for A4, each on a page of its own between its margins, and not made smaller, or
    their text would be: names in the handbook's `pictures`."""

    whole: str
    pages: tuple[str, ...]
    title: str
    alternative: str

    def captions(self, language: str) -> tuple[str, ...]:
        """«Bild 1 av 3» of each page, as the pages name each other; nothing of one that is alone."""
        of = len(self.pages)
        numbers = range(1, of + 1)
        return tuple(
            say("picture of", language, number=number, of=of) if of > 1 else "" for number in numbers
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A practice question as it is asked: the options are lettered A, B, C in this order."""

    text: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercises:
    """Numbered practice questions."""

    exercises: tuple[Exercise, ...]


Block: TypeAlias = (
    Paragraph | Alert | Bullets | Table | Moments | Contacts | Links | Entries | Overview | Figure | Exercises
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled part. `id` is unique in the handbook. `own_page` where it begins on a new page; `columns` is how many it has on paper."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple[Section, ...] = ()
    own_page: bool = False
    columns: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One routine: the official document, then the training part (empty without training).

    `head` is the document's head as (name, value); `running` is what stands at the top of each of its pages.
    """

    id: str
    type: str
    title: str
    running: str
    head: tuple[tuple[str, str], ...]
    official: tuple[Section, ...]
    training: tuple[Section, ...] = ()

    def sections(self) -> tuple[Section, ...]:
        """All sections on the first level, in order."""
        return (*self.official, *self.training)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handbook:
    """The whole document. `pictures` are SVG documents by name; `applies_to` is said on the first page of a set."""

    title: str
    applies_to: str | None = None
    language: str
    chapters: tuple[Chapter, ...]
    pictures: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_set(self) -> bool:
        """Whether it holds several routines, and so has a first page and a table of contents."""
        return len(self.chapters) > 1


def all_sections(sections: Sequence[Section]) -> Iterator[Section]:
    """Every section and the parts within it, in reading order."""
    for section in sections:
        yield section
        yield from all_sections(section.parts)


def all_ids(handbook: Handbook) -> Iterator[str]:
    """Everything that a link may lead to, in reading order."""
    for chapter in handbook.chapters:
        yield chapter.id
        for section in all_sections(chapter.sections()):
            yield section.id
            for block in section.blocks:
                if isinstance(block, Entries):
                    yield from (entry.id for entry in block.entries)


def anchor(chapter: str, part: str) -> str:
    """The id, unique in a handbook, of a state or a named part of the chapter."""
    return f"{chapter}-{part}"
