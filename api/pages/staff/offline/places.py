"""The pages that a phone keeps of an instance: where it is, and where each choice leads, as they are shown without signal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from api.pages.rendering import render
from api.pages.staff.fields import Field
from api.pages.staff.frame import signature, times
from api.pages.staff.instance.places import Place, View, asks_first, place_in
from api.pages.staff.instance.showing import fields_of
from api.pages.staff.visitor import Visitor
from engine.run.ahead import Way
from engine.service.way_ahead import PlaceAhead

KEY = "@@key@@"
"""Stands for the key of a form, which the phone makes each time that it shows the page."""

Kept = dict[str, Any]


def kept(visitor: Visitor, instance: str) -> Kept:
    """What the phone keeps, as JSON values. Raises NotFound, NotYours.

    `frame` is round each page, with `@@title@@` and `@@main@@`; `since`: when each open step opened. `places`: for each the `first` of its
    `states`, its `pages` by «state» and «state/choice» as [title, main], its `ways` by «state/choice». `beyond` is shown where nothing is
    known; `beside`: addresses of what there is to read.
    """
    found = visitor.engine.way_ahead.of(instance, visitor.me, visitor.language)
    view = found[0].view
    show = partial(_shown, visitor)
    routine = f"/routines/{view['routine']}?version={view['version']}&language={visitor.language}"
    return {
        "frame": show("frame.html", view),
        "beyond": [view["title"], show("over.html", view, known=False)],
        "since": {step["state"]: step["since"] for step in view["steps"]},
        "places": [_place(visitor, each, show) for each in found],
        "beside": [routine, *dict.fromkeys(_documents(instance, found))],
    }


def _documents(instance: str, found: list[PlaceAhead]) -> list[str]:
    """The addresses of all that the places have to read."""
    return [
        f"/instances/{instance}/documents/{document['id']}"
        for each in found
        for step in each.view["steps"]
        for document in step["documents"]
    ]


def _place(visitor: Visitor, ahead: PlaceAhead, show: Callable[..., str]) -> Kept:
    view = ahead.view
    pages: dict[str, list[str]] = {}
    ways: dict[str, Any] = {}
    for step in view["steps"]:
        place = place_in(view, step["state"])
        if place is not None:
            _step(visitor, place, ahead.ways, show, pages, ways)
    if view["status"] != "running":
        pages[""] = [view["title"], show("over.html", view, known=True)]
    first = place_in(view)
    return {
        "first": first.step["state"] if first else "",
        "states": [step["state"] for step in view["steps"]],
        "pages": pages,
        "ways": ways,
    }


def _step(
    visitor: Visitor,
    place: Place,
    known: Mapping[tuple[str, str], Way],
    show: Callable[..., str],
    pages: dict[str, list[str]],
    ways: dict[str, Any],
) -> None:
    """Adds the pages of one open step, and its ways."""
    view, step, choices = place.view, place.step, place.choices
    state = step["state"]
    takes = [each for each in step["choices"] if (state, each["choice"]) in known and each["allowed"]]
    own_page = {each["choice"] for each in takes if asks_first(each) and each is not choices.asked}
    asked = choices.asked if choices.asked in takes else None
    usual = choices.usual if choices.usual in takes else None
    around = {"place": place, "step": step}
    pages[state] = [
        step["title"],
        show(
            "place.html",
            view,
            **around,
            usual=usual,
            others=[each for each in takes if each is not usual],
            own_page=own_page,
            needs_checklist=any(each["needs_checklist"] for each in takes if each["choice"] not in own_page),
            fields=fields_of(visitor, view, asked).empty() if asked else [],
            with_signal=[each for each in step["choices"] if each["allowed"] and each not in takes],
            beside=place.others,
        ),
    ]
    for choice in takes:
        fields = fields_of(visitor, view, choice).empty()
        if choice["choice"] in own_page:
            page = show("choice.html", view, **around, choice=choice, fields=fields)
            pages[f"{state}/{choice['choice']}"] = [choice["label"], page]
        ways[f"{state}/{choice['choice']}"] = {
            "to": known[state, choice["choice"]].to,
            "asks": choice["choice"] in own_page,
            "needs": [*_needed(fields), *(_ticks(step) if choice["needs_checklist"] else [])],
            "label": choice["label"],
            "title": step["title"],
        }


def _needed(fields: list[Field]) -> list[list[str]]:
    """The controls that something has to stand in."""
    names = (
        [field.id] if field.type != "moment" else [f"{field.id}-clock"] for field in fields if field.required
    )
    return [[name, ""] for own in names for name in own]


def _ticks(step: View) -> list[list[str]]:
    return [["checked", str(item["item"])] for item in step["checklist"]]


def _shown(visitor: Visitor, template: str, view: View, **values: Any) -> str:
    return render(
        f"staff/offline/{template}",
        visitor.language,
        me=signature(visitor),
        times=times(visitor),
        view=view,
        answers_a_form=False,
        live=None,
        practice=False,  # what is practised is kept in no phone
        **values,
    )
