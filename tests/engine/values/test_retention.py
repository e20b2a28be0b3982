"""How long cases are kept is read in Swedish and English, and counted by the calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.problems import Problem
from engine.values import retention
from engine.values.retention import Retention

RETENTIONS = st.one_of(
    st.builds(Retention, st.integers(1, 36_500), st.just("days")),
    st.builds(Retention, st.integers(1, 1_200), st.just("months")),
)
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2 år efter avslut", Retention(24, "months")),
        ("2 years after the end", Retention(24, "months")),
        ("1 year", Retention(12, "months")),
        ("18 månader", Retention(18, "months")),
        ("6 MONTHS After The End", Retention(6, "months")),
        ("4 veckor", Retention(28, "days")),
        ("90 d", Retention(90, "days")),
        ("90d", Retention(90, "days")),
        (" 30  dagar  efter avslut ", Retention(30, "days")),
        ("100 år", Retention(1_200, "months")),
    ],
)
def test_a_number_and_a_unit_is_how_long_something_is_kept(text: str, kept: Retention) -> None:
    assert retention.parse(text) == kept


@pytest.mark.parametrize(
    ("text", "sv", "en"),
    [
        ("snart", "”snart” säger inte hur länge", "“snart” does not say how long"),
        ("", "säger inte hur länge", "does not say how long"),
        ("2", "2 år efter avslut", "2 years after the end"),
        ("2 år efter starten", "”2 år efter starten” säger inte", "does not say how long"),
        ("-2 år", "säger inte hur länge", "does not say how long"),
        ("0 dagar", "från 1 dag till 100 år", "from 1 day to 100 years"),
        ("101 år", "från 1 dag till 100 år", "from 1 day to 100 years"),
        ("2 h", "minst en dag", "a day at least"),
        ("2 måndader", "Menade du ”månader”?", "Did you mean “månader”?"),
    ],
)
def test_what_can_t_be_used_is_told_with_what_to_write(text: str, sv: str, en: str) -> None:
    problem = retention.parse(text)

    assert isinstance(problem, Problem)
    assert sv in problem.say("sv")
    assert en in problem.say("en")


@pytest.mark.parametrize(
    ("kept", "sv", "en"),
    [
        (Retention(24, "months"), "2 år efter avslut", "2 years after the end"),
        (Retention(12, "months"), "1 år efter avslut", "1 year after the end"),
        (Retention(18, "months"), "18 månader efter avslut", "18 months after the end"),
        (Retention(1, "days"), "1 dag efter avslut", "1 day after the end"),
    ],
)
def test_it_is_said_to_people(kept: Retention, sv: str, en: str) -> None:
    assert tuple(kept.said) == (sv, en)


@given(RETENTIONS)
def test_the_canonical_text_says_the_same(kept: Retention) -> None:
    assert retention.parse(retention.canonical(kept)) == kept
    assert retention.parse(kept.said.sv) == kept


@pytest.mark.parametrize(
    ("text", "end", "until"),
    [
        ("2 years", datetime(2024, 3, 5, 12, tzinfo=UTC), datetime(2026, 3, 5, 12, tzinfo=UTC)),
        ("1 year", datetime(2024, 2, 29, tzinfo=UTC), datetime(2025, 3, 1, tzinfo=UTC)),
        ("1 month", datetime(2025, 12, 31, tzinfo=UTC), datetime(2026, 1, 31, tzinfo=UTC)),
        ("2 months", datetime(2025, 12, 31, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)),
        ("90 d", datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)),
    ],
)
def test_it_is_counted_by_the_calendar_and_never_too_short(text: str, end: datetime, until: datetime) -> None:
    kept = retention.parse(text)

    assert isinstance(kept, Retention)
    assert kept.until(end) == until


@given(RETENTIONS, MOMENTS, st.integers(0, 10**15))
def test_what_may_go_ended_before_the_latest_end(kept: Retention, end: datetime, later: int) -> None:
    now = kept.until(end) + timedelta(microseconds=later)

    assert end <= kept.latest_end(now)
