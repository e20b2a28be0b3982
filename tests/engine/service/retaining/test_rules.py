"""Whatever the cases, rules and time: nothing that is younger than its rule, or runs, may go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.service.retaining.rules import Rules, held_by, rules_of
from engine.store.cases import CaseAge, InstanceAge
from engine.values.retention import Retention
from tests.engine.database.office import MORNING
from tests.engine.database.routines import prov

ROUTINES = ("a", "b", "without", "gone")
RETENTIONS = st.sampled_from(
    [
        *(Retention(number, "days") for number in (1, 28, 31, 59, 365, 366)),
        *(Retention(number, "months") for number in (1, 2, 12, 13)),
    ]
)
RULES = st.builds(lambda a, b: Rules({"a": a, "b": b, "without": None}), RETENTIONS, RETENTIONS)
AGES = st.sampled_from([0, 1, 27, 28, 30, 31, 58, 60, 364, 365, 366, 397, 800]).map(
    lambda days: timedelta(days=days)
)
"""About as long as something is kept: of numbers from a range, most would be small."""


def cases(routines: Sequence[str], running: Sequence[bool]) -> st.SearchStrategy[CaseAge]:
    """Cases with instances of those routines, which run or not."""
    instances = st.builds(
        InstanceAge,
        id=st.uuids().map(str),
        routine=st.sampled_from(routines),
        owner=st.integers(1, 3),
        is_running=st.sampled_from(running),
    )
    return st.builds(
        CaseAge,
        id=st.uuids().map(str),
        unit=st.just("norra"),
        head=st.just(""),
        at=st.just(MORNING),
        instances=st.lists(instances, min_size=1, max_size=3).map(tuple),
    )


CASES = st.one_of(cases(ROUTINES[:2], [False]), cases(ROUTINES, [False]), cases(ROUTINES[:2], [False, True]))
"""Those that may go for all but their age, and those that may not."""


@given(RULES, CASES, AGES)
def test_what_may_go_has_ended_and_is_older_than_every_rule_of_it(
    rules: Rules, case: CaseAge, age: timedelta
) -> None:
    now = case.at + age
    rule = rules.for_case(case, now)

    of_it = [rules.by_routine.get(each.routine) for each in case.instances]
    old_enough = bool(of_it) and all(each is not None and each.until(case.at) <= now for each in of_it)
    assert (rule is not None) == (old_enough and not any(each.is_running for each in case.instances))
    if rule is not None:
        assert all(each is not None and rule.until(case.at) >= each.until(case.at) for each in of_it)
        assert rule in of_it
        latest = rules.latest_end(now)
        assert latest is not None
        assert case.at <= latest


@given(CASES, st.sampled_from(ROUTINES))
def test_a_case_is_held_by_its_own_hold_or_that_of_any_routine_of_it(case: CaseAge, routine: str) -> None:
    nothing = {"case_id": None, "routine": None, "person": None, "lifted_at": None}
    by_case, by_routine = {**nothing, "case_id": case.id}, {**nothing, "routine": routine}

    assert held_by([by_case]).has(case)
    assert held_by([by_routine]).has(case) == any(each.routine == routine for each in case.instances)
    assert not held_by([{**by_case, "lifted_at": MORNING}, {**by_case, "case_id": "another"}]).has(case)


def test_a_routine_s_own_word_goes_before_the_setting() -> None:
    routine = prov()

    assert rules_of([routine], {}).by_routine == {"prov": None}
    assert rules_of([routine], {"retain": "2 år"}).by_routine == {"prov": Retention(24, "months")}
    assert rules_of([routine], {"retain": "snart"}).by_routine == {"prov": None}
