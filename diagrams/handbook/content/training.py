"""The training part of a chapter: the picture, the routine by role, practice questions and their answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
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
from diagrams.words import timing
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
    """What flows from page to page stands before the questions, which are not parted."""
    language = speech.language
    yield replace(_section(speech, "picture", picture), own_page=True)
    yield from stories
    parts = tuple(part for share in shares(speech) for part in _role(speech, share))
    yield _section(speech, "by role", parts=parts)
    if asked:
        exercises = tuple(Exercise(text=each.draft.text, options=each.options) for each in asked)
        intro = Paragraph(text=say("exercises text", language))
        yield _section(speech, "exercises", intro, Exercises(exercises=exercises))
        yield _section(speech, "answers", _answers(asked, language))


def _section(speech: Speech, key: str, *blocks: Block, parts: tuple[Section, ...] = ()) -> Section:
    id = anchor(speech.routine.id, f"section-{key.replace(' ', '-')}")
    return Section(id=id, title=say(key, speech.language), blocks=blocks, parts=parts)


def _role(speech: Speech, share: Share) -> Iterator[Section]:
    """A role's steps, and the steps of others that it is told about; a role without either is left out."""
    language = speech.language
    title = speech.roles((share.role,))
    blocks: list[Block] = []
    if share.tasks:
        columns = tuple(say(key, language) for key in ("number", "what", "time"))
        rows = tuple((task.number, _task(task, speech), _times(task, speech)) for task in share.tasks)
        blocks.append(Table(title=title, columns=columns, rows=rows))
    if notices := tuple(_notices(share, language)):
        columns = tuple(say(key, language) for key in ("number", "you are told about", "told when"))
        blocks.append(Table(title=say("you are told about", language), columns=columns, rows=notices))
    if blocks:
        id = anchor(speech.routine.id, f"role-{share.role}")
        yield Section(id=id, title=title, blocks=tuple(blocks))


def _notices(share: Share, language: str) -> Iterator[tuple[str, str, str]]:
    """A row for each step that the role is told about, with all times; the words stand at the step. What it does itself says when above."""
    own = {task.state for task in share.tasks if task.times}
    for _, run in groupby(share.notices, key=lambda notice: notice.state):
        told = list(run)
        if told[0].state not in own:
            yield (
                told[0].number,
                told[0].title,
                timing.labels([*dict.fromkeys(each.short for each in told)], language),
            )


def _times(task: Task, speech: Speech) -> str:
    return "; ".join(time.words(speech) for time in task.times) or "–"


def _task(task: Task, speech: Speech) -> str:
    if not task.others:
        return task.words(speech)
    others = enumerated([speech.roles((role,)) for role in task.others], speech.language, "or")
    return say("with", speech.language, title=task.words(speech), others=others)


def _answers(asked: Sequence[Question], language: str) -> Table:
    columns = tuple(say(key, language) for key in ("question", "answer", "why"))
    rows = tuple(
        (f"{number}", f"{ascii_uppercase[each.answer]} {each.draft.right}", each.draft.where)
        for number, each in enumerate(asked, 1)
    )
    return Table(title=say("answers", language), columns=columns, rows=rows)
