"""The training part of a chapter: the picture, the routine by role, practice questions and their answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from string import ascii_uppercase

from diagrams.handbook.content.by_role import Share, Task, shares
from diagrams.handbook.content.questions import Question, questions
from diagrams.handbook.document import (
    Block,
    Exercise,
    Exercises,
    Figure,
    Paragraph,
    Section,
    Table,
    anchor,
)
from diagrams.words.handbook import say
from diagrams.words.phrases import enumerated
from diagrams.words.speech import Speech


def training_of(speech: Speech, picture: Figure, stories: Sequence[Section] = ()) -> tuple[Section, ...]:
    """The sections for those who learn the routine. `stories` are sections made of its scenarios, shown after the picture."""
    asked = questions(speech)
    return tuple(_sections(speech, picture, stories, asked))


def _sections(
    speech: Speech, picture: Figure, stories: Sequence[Section], asked: Sequence[Question]
) -> Iterator[Section]:
    language = speech.language
    yield _section(speech, "picture", picture)
    yield from stories
    parts = tuple(part for share in shares(speech) for part in _role(speech, share))
    yield replace(_section(speech, "by role", parts=parts), own_page=not stories)
    if asked:
        exercises = tuple(Exercise(text=each.draft.text, options=each.options) for each in asked)
        intro = Paragraph(text=say("exercises text", language))
        yield _section(speech, "exercises", intro, Exercises(exercises=exercises))
        yield _section(speech, "answers", _answers(asked, language))


def _section(speech: Speech, key: str, *blocks: Block, parts: tuple[Section, ...] = ()) -> Section:
    id = anchor(speech.routine.id, f"section-{key.replace(' ', '-')}")
    return Section(id=id, title=say(key, speech.language), blocks=blocks, parts=parts, own_page=True)


def _role(speech: Speech, share: Share) -> Iterator[Section]:
    """A role's steps and what it is told; a role without either is left out."""
    language = speech.language
    title = speech.roles((share.role,))
    blocks: list[Block] = []
    if share.tasks:
        columns = tuple(say(key, language) for key in ("number", "what", "time"))
        rows = tuple((task.number, _task(task, speech), _times(task, speech)) for task in share.tasks)
        blocks.append(Table(title=title, columns=columns, rows=rows))
    if share.notices:
        columns = tuple(say(key, language) for key in ("number", "told when", "you are told"))
        notices = tuple((each.number, each.when, each.text or each.title) for each in share.notices)
        blocks.append(Table(title=say("you are told", language), columns=columns, rows=notices, longest=2))
    if blocks:
        id = anchor(speech.routine.id, f"role-{share.role}")
        yield Section(id=id, title=title, blocks=tuple(blocks))


def _times(task: Task, speech: Speech) -> str:
    return "; ".join(time.words(speech) for time in task.times) or "–"


def _task(task: Task, speech: Speech) -> str:
    if not task.others:
        return task.title
    others = enumerated([speech.roles((role,)) for role in task.others], speech.language, "or")
    return say("with", speech.language, title=task.title, others=others)


def _answers(asked: Sequence[Question], language: str) -> Table:
    columns = tuple(say(key, language) for key in ("question", "answer", "why"))
    rows = tuple(
        (f"{number}", f"{ascii_uppercase[each.answer]} {each.draft.right}", each.draft.where)
        for number, each in enumerate(asked, 1)
    )
    return Table(title=say("answers", language), columns=columns, rows=rows)
