"""Conditions when they run: what holds for which facts, at which time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.language.expression.expressions import compile_condition, compile_expression
from engine.model.conditions import Condition, Env, Expression, Name, parts, text_of, walk
from engine.values.decimals import exact
from tests.engine.samples import FACTS

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def condition(text: str) -> Condition:
    found = compile_condition(text, FACTS, checklist=True)
    assert isinstance(found, Condition), found
    return found


def expression(text: str, wanted: str) -> Expression:
    found = compile_expression(text, FACTS, wanted=FACTS[wanted])
    assert isinstance(found, Expression), found
    return found


def env(**facts: Any) -> Env:
    return Env(facts=facts, now=NOW)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("stulen", {"stulen": True}),
        ("not stulen", {"stulen": False}),
        ("stulen == yes", {"stulen": True}),
        ("stulen == no", {"stulen": False}),
        ("orsak == sjukhus", {"orsak": "sjukhus"}),
        ('orsak == "sjukhus"', {"orsak": "sjukhus"}),
        ("orsak != sjukhus", {"orsak": "avbokat"}),
        ("orsak in [avbokat, sjukhus]", {"orsak": "avbokat"}),
        ("orsak not in [avbokat, sjukhus]", {"orsak": "bortrest"}),
        ("orsak == plats", {"orsak": "sjukhus", "plats": "sjukhus"}),
        ('"samtal" in insatser', {"insatser": ("samtal", "stad")}),
        ("stad not in insatser", {"insatser": ("samtal",)}),
        ('namn == "Dosa 7"', {"namn": "Dosa 7"}),
        ("antal > 3", {"antal": 4}),
        ("antal >= 3 and antal <= 3.5", {"antal": 3}),
        ("1 < antal < 5", {"antal": 2}),
        ("antal + 2 == kostnad - 1", {"antal": 3, "kostnad": 6}),
        ("kostnad == -3", {"kostnad": -3}),
        ("orsak is set", {"orsak": "avbokat"}),
        ("orsak is not set", {}),
        ("stulen or antal == 1", {"stulen": False, "antal": 1}),
        ("upptackt < now", {"upptackt": NOW - timedelta(seconds=1)}),
        ("upptackt + 72 h > now", {"upptackt": NOW - timedelta(hours=71)}),
        ("now - upptackt >= 3 dagar", {"upptackt": NOW - timedelta(days=3)}),
        ("slut - upptackt < 30 min", {"upptackt": NOW, "slut": NOW + timedelta(minutes=29)}),
        ("hours_since(upptackt) > 24", {"upptackt": NOW - timedelta(hours=24, minutes=1)}),
        ("kostnad + 0.2 == 0.3", {"kostnad": Decimal("0.1")}),
        ("kostnad + 2.2 <= 3.3", {"kostnad": Decimal("1.1")}),
        ("kostnad - 0.1 - 0.2 >= 0", {"kostnad": Decimal("0.3")}),
        ("days_since(upptackt) >= 1.5", {"upptackt": NOW - timedelta(hours=36)}),
        ("days_since(frist) == 2", {"frist": date(2026, 2, 27)}),
        ("hours_since(frist) == 48", {"frist": date(2026, 2, 27)}),
        ("frist <= 2026-03-01", {"frist": date(2026, 3, 1)}),
        ("frist + 14 d == 2026-03-15", {"frist": date(2026, 3, 1)}),
        ('upptackt < "2026-03-01T12:00:00Z"', {"upptackt": NOW - timedelta(seconds=1)}),
    ],
)
def test_it_holds_for_these_facts_and_not_without_them(text: str, facts: dict[str, Any]) -> None:
    assert condition(text).holds(env(**facts)) is True
    assert condition(text).holds(env(**dict.fromkeys(facts))) is (not facts or text == "not stulen")


COMPARISONS = [
    f"{left} {operator} {right}"
    for left, right, operators in (
        ("orsak", "sjukhus", ("==", "!=")),
        ("antal", "3", ("==", "!=", "<", "<=", ">", ">=")),
        ("upptackt", "now", ("==", "!=", "<", "<=", ">", ">=")),
        ("orsak", "[avbokat]", ("in", "not in")),
        ("samtal", "insatser", ("in", "not in")),
        ("hours_since(upptackt)", "24", ("<", ">")),
    )
    for operator in operators
]


@pytest.mark.parametrize("text", COMPARISONS)
def test_a_comparison_with_an_unset_fact_is_false_whatever_is_compared(text: str) -> None:
    assert condition(text).holds(env()) is False


def test_no_comparison_of_two_unset_facts_is_true() -> None:
    assert condition("orsak == plats").holds(env()) is False
    assert condition("upptackt != slut").holds(env()) is False


def test_running_counts_the_routines_that_this_instance_started() -> None:
    none_running = condition('running("stodpass") == 0')
    assert none_running.holds(Env(facts={}, now=NOW)) is True
    assert none_running.holds(Env(facts={}, now=NOW, running={"stodpass": 1})) is False
    assert none_running.holds(Env(facts={}, now=NOW, running={"telefon_fel": 1})) is True


def test_the_checklist_is_done_when_the_environment_says_so() -> None:
    done = condition("checklist is done")
    assert done.holds(Env(facts={}, now=NOW, checklist_done=True)) is True
    assert done.holds(Env(facts={}, now=NOW)) is False
    assert condition("checklist is not done").holds(Env(facts={}, now=NOW)) is True


def test_the_day_of_now_is_the_day_where_the_organisation_is() -> None:
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    since = condition("days_since(frist) == 1")
    facts = {"frist": date(2026, 3, 1)}
    assert since.holds(Env(facts=facts, now=late, zone=ZoneInfo("Europe/Stockholm"))) is True
    assert since.holds(Env(facts=facts, now=late)) is False


def test_elapsed_hours_are_elapsed_hours_over_the_change_to_summer_time() -> None:
    stockholm = ZoneInfo("Europe/Stockholm")
    before = datetime(2026, 3, 28, 12, 0, tzinfo=stockholm).astimezone(UTC)
    after = datetime(2026, 3, 29, 12, 0, tzinfo=stockholm).astimezone(UTC)
    assert condition("hours_since(upptackt) == 23").holds(Env(facts={"upptackt": before}, now=after)) is True


@pytest.mark.parametrize(
    ("text", "wanted", "facts", "value"),
    [
        ("now", "upptackt", {}, NOW),
        ("upptackt + 72 h", "slut", {"upptackt": NOW}, NOW + timedelta(hours=72)),
        ("30 min + upptackt", "slut", {"upptackt": NOW}, NOW + timedelta(minutes=30)),
        ("frist - 7 d", "frist", {"frist": date(2026, 3, 8)}, date(2026, 3, 1)),
        ("antal + 1", "antal", {"antal": 2}, 3),
        ("sjukhus", "orsak", {}, "sjukhus"),
        ("[stad, samtal, stad]", "insatser", {}, ("samtal", "stad")),
        ("yes", "stulen", {}, True),
        ("orsak == sjukhus", "stulen", {"orsak": "sjukhus"}, True),
        ("orsak == sjukhus", "stulen", {}, False),
        ('"Dosa 7"', "namn", {}, "Dosa 7"),
        ("hours_since(upptackt)", "kostnad", {"upptackt": NOW - timedelta(hours=3)}, 3),
        ("hours_since(upptackt)", "kostnad", {"upptackt": NOW - timedelta(minutes=20)}, Decimal("0.333333")),
        ("kostnad + 0.2", "kostnad", {"kostnad": Decimal("0.1")}, Decimal("0.3")),
    ],
)
def test_an_expression_gives_the_value(text: str, wanted: str, facts: dict[str, Any], value: object) -> None:
    assert expression(text, wanted).value(env(**facts)) == value


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("upptackt + 72 h", "slut"),
        ("antal + 1", "antal"),
        ("hours_since(upptackt)", "kostnad"),
        ("orsak", "orsak"),
    ],
)
def test_an_expression_over_an_unset_fact_has_no_value(text: str, wanted: str) -> None:
    assert expression(text, wanted).value(env()) is None


def test_a_time_that_no_calendar_holds_has_no_value() -> None:
    first = datetime(1, 1, 1, tzinfo=UTC)
    assert expression("upptackt - 72 h", "slut").value(env(upptackt=first)) is None


def test_it_tells_which_facts_it_reads_and_of_what_type_it_is() -> None:
    assert condition("stulen and orsak is set or hours_since(upptackt) > 3").facts == {
        "stulen",
        "orsak",
        "upptackt",
    }
    assert expression("upptackt + 72 h", "slut").type == "moment"


def test_its_tree_can_be_walked() -> None:
    tree = condition("not (antal + 1 > 3 or samtal in insatser) and hours_since(upptackt) > 1").tree
    assert {node.id for node in walk(tree) if isinstance(node, Name)} == {"antal", "insatser", "upptackt"}
    assert len(parts(tree)) == 2


def test_two_conditions_of_the_same_words_are_equal() -> None:
    assert condition("orsak==sjukhus") == condition('(orsak) == "sjukhus"')
    assert condition("orsak == sjukhus") != condition("orsak == avbokat")


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("orsak==sjukhus", 'orsak == "sjukhus"'),
        ("(stulen)", "stulen"),
        ("stulen and (svarar or antal>1)", "stulen and (svarar or antal > 1)"),
        ("stulen or (svarar and antal>1)", "stulen or svarar and antal > 1"),
        ("not orsak is set", "orsak is not set"),
        ("1 < antal <= 5.50", "1 < antal and antal <= 5.5"),
        ("upptackt+72timmar<now", "upptackt + 72 h < now"),
        ("(upptackt - slut) - (3 h - 1 h) > 1 h", "upptackt - slut - (3 h - 1 h) > 1 h"),
        ("orsak in[avbokat,sjukhus]", 'orsak in ["avbokat", "sjukhus"]'),
        ("(antal > 1) == stulen", "(antal > 1) == stulen"),
        ("frist<2026-01-02", "frist < 2026-01-02"),
        ("namn == 'säg \"hej\"'", "namn == 'säg \"hej\"'"),
        ("checklist is done", "checklist is done"),
        ("not (not stulen)", "not (not stulen)"),
        ("kostnad - (-3) > -1", "kostnad - (-3) > -1"),
    ],
)
def test_there_is_one_way_to_write_it_and_that_reads_as_the_same(text: str, canonical: str) -> None:
    assert condition(text).text == canonical
    assert condition(canonical) == condition(text)


UNSIGNED = st.sampled_from(["antal", "3", "hours_since(upptackt)"])
NUMBERS = st.sampled_from(
    ["antal", "kostnad", "3", "0.5", "-2", "hours_since(upptackt)", 'running("stodpass")']
)
MOMENTS = st.sampled_from(["upptackt", "slut", "now", "upptackt + 72 h", "now - 30 min"])
ORDER = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
ATOMS = st.one_of(
    st.sampled_from(["stulen", "svarar", "orsak is set", "upptackt is not set", "checklist is done"]),
    st.sampled_from(
        ["orsak == sjukhus", "plats != hemma", "orsak in [avbokat, bortrest]", "samtal in insatser"]
    ),
    st.builds("{} {} {}".format, NUMBERS, ORDER, NUMBERS),
    st.builds("{} {} {} - (-1)".format, NUMBERS, ORDER, NUMBERS),
    st.builds("{} {} antal + (kostnad - {})".format, NUMBERS, ORDER, UNSIGNED),
    st.builds("{} <= antal < {}".format, NUMBERS, NUMBERS),
    st.builds("{} {} {}".format, MOMENTS, ORDER, MOMENTS),
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("not (not ({}))".format, inner),
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or {}".format, inner, inner),
    ),
    max_leaves=5,
)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "orsak": st.sampled_from(["avbokat", "sjukhus", "bortrest"]),
        "plats": st.sampled_from(["hemma", "sjukhus"]),
        "insatser": st.sampled_from([(), ("samtal",), ("samtal", "stad")]),
        "stulen": st.booleans(),
        "svarar": st.booleans(),
        "antal": st.integers(0, 10),
        "kostnad": st.decimals(-(10**9), 10**9, places=6).map(exact),
        "upptackt": st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),
        "slut": st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),
    },
)


@given(text=CONDITIONS, facts=VALUES)
def test_whatever_compiles_is_true_or_false_and_its_canonical_text_says_the_same(
    text: str, facts: dict[str, Any]
) -> None:
    found = compile_condition(text, FACTS, checklist=True)
    if not isinstance(found, Condition):
        assert {problem.rule for problem in found} <= {
            "condition-never",
            "condition-always",
            "condition-too-long",
        }
        return
    again = condition(found.text)
    assert again.tree == found.tree
    assert text_of(again.tree) == found.text
    assert found.holds(env(**facts)) in (True, False)
    assert again.holds(env(**facts)) is found.holds(env(**facts))
