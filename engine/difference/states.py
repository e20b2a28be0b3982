"""States that differ: new, gone, moved, of another kind, or with other contents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.difference.alignment import moved
from engine.difference.entries import Sort, compare_entries, tell_each
from engine.difference.names import Names
from engine.difference.place import Place, Versions
from engine.difference.placed import Placed, kind_of
from engine.difference.quoting import quoted
from engine.difference.timers import compare_timers
from engine.difference.values import (
    DUTIES,
    compare_items,
    compare_keys,
    compare_named,
    contacts,
    documents,
    facts,
    key,
    links,
    yes,
)
from engine.difference.ways_out import (
    HANDED_DOWN,
    compare_asks,
    compare_choices,
    compare_roles,
    compare_target,
    compare_tellers,
    compare_ways,
)
from engine.model.routine import CANCELLED
from engine.said import UNSAID, Said, both

States = Mapping[str, Placed]

_SOURCES = {
    "seed": Said("ursprungsdokumentet", "the original document"),
    "law": Said("lag", "law"),
    "practice": Said("praxis", "practice"),
    "decision": Said("eget beslut", "own decision"),
}


def _state(value: Any, names: Names) -> Said:
    return names.state(value)


_KEYS = {
    **DUTIES,
    "section": key("delen av bilden", "the part of the picture", "document"),
    "caution": key("varningen", "the caution"),
    "text": key("texten", "the text"),
    "note": key("upplysningen", "the note"),
    "help": key("hjälptexten", "the help"),
    "contacts": key("kontakten", "the contact", "people", show=contacts),
    "links": key("länken", "the link", show=links),
    "documents": key("dokumentet", "the document", neuter=True, show=documents),
    "call": key("rutinen som körs", "the routine that is run"),
    "wait": key("meddelandet som väntas", "the message that is waited for", neuter=True),
    "any_fact": key(
        "meddelandets rätt att ha med sig vilken uppgift som helst",
        "the message's right to bring any fact",
        show=yes,
    ),
    "failed": key("vägen när det inte gick att skicka", "the way when it could not be sent", show=_state),
    "end": key("slutet", "the outcome", neuter=True),
}
_SOURCE = {
    "kind": key("källan", "the source", "document", show=lambda value, _: _SOURCES.get(value, both(value))),
    "ref": key("hänvisningen till källan", "the reference to the source", "document"),
}
_WORK = {
    "mail": key("mottagaren", "the recipient", "people", show=contacts),
    "subject": key("mejlets ämne", "the mail's subject", neuter=True),
    "body": key("mejlets text", "the mail's text"),
    "webhook": key("adressen som anropas", "the address that is called"),
    "facts": key("uppgiften som skickas", "the fact that is sent", show=facts),
}
_NAMED = {
    "with": HANDED_DOWN,
    "take": key("uppgiften som hämtas till", "the fact taken up to"),
    "outcomes": key("vägen när rutinen slutar med", "the way when the routine ends with", show=_state),
}
_OWN_WORDS = {
    "outcomes": {
        CANCELLED: Said(
            "vägen när rutinen som körs avbryts", "the way when the routine that is run is cancelled"
        )
    }
}
_ITEM = key("punkten i checklistan", "the item of the checklist")
_BRANCH = {"title": key("grenens rubrik", "the branch's heading")}
_WAYS_ON = ("role", "ask", "choices", "choose", "to", "skip")
_TOLD_APART = ("title", "timers", "source", "checklist", *_WAYS_ON, *_NAMED, "do", "together")


def compare_states(versions: Versions, before: States, after: States) -> None:
    """Tell of all states that differ, the older ones under the newer names."""
    here = {id: _place(versions, id, before, after) for id in (*after, *before)}
    for place in here.values():
        if place.before is None:
            title = quoted(place.after["title"])
            compare_timers(place.inside("{title}", "{title}", title=title).key("timers"))
    tell_each(here.values(), _STATES)
    _compare_order(versions, before, after)


def _place(versions: Versions, id: str, before: States, after: States) -> Place:
    old, new = before.get(id), after.get(id)
    return Place(
        versions=versions,
        where=(new or before[id]).path,
        before=old and old.body,
        after=new and new.body,
    )


def _words(id: str, body: Mapping[str, Any], names: Names) -> Mapping[str, Said]:
    it, kind = quoted(body["title"]), kind_of(body)
    return {
        "it": it,
        "new": kind.new,
        "gone": kind.gone.fill(it=it),
        "who": Said(" för {who}", " for {who}").fill(who=names.roles(body["role"]))
        if "role" in body
        else UNSAID,
        "standing": names.standing(id),
        "text": both(" {text}").fill(text=quoted(body["text"])) if "text" in body else UNSAID,
    }


def _compare_state(place: Place) -> None:
    title, now = place.key("title"), quoted(place.after["title"])
    if title.before != title.after:
        was = quoted(title.before)
        title.tell(
            "staff", "changed", "{was} heter nu {now}.", "{was} is now called {now}.", was=was, now=now
        )
    place = place.inside("{now}", "{now}", now=now)
    compare_timers(place.key("timers"))
    compare_keys(place.key("source"), _SOURCE)
    compare_keys(place, _KEYS, but=_TOLD_APART)
    compare_items(place.key("checklist"), _ITEM)
    _compare_kind(place)
    for name, named in _NAMED.items():
        compare_named(place.key(name), named, _OWN_WORDS.get(name, {}))
    compare_keys(place.key("do"), _WORK)
    compare_entries(place.key("together"), _BRANCHES)


def _compare_kind(place: Place) -> None:
    """Tell that it is a state of another kind; of one kind, who does it and where it leads."""
    was, now = kind_of(place.before), kind_of(place.after)
    if was != now:
        place.tell_of(
            "staff",
            "changed",
            "är nu {now}, förut {was}.",
            "is now {now}, before {was}.",
            now=now.one,
            was=was.one,
        )
        return
    roles, skip = place.key("role", []), place.key("skip")
    (compare_tellers if "wait" in place.after else compare_roles)(roles)
    compare_asks(place.key("ask"))
    compare_choices(place.key("choices"), of_step=(roles.before, roles.after))
    compare_ways(place.key("choose"))
    compare_target(place.key("to"))
    if skip.before != skip.after:
        skip.tell_of(
            "staff",
            "changed",
            "får nu hoppas över med ett skäl." if skip.after else "får inte längre hoppas över.",
            "may now be skipped with a reason." if skip.after else "may no longer be skipped.",
        )


_STATES = Sort(
    group="staff",
    words=_words,
    new=both("{new}{who}, {standing}: {it}.{text}"),
    gone=both("{gone}"),
    order=UNSAID,
    same=_compare_state,
    first="new",
)
_BRANCHES = Sort(
    group="staff",
    words=lambda _, branch, __: {"it": quoted(branch["title"])},
    new=Said("ny gren: {it}.", "a new branch: {it}."),
    gone=Said("grenen {it} är borttagen.", "the branch {it} is removed."),
    order=Said("grenarna står i en annan ordning: {all}.", "the branches stand in another order: {all}."),
    same=lambda place: compare_keys(
        place.inside("grenen {it}", "the branch {it}", it=quoted(place.after["title"])), _BRANCH
    ),
)


def _compare_order(versions: Versions, before: States, after: States) -> None:
    """Tell of states in another flow or another order, and of another first one."""
    elsewhere = {id for id in after if id in before and before[id].flow != after[id].flow}
    old, new = _by_flow(before, but=elsewhere), _by_flow(after, but=elsewhere)
    for flow in new.keys() & old.keys():
        elsewhere |= moved(old[flow], new[flow])
    names = versions.after
    for id in [each for each in after if each in elsewhere]:
        path = after[id].path
        Place(versions=versions, where=path, before=list(before[id].path), after=list(path)).tell(
            "staff",
            "moved",
            "Flyttat: {it} står nu {standing}.",
            "Moved: {it} stands {standing} now.",
            it=names.state(id),
            standing=names.standing(id),
        )
    was, now = next(iter(before)), next(iter(after))
    if now != was and now in before:
        Place(versions=versions, where=("states",), before=was, after=now).tell(
            "staff",
            "changed",
            "Rutinen börjar nu med {now}, förut med {was}.",
            "The routine begins with {now} now, before with {was}.",
            now=names.state(now),
            was=versions.before.state(was),
        )


def _by_flow(states: States, but: set[str]) -> dict[tuple[str, ...], list[str]]:
    flows: dict[tuple[str, ...], list[str]] = {}
    for id, placed in states.items():
        if id not in but:
            flows.setdefault(placed.flow, []).append(id)
    return flows
