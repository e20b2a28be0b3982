"""A caller goes on by its version while the called routine is published anew: whatever differs, nothing is a fault of the program's."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors.root import Refusal
from engine.errors.step import Incident
from engine.model.routine import Routine
from tests.engine.run.acting import Tale, routine

TYPES = (
    "number",
    "text",
    "yes_no",
    "date",
    "{type: number, min: 1, max: 10}",
    "{type: text, min: 2, max: 5}",
    "{type: choice, options: [a, b]}",
    "{type: choice, options: [b, c]}",
    "{type: choices, options: [a, b]}",
)
VALUES: tuple[Any, ...] = (None, 0, 5, 0.5, 500, "a", "c", "en lång text", True, "2026-03-01", ["a"])
NAMES = st.sampled_from(["x", "y", "z"])

CALLER = """
    borja: {title: Börja, role: medarbetare, ask: [{fact: ut, required: no}]}
    hjalp: {title: Få hjälp, call: barn, with: {x: ut}, take: {svar: y}, outcomes: {klart: efter}}
    efter: {title: Fortsätt, role: medarbetare, choices: {om: {label: Om, to: borja}, slut: {label: Slut, to: slut}}}
    slut: {end: klart}
"""


@st.composite
def called(draw: st.DrawFn) -> Routine:
    """A version of the called routine: facts of any type, renamed or not, perhaps asked for at the start, with any outcome."""
    facts = draw(st.dictionaries(NAMES, st.sampled_from(TYPES), min_size=1))
    asked, wanted = draw(st.sampled_from(sorted(facts))), draw(st.sampled_from(sorted(facts)))
    required = draw(st.sampled_from(["yes", "no"]))
    start = f"{{by: medarbetare, ask: [{{fact: {wanted}, required: {required}}}]}}"
    end = draw(st.sampled_from(["klart", "annat"]))
    states = (
        f"    svara: {{title: Svara, role: medarbetare, ask: [{{fact: {asked}, required: no}}]}}\n"
        f"    slut: {{end: {end}}}\n"
    )
    more = "facts: {" + ", ".join(f"{name}: {type}" for name, type in facts.items()) + "}"
    return routine(states, id="barn", start=draw(st.sampled_from([start, "medarbetare"])), more=more)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    ut=st.sampled_from(TYPES),
    svar=st.sampled_from(TYPES),
    versions=st.lists(called(), min_size=1, max_size=3, unique_by=lambda each: each.digest),
    given_values=st.lists(st.sampled_from(VALUES), min_size=4, max_size=4),
)
def test_old_callers_and_new_called_end_in_outcomes_refusals_or_incidents(
    ut: str, svar: str, versions: list[Routine], given_values: list[Any]
) -> None:
    tale = Tale(routine(CALLER, more=f"facts: {{ut: {ut}, svar: {svar}}}"), *versions)
    for value in given_values:
        trouble = _goes_on(tale, value)
        assert trouble is None or (trouble.say("sv") and trouble.say("en"))
        assert not isinstance(trouble, Incident) or tale.here() == {"borja"}
        assert tale.view()["status"] in ("running", "ended")
        for token in tale.root.tokens.values():
            assert token.incident is None or tale.view()["steps"][0]["incident"]


def _goes_on(tale: Tale, value: Any) -> Refusal | Incident | None:
    """Do the next thing that can be done, with the value for what it asks for; why not, or None."""
    running = tale.running()[-1]
    here = next(iter(tale.here(running.id)))
    if here == "hjalp":
        return None  # it stands, with its incident
    asks = tale.view(of=running.id)["steps"][0]["choices"][0]["ask"]
    try:
        return tale.tries(
            "om" if here == "efter" else "klar", of=running.id, **{ask["fact"]: value for ask in asks}
        )
    except Incident as incident:
        return incident
