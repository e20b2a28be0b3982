"""What is half filled in of a step: kept with every tap that does not finish it, and shown to whoever goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from fastapi import Request
from pydantic_core import to_json
from starlette.responses import RedirectResponse, Response

from api.pages.staff.fields import Field, Fields
from api.pages.staff.frame import name_of, times
from api.pages.staff.instance.places import View
from api.pages.staff.visitor import Form, Visitor
from engine.errors.draft import NewerDraft
from engine.errors.root import Refusal
from engine.run.commands import Choose
from engine.said import Said
from engine.service.drafts import Draft

SAVE = "save"
"""The name of the button that keeps what is filled in, and of what the script sends in its place."""
_JSON = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What came of keeping. `draft`: what is kept now, None for nothing; `newer`: it is somebody else's, and stands in the way."""

    draft: Draft | None
    newer: bool = False


def draft_of(visitor: Visitor, instance: str, state: str) -> Draft | None:
    """What somebody has filled in of the step, where the visitor has it."""
    return draft_in(visitor.engine.drafts.of(instance, visitor.me), state)


def draft_in(drafts: Iterable[Draft], state: str) -> Draft | None:
    """That of the step, where there is one."""
    return next((each for each in drafts if each.state == state), None)


def keep(visitor: Visitor, view: View, step: View, form: Form, fields: Fields) -> Kept:
    """Keeps the form's ticks, and what stands in `fields`; what is filled in elsewhere in the step stays. Nobody is refused anything
    for what could not be kept."""
    instance, state = view["id"], step["state"]
    there = draft_of(visitor, instance, state)
    shown = fields.typed(form)
    if there is None and not form.ticks and not any(any(texts) for texts in shown.values()):
        return Kept(draft=None)
    before = there.typed if there else {}
    typed = {**{name: texts for name, texts in before.items() if name not in fields.names}, **shown}
    with suppress(Refusal):
        # One's own is gone over: what the script has saved meanwhile, or another tab.
        seen = there.number if there and there.by == visitor.me.subject else form.draft
        try:
            saved = visitor.engine.drafts.save(
                instance, state, visitor.me, checked=form.ticks, typed=typed, seen=seen
            )
            return Kept(draft=saved)
        except NewerDraft:
            return Kept(draft=draft_of(visitor, instance, state), newer=True)
    return Kept(draft=there)


def bring_back(visitor: Visitor, view: View, step: View, choice: Choose, fields: Fields) -> None:
    """Keeps what was ticked and answered with a choice that has been taken back, beside what else is kept of the step. The page that is
    shown next is none the worse where that can't be.
    """
    there = draft_of(visitor, view["id"], step["state"])
    typed = {**(there.typed if there else {}), **fields.of_values(choice.facts)}
    checked = choice.checked | (there.checked if there else frozenset())
    if typed or checked:
        with suppress(Refusal):
            seen = there.number if there else 0
            visitor.engine.drafts.save(
                view["id"], step["state"], visitor.me, checked=checked, typed=typed, seen=seen
            )


def left(request: Request, visitor: Visitor, step: View, form: Form, kept: Kept) -> Response | None:
    """The answer to whoever saves and goes away, or to the script that saves meanwhile; None where somebody else's stands in the way and
    the page is to say so."""
    if _JSON not in request.headers.get("accept", ""):
        return None if kept.newer else RedirectResponse("/home?kept=1", 303)
    if kept.newer:
        return Response(to_json({"said": newer_words(visitor, kept.draft)}), 409, media_type=_JSON)
    number = kept.draft.number if kept.draft else 0
    said = progress(visitor, kept.draft, form.ticks, len(step["checklist"]))
    return Response(to_json({"said": said, "number": number}), media_type=_JSON)


def progress(visitor: Visitor, draft: Draft | None, ticked: frozenset[int], checklist: int) -> str:
    """«2 av 4 klara. Sparat 15.01.»"""
    said = []
    if checklist:
        done = len(ticked & frozenset(range(1, checklist + 1)))
        said.append(Said(f"{done} av {checklist} klara.", f"{done} of {checklist} done."))
    if draft is not None:
        at = times(visitor).when(draft.at)
        name = "" if draft.by == visitor.me.subject else name_of(visitor)(draft.by)
        by = Said(f" av {name}", f" by {name}") if name else Said("", "")
        said.append(Said(f"Sparat {at.sv}{by.sv}.", f"Saved {at.en}{by.en}."))
    return " ".join(each.say(visitor.language) for each in said)


def newer_words(visitor: Visitor, newer: Draft | None) -> str:
    """That somebody has saved since, and what to do."""
    if newer is None:
        return ""
    name, at = name_of(visitor)(newer.by), times(visitor).when(newer.at)
    return Said(
        f"{name} sparade det här steget {at.sv}, efter att du öppnade det. Det som du har fyllt i står kvar här men är inte sparat. "
        "Spara igen om det är ditt som ska gälla.",
        f"{name} saved this step {at.en}, after you opened it. What you have filled in still stands here, but is not saved. "
        "Save again if yours is to count.",
    ).say(visitor.language)


def others(
    step: View, mine: frozenset[int], fields: Sequence[Field], theirs: Sequence[Field], newer: Draft
) -> list[str]:
    """What somebody else has filled in that the visitor has not, in words."""
    ticks = [item["text"] for item in step["checklist"] if item["item"] in newer.checked - mine]
    answers = [
        f"{each.title}: {each.words}"
        for own, each in zip(fields, theirs, strict=True)
        if each.words and each.words != own.words
    ]
    return ticks + answers
