"""Conditions that can never be true or always are: told where that is sure, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.language.expression.checker import Checker
from engine.language.expression.constancy import Constancy, constancy
from engine.language.expression.expressions import compile_condition
from engine.language.expression.grammar import parsed
from engine.language.expression.lexing import RESERVED, tokens
from engine.language.expression.operands import Meant
from engine.model.conditions import All, Compare, Condition, Constant, Env, Name, Node
from engine.model.facts import Fact, Option
from engine.values.texts import Text
from tests.engine.samples import FACTS, fact


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "orsak in []",
        "orsak == avbokat and orsak == sjukhus",
        "orsak == avbokat and orsak is not set",
        "orsak in [avbokat] and orsak not in [avbokat, bortrest]",
        "orsak == bortrest and orsak == plats",
        "stulen and not stulen",
        "stulen and stulen == no",
        "not (stulen or not stulen)",
        "antal > 10",
        "antal < 0",
        "antal > 3 and antal < 3",
        "3 < antal < 2",
        'namn == "a" and namn == "b"',
        "samtal in insatser and samtal not in insatser",
        'running("stodpass") < 0',
        'running("stodpass") > 0 and running("stodpass") < 1',
        "hours_since(upptackt) > 24 and hours_since(upptackt) < 12",
        "frist < 2026-01-01 and frist > 2026-01-01",
        "checklist is done and checklist is not done",
        '"a" == "b"',
        "upptackt < now and not (upptackt < now)",
    ],
)
def test_what_can_never_be_true_is_told(text: str) -> None:
    found = compile_condition(text, FACTS, checklist=True)
    assert isinstance(found, tuple)
    assert found[0].rule == "condition-never"
    assert f"Villkoret ”{text}” kan aldrig vara sant." in found[0].said.sv


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "stulen or not stulen",
        "orsak is set or orsak is not set",
        "antal >= 0 or antal is not set",
        "orsak in [avbokat, sjukhus, bortrest] or orsak is not set",
        'running("stodpass") >= 0',
        "3 > 2",
        "not (stulen and stulen == no)",
    ],
)
def test_what_is_always_true_is_told(text: str) -> None:
    found = compile_condition(text, FACTS)
    assert isinstance(found, tuple)
    assert found[0].rule == "condition-always"
    assert "är alltid sant" in found[0].said.sv


@pytest.mark.parametrize(
    "text",
    [
        "stulen",
        "not stulen",
        "orsak in [avbokat, sjukhus, bortrest]",
        "antal >= 0",
        "antal < 10",
        "antal > 2 and antal < 3",
        "kostnad > 10",
        "orsak == plats",
        "orsak != plats",
        'namn != "a"',
        "upptackt < slut and slut < upptackt",  # never, but that takes more than trying
        'running("stodpass") == 0',
        "hours_since(upptackt) < 0",
        "frist > 2026-01-01 and frist < 2026-01-03",
    ],
)
def test_what_depends_on_the_facts_may_stand(text: str) -> None:
    assert isinstance(compile_condition(text, FACTS), Condition)


def test_too_much_to_try_may_stand() -> None:
    facts = {f"f{n}": fact(f"f{n}", "yes_no", "F") for n in range(20)}
    names = list(facts)
    assert isinstance(compile_condition(" and ".join(names) + f" and not {names[0]}", facts), Condition)


ATOMS = st.sampled_from(
    [
        "stulen",
        "svarar",
        "stulen == no",
        "svarar == stulen",
        "orsak == sjukhus",
        "orsak != avbokat",
        "orsak in [avbokat, bortrest]",
        "orsak == plats",
        "orsak is set",
        "antal > 3",
        "antal <= 3",
        "antal == 4",
        "antal is not set",
        "antal + 1 > 4",
        "samtal in insatser",
        "stad not in insatser",
        "frist < 2026-01-02",
        'running("stodpass") == 0',
        'running("stodpass") > 1',
    ]
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({})".format, inner, inner),
    ),
    max_leaves=4,
)
TRIED: dict[str, list[Any]] = {
    "stulen": [None, True, False],
    "svarar": [None, True, False],
    "orsak": [None, "avbokat", "sjukhus", "bortrest"],
    "plats": [None, "hemma", "sjukhus"],
    "antal": [None, 0, 3, 3.5, 4, 10],
    "insatser": [None, (), ("samtal",), ("stad",), ("samtal", "stad")],
    "frist": [None, date(2026, 1, 1), date(2026, 1, 3)],
}


def environments(names: frozenset[str]) -> Iterator[Env]:
    for values in product(*(TRIED[name] for name in names)):
        for running in (0, 1, 2):
            facts = dict(zip(names, values, strict=True))
            yield Env(facts=facts, now=datetime(2026, 1, 1, tzinfo=UTC), running={"stodpass": running})


def tree(text: str) -> Node:
    found, _ = tokens(
        text, frozenset({*RESERVED, *FACTS, "sjukhus", "samtal", "stad", "avbokat", "bortrest"})
    )
    syntax = parsed(found)
    assert not isinstance(syntax, tuple)
    checked = Checker(FACTS, found, checklist=False, routines=None).wanted(syntax, Meant("yes_no"))
    assert checked is not None
    return checked


@given(text=CONDITIONS)
def test_trying_every_value_by_hand_gives_the_same_answer(text: str) -> None:
    condition = Condition.of(tree(text))
    answers = {condition.holds(env) for env in environments(condition.facts)}
    found = constancy(condition.tree, FACTS)
    if found is Constancy.NEVER:
        assert answers == {False}
    if found is Constancy.ALWAYS:
        assert answers == {True}
    if len(answers) == 1 and "+" not in text:
        assert found is not Constancy.DEPENDS


def test_a_list_of_many_mentioned_options_is_not_tried_out() -> None:
    title = Text((("sv", "Mycket"),))
    options = tuple(Option(id=f"val_{number}", title=title) for number in range(30))
    many = Fact(id="mycket", type="choices", title=title, options=options)
    mentioned = (
        Compare("in", Constant(each.id, "choice", each.id), Name("mycket", "choices")) for each in options
    )

    assert constancy(All(tuple(mentioned)), {"mycket": many}) is Constancy.DEPENDS
