"""The life of a routine: what its routine makes sure of."""

from __future__ import annotations

from engine.errors.duty import DoneByYou
from engine.errors.person import NotYours
from engine.errors.step import ConditionNotMet
from engine.run.instance import Person
from engine.scenarios.player import ROOT, UNIT
from tests.routines.story import Story


def drafted() -> Story:
    """A draft that is to be reviewed."""
    story = Story("rutin_livscykel", by="verksamhetsutvecklare", rutin="stodpass")
    story.does("verksamhetsutvecklare", "utkast_klart", ny_version=2)
    return story


def reviewed() -> Story:
    """A draft that is to be decided."""
    story = drafted()
    story.does("medarbetare", "granskad")
    return story


def valid() -> Story:
    """A decided routine that everybody knows."""
    story = reviewed()
    story.does("enhetschef", "beslutad")
    story.does("verksamhetsutvecklare", "publicerad")
    story.does("enhetschef", "kand")
    return story


def test_those_who_follow_a_routine_review_it_before_it_is_decided() -> None:
    story = drafted()
    assert story.here() == {"granska"}

    assert isinstance(story.try_to("verksamhetsutvecklare", "granskad"), NotYours)


def test_who_writes_does_not_decide() -> None:
    assert isinstance(reviewed().try_to("verksamhetsutvecklare", "beslutad"), NotYours)


def test_who_has_written_does_not_decide_as_a_manager_either() -> None:
    story = drafted()
    (written,) = story.instance().done
    author = Person(written.by, frozenset({("enhetschef", UNIT)}))
    story.does("medarbetare", "granskad")

    assert isinstance(story.player.choose(ROOT, "besluta", "beslutad", author), DoneByYou)
    story.does("enhetschef", "beslutad")


def test_each_proposal_of_the_draft_is_confirmed_before_it_is_decided() -> None:
    assert isinstance(reviewed().try_to("enhetschef", "beslutad", checked=False), ConditionNotMet)


def test_a_decision_is_not_valid_before_the_routine_is_published_and_known() -> None:
    story = reviewed()
    story.does("enhetschef", "beslutad")
    assert story.here() == {"publicera"}

    story.does("verksamhetsutvecklare", "publicerad")
    assert story.here() == {"gor_kand"}
    assert isinstance(story.try_to("enhetschef", "kand", checked=False), ConditionNotMet)


def test_a_routine_is_followed_up_after_a_year_without_anybody_asking() -> None:
    story = valid()

    story.waits(weeks=48)
    assert story.told("verksamhetsutvecklare") == ["En rutin ska följas upp inom fyra veckor."]

    story.waits(weeks=4)
    assert story.here() == {"folj_upp"}


def test_a_follow_up_keeps_changes_or_ends_the_routine() -> None:
    for choice, facts, then in (
        ("galler_vidare", {}, "galler"),
        ("revidera", {"anledning": "lag"}, "skriv_utkast"),
        ("upphav", {}, "upphav"),
    ):
        story = valid()
        story.does("enhetschef", "folj_upp_nu")
        story.does("verksamhetsutvecklare", choice, **facts)
        assert story.here() == {then}


def test_a_decision_that_waits_reaches_the_decider_and_then_the_author() -> None:
    story = reviewed()

    story.waits(weeks=1)
    assert story.told("enhetschef") == ["En rutin väntar på ditt beslut."]

    story.waits(weeks=2)
    assert story.told("verksamhetsutvecklare") == ["En granskad rutin är inte beslutad efter tre veckor."]
