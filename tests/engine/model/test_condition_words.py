"""Conditions in words: what they ask for, and what of it is not so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engine.language.expression.expressions import compile_condition
from engine.model.condition_words import why_not, words
from engine.model.conditions import Condition, Env, Node
from engine.model.facts import Fact, Option
from engine.values.texts import Text
from tests.engine.samples import FACTS as SAMPLES
from tests.engine.samples import swedish

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
WHY = Fact(
    id="varfor",
    type="choice",
    title=Text((("sv", "Varför blev det inte av?"), ("en", "Why did it not happen?"))),
    options=(
        Option(id="avbokat", title=swedish("Avbokat av brukaren")),
        Option(id="annat", title=swedish("Annat")),
    ),
)
ON_PAPER = Fact(id="pa_papper", type="number", title=swedish("Hur många är på papper?"))
IN_LMO = Fact(id="i_lmo", type="number", title=swedish("Hur många är i LMO?"))
FACTS = {**SAMPLES, "varfor": WHY, "pa_papper": ON_PAPER, "i_lmo": IN_LMO}


def tree(text: str) -> Node:
    found = compile_condition(text, FACTS, checklist=True)
    assert isinstance(found, Condition), found
    return found.tree


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("orsak == sjukhus", "Orsak är sjukhus"),
        ("orsak != sjukhus", "Orsak är inte sjukhus"),
        ("orsak in [avbokat, sjukhus]", "Orsak är avbokat eller sjukhus"),
        ("orsak is set", "Orsak finns"),
        ("orsak is not set", "Orsak saknas"),
        ("varfor == avbokat", "Varför blev det inte av? ”Avbokat av brukaren”"),
        ("varfor != annat", "Varför blev det inte av? inte annat"),
        ("varfor is set", "Varför blev det inte av? besvarad"),
        ("stulen", "Telefonen är stulen"),
        ("not stulen", "Telefonen är stulen: nej"),
        ("stulen == no", "Telefonen är stulen: nej"),
        ("svarar", "Svarar brukaren? ja"),
        ("not svarar", "Svarar brukaren? nej"),
        ("pa_papper == i_lmo", "”Hur många är på papper?” är ”Hur många är i LMO?”"),
        ("pa_papper == 3", "Hur många är på papper? 3"),
        ("antal > 3", "Antal är mer än 3"),
        ("kostnad >= 1.5", "Kostnad är minst 1,5"),
        ("samtal in insatser", "Utförda insatser innehåller samtal"),
        ("samtal not in insatser", "Utförda insatser innehåller inte samtal"),
        ('running("stodpass") == 0', "Inget pågående ”stodpass”"),
        ('running("stodpass") >= 1', "Minst ett pågående ”stodpass”"),
        ('running("stodpass") > 2', "Antal pågående ”stodpass” är mer än 2"),
        ("hours_since(upptackt) > 24", "Mer än 24 timmar sedan ”Upptäckt”"),
        ("days_since(frist) == 3", "3 dagar sedan ”Frist”"),
        ("upptackt + 72 h < now", "”Upptäckt” + 72 timmar är före nu"),
        ("upptackt >= slut", "Upptäckt är tidigast ”Slut”"),
        ("frist < 2026-01-01", "Frist är före tors 1 jan 2026"),
        ('namn == "Dosa 7"', 'Namn är "Dosa 7"'),
        ("checklist is done", "Checklistan är klar"),
        ("checklist is not done", "Checklistan är inte klar"),
        ("not (orsak == sjukhus)", "Inte (Orsak är sjukhus)"),
        (
            "stulen and (svarar or antal > 3)",
            "Telefonen är stulen och (Svarar brukaren? ja eller Antal är mer än 3)",
        ),
    ],
)
def test_it_says_what_is_asked_for(text: str, said: str) -> None:
    assert words(tree(text), FACTS) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("orsak in [avbokat, sjukhus]", "Orsak is avbokat or sjukhus"),
        ("varfor == avbokat", "Why did it not happen? “Avbokat av brukaren”"),
        ("hours_since(upptackt) > 24", "More than 24 hours since “Upptäckt”"),
        ("kostnad < 1.5", "Kostnad is less than 1.5"),
    ],
)
def test_it_says_it_in_english_too(text: str, said: str) -> None:
    assert words(tree(text), FACTS, "en") == said


@pytest.mark.parametrize(
    ("text", "facts", "reasons"),
    [
        ("orsak == sjukhus", {"orsak": "sjukhus"}, ()),
        ("orsak == sjukhus", {"orsak": "avbokat"}, ("Orsak är sjukhus (nu: Avbokat)",)),
        ("orsak == sjukhus", {}, ("Orsak är sjukhus (nu: inte ifyllt)",)),
        ("orsak is set", {}, ("Orsak finns",)),
        ("orsak is not set", {"orsak": "avbokat"}, ("Orsak saknas (nu: Avbokat)",)),
        (
            "stulen and orsak is set and antal > 3",
            {"orsak": "avbokat", "antal": 1},
            ("Telefonen är stulen (nu: inte ifyllt)", "Antal är mer än 3 (nu: 1)"),
        ),
        (
            "stulen or antal > 3",
            {"antal": 1},
            ("Telefonen är stulen eller Antal är mer än 3 (nu: Antal: 1, Telefonen är stulen: inte ifyllt)",),
        ),
        ('running("stodpass") == 0', {}, ("Inget pågående ”stodpass”",)),
    ],
)
def test_it_says_what_is_not_so_and_what_is_so_now(
    text: str, facts: dict[str, Any], reasons: tuple[str, ...]
) -> None:
    env = Env(facts=facts, now=NOW, running={"stodpass": 1})
    assert why_not(tree(text), env, FACTS) == reasons


def test_times_are_said_where_the_organisation_is() -> None:
    env = Env(facts={"upptackt": NOW - timedelta(hours=1)}, now=NOW)
    assert why_not(tree("hours_since(upptackt) > 24"), env, FACTS) == (
        "Mer än 24 timmar sedan ”Upptäckt” (nu: i dag 11:00)",
    )
