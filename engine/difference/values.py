"""Values that differ: what the key of each is called, whom it concerns, and how a value is shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

from engine.difference.alignment import aligned
from engine.difference.change import Group, Kind
from engine.difference.names import Names
from engine.difference.place import Place
from engine.difference.quoting import in_quotes, is_text, joined, marked, quoted
from engine.model.duty_words import whoever
from engine.said import Said, both
from engine.values import durations, from_now
from engine.values import retention as retentions
from engine.values.decimals import exact, written
from engine.values.retention import Retention

Show = Callable[[Any, Names], Said]

_NO_WORDS: Mapping[str, Said] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key: its name with the article, Swedish gender (`neuter`), whom it concerns, and how a value is shown."""

    name: Said
    group: Group = "staff"
    neuter: bool = False
    show: Show


def shown(value: Any, names: Names) -> Said:
    """A text in quotes, a list of texts, or anything else as it is written."""
    if is_text(value):
        return quoted(value)
    if isinstance(value, list) and value:
        return joined(shown(each, names) for each in value)
    if isinstance(value, float):
        return in_quotes(written(exact(value)))
    return in_quotes(both(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)))


def plain(value: Any, _: Names) -> Said:
    """A number, a day or words of a list, without quotes."""
    return joined(both(str(each)) for each in value) if isinstance(value, list) else both(str(value))


def duration(value: Any, _: Names) -> Said:
    """A canonical duration as people say it."""
    parsed = durations.parse(str(value))
    if not isinstance(parsed, timedelta):
        return both(str(value))
    return Said(durations.words(parsed), durations.words(parsed, "en"))


def retention(value: Any, _: Names) -> Said:
    """How long cases are kept, as people say it."""
    parsed = retentions.parse(str(value))
    return parsed.said if isinstance(parsed, Retention) else both(str(value))


def limit(value: Any, names: Names) -> Said:
    """The limit of a fact: a number, or how far from now as people say it."""
    away = from_now.parse(value) if isinstance(value, str) else None
    return from_now.words(away) if isinstance(away, timedelta) else shown(value, names)


def doers(value: Any, names: Names) -> Said:
    """Whoever has done one of the states."""
    return whoever(value, names.title)


def contacts(value: Any, names: Names) -> Said:
    """Contacts' titles."""
    return joined(names.contact(each) for each in value)


def links(value: Any, names: Names) -> Said:
    """Links' titles."""
    return joined(names.link(each) for each in value)


def documents(value: Any, names: Names) -> Said:
    """Documents' titles."""
    return joined(names.document(each) for each in value)


def content(value: Any, _: Names) -> Said:
    """What a document holds is told by the first letters of its digest: enough to see that it is another."""
    return both(str(value)[:12])


def facts(value: Any, names: Names) -> Said:
    """Facts' titles."""
    return joined(names.fact(each) for each in value)


def yes(value: Any, _: Names) -> Said:
    """Yes or no."""
    return Said("ja", "yes") if value else Said("nej", "no")


def key(sv: str, en: str, group: Group = "staff", *, neuter: bool = False, show: Show = shown) -> Key:
    return Key(name=Said(sv, en), group=group, neuter=neuter, show=show)


def compare_keys(place: Place, keys: Mapping[str, Key], *, but: Collection[str] = ()) -> None:
    """Tell of every key that differs, `but` those that are compared elsewhere. A key without a name is told by its own."""
    for name in dict.fromkeys((*(place.after or ()), *(place.before or ()))):
        if name not in but:
            known = keys.get(name) or key(f"”{name}”", f"“{name}”", neuter=True)
            compare_value(place.key(name), known)


def compare_named(place: Place, key: Key, but: Mapping[str, Said] = _NO_WORDS) -> None:
    """Tell of values by name: `set`, `with`, `take`, `outcomes`, `options`; `but` those that are called by words of their own."""
    for name in dict.fromkeys((*(place.after or ()), *(place.before or ()))):
        called = but.get(name) or Said("{key} ”{name}”", "{key} “{name}”").fill(key=key.name, name=both(name))
        compare_value(place.key(name), replace(key, name=called))


def compare_items(place: Place, key: Key) -> None:
    """Tell of the items of a list of texts, each as one that is new, gone or another one."""
    before, after = place.before or [], place.after or []
    for same, a, b, c, d in aligned(list(map(repr, before)), list(map(repr, after))):
        if not same:
            for number, (was, now) in enumerate(zip_longest(before[a:b], after[c:d])):
                compare_value(place.part(str(number + (a if now is None else c)), was, now), key)


def compare_value(place: Place, key: Key) -> None:
    """Tell of a value that is new, gone or another one."""
    before, after, versions = place.before, place.after, place.versions
    if before == after:
        return
    kind: Kind
    if before is None:
        kind, how = "added", _ending(key, "ny", "nytt", "new")
        values = both(": {now}.").fill(now=key.show(after, versions.after))
    elif after is None:
        kind, how = "removed", _ending(key, "borttagen", "borttaget", "removed")
        values = Said(". Förut: {was}.", ". Before: {was}.").fill(was=key.show(before, versions.before))
    else:
        kind, how = "changed", _ending(key, "ändrad", "ändrat", "changed")
        values = both(": {other}.").fill(other=_other(place, key.show))
    place.tell(
        key.group,
        kind,
        "{key} är {how}{values}",
        "{key} is {how}{values}",
        key=key.name,
        how=how,
        values=values,
    )


def _ending(key: Key, common: str, neuter: str, en: str) -> Said:
    return Said(neuter if key.neuter else common, en)


def _other(place: Place, show: Show) -> Said:
    before, after, versions = place.before, place.after, place.versions
    if is_text(before) and is_text(after):
        return marked(before, after)
    was, now = show(before, versions.before), show(after, versions.after)
    if was == now:  # different ways of writing it that are said alike
        was, now = shown(before, versions.before), shown(after, versions.after)
    return Said("nu {now}, förut {was}", "now {now}, before {was}").fill(now=now, was=was)


DUTIES = {
    "not_by": key("hindret för samma person", "the bar on the same person", neuter=True, show=doers),
    "same_as": key("kravet på samma person", "the demand for the same person", neuter=True, show=doers),
}
"""The keys that say who is to do it by what somebody has done before."""
