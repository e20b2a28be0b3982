"""The review of the access log: what its routine makes sure of."""

from __future__ import annotations

from engine.errors.step import ConditionNotMet
from engine.errors.value import FactsWrong
from tests.routines.story import Story


def reviewing() -> Story:
    """The manager has an extract of the log."""
    story = Story("logguppfoljning", by="enhetschef")
    story.does("administrator", "framtaget", antal_medarbetare=5)
    return story


def unlawful() -> Story:
    """An access without a reason has been found and shut off."""
    story = reviewing()
    story.does("enhetschef", "oforklarat", antal_oforklarade=1)
    story.does("enhetschef", "otillaten")
    story.does("administrator", "begransad")
    return story


def test_a_review_is_done_when_every_point_has_been_looked_at() -> None:
    story = reviewing()
    assert isinstance(story.try_to("enhetschef", "inget_oforklarat", checked=False), ConditionNotMet)

    story.does("enhetschef", "inget_oforklarat")

    assert story.here() == {"anteckna_kontrollen"}


def test_the_next_review_begins_by_itself_four_weeks_after_the_last() -> None:
    story = reviewing()
    story.does("enhetschef", "inget_oforklarat", "antecknat")

    story.waits(weeks=4)

    assert story.here() == {"ta_fram_utdraget"}


def test_an_access_that_nobody_can_explain_is_looked_into_before_the_review_is_noted() -> None:
    story = reviewing()
    story.does("enhetschef", "oforklarat", antal_oforklarade=1)
    assert story.here() == {"utred"}

    story.does("enhetschef", "forklarad")

    assert story.here() == {"anteckna_kontrollen"}


def test_an_unlawful_access_is_shut_off_and_judged_as_an_incident() -> None:
    assert unlawful().here() == {"bedom_incidenten"}


def test_the_72_hours_run_from_the_discovery() -> None:
    story = reviewing()
    story.does("enhetschef", "oforklarat", antal_oforklarade=1)
    story.waits(days=2)
    story.does("enhetschef", "otillaten")
    story.waits(minutes=30)
    story.does("administrator", "begransad")
    hours: list[int] = []

    for hour in range(1, 73):
        before = len(story.told("enhetschef"))
        story.waits(hours=1)
        hours += [hour] * (len(story.told("enhetschef")) - before)

    assert hours == [24, 48, 66, 72]
    assert len(story.told("verksamhetschef")) == 2


def test_not_reporting_the_incident_takes_a_reason() -> None:
    refusal = unlawful().try_to("enhetschef", "ingen_anmalan")

    assert isinstance(refusal, FactsWrong)
    assert set(refusal.problems) == {"skal_ingen_anmalan"}


def test_a_review_that_nobody_makes_reaches_the_head_of_operations() -> None:
    story = reviewing()

    story.waits(weeks=2)

    assert story.told("verksamhetschef") == ["Loggarna i Lifecare är inte kontrollerade efter två veckor."]
