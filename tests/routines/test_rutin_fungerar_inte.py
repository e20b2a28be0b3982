"""When Rutin does not work: what its routine makes sure of."""

from __future__ import annotations

from engine.errors.person import NotYours
from engine.errors.step import ConditionNotMet
from tests.routines.story import Story


def registered() -> Story:
    """Rutin works again, and a form is registered."""
    story = Story("rutin_fungerar_inte")
    story.does("medarbetare", "ligger_nere")
    story.does("medarbetare", "meddelat")
    story.does("medarbetare", "fungerar_igen", antal_blanketter=1)
    story.does("medarbetare", "registrerat")
    return story


def test_a_fault_of_the_own_phone_is_ruled_out_first() -> None:
    refusal = Story("rutin_fungerar_inte").try_to("medarbetare", "ligger_nere", checked=False)

    assert isinstance(refusal, ConditionNotMet)


def test_the_manager_looks_at_the_forms_and_nobody_else_does() -> None:
    assert isinstance(registered().try_to("medarbetare", "alla_finns"), NotYours)


def test_a_line_that_was_forgotten_is_registered_before_it_is_over() -> None:
    story = registered()
    story.does("enhetschef", "saknas")
    assert story.here() == {"registrera"}
    story.does("medarbetare", "registrerat")
    story.does("enhetschef", "alla_finns")
    assert story.outcome() == "avslutat"


def test_the_manager_hears_of_it_whether_or_not_anybody_can_reach_them() -> None:
    story = Story("rutin_fungerar_inte")
    story.waits(minutes=15)
    assert story.told("enhetschef")
