"""`not_by` and `same_as` as sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.model.routine import STARTER
from engine.problems import listed
from engine.said import QUOTED, Said, joined

Title = Callable[[str], Said]
"""What people know a step by."""


def by_whom(not_by: Sequence[str], same_as: Sequence[str], title: Title) -> Said | None:
    """Who is to do it, in whole sentences; None where both name nothing."""
    other = Said("Görs av någon annan än {who}.", "Done by somebody other than {who}.")
    same = Said("Görs av {who}.", "Done by {who}.")
    said = [other.fill(who=whoever(not_by, title))] if not_by else []
    said += [same.fill(who=whoever(same_as, title, last=True))] if same_as else []
    return joined(said) if said else None


def whoever(names: Sequence[str], title: Title, *, last: bool = False) -> Said:
    """Whoever has done one of them; with `last`, whoever did so last where they are several."""
    did = Said("gjorde {steps}", "did {steps}")
    latest = Said("senast gjorde {steps}", "last did {steps}")
    quoted = [QUOTED.fill(words=title(name)) for name in names if name != STARTER]
    steps = Said.each(
        lambda language: listed([each.say(language) for each in quoted], Said("eller", "or").say(language))
    )
    ways = [(latest if last and len(names) > 1 else did).fill(steps=steps)] if quoted else []
    ways += [Said("startade rutinen", "started the routine")] if STARTER in names else []
    either = Said.each(
        lambda language: Said(" eller ", " or ").say(language).join(each.say(language) for each in ways)
    )
    return Said("den som {either}", "whoever {either}").fill(either=either)
