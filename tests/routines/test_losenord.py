"""A forgotten password: what its routine makes sure of."""

from __future__ import annotations

from engine.errors.value import FactsWrong
from tests.routines.story import Story


def test_who_is_registered_resets_the_password_without_anybody() -> None:
    story = Story("losenord")

    story.does("medarbetare", "ar_registrerad", "aterstallt")

    assert story.outcome() == "aterstallt"


def test_who_is_not_registered_gets_a_password_from_it_and_registers_then() -> None:
    story = Story("losenord")
    story.does("medarbetare", "inte_registrerad", "fick_nytt")
    assert story.here() == {"registrera_dig"}

    story.does("medarbetare", "registrerad")

    assert story.outcome() == "aterstallt"


def test_registering_is_not_put_off_without_a_reason() -> None:
    story = Story("losenord")
    story.does("medarbetare", "inte_registrerad", "fick_nytt")

    assert isinstance(story.try_to("medarbetare", "skip"), FactsWrong)


def test_a_reset_that_fails_becomes_a_call() -> None:
    story = Story("losenord")

    story.does("medarbetare", "ar_registrerad", "gick_inte")

    assert story.here() == {"ring_it"}


def test_the_manager_hears_when_somebody_has_waited_for_it_half_an_hour() -> None:
    story = Story("losenord")
    story.does("medarbetare", "inte_registrerad")

    story.waits(minutes=30)

    assert story.told("enhetschef") == ["En medarbetare kommer inte in i LMO. IT-avdelningen är kontaktad."]


def test_it_says_so_when_there_is_no_password_to_be_had() -> None:
    story = Story("losenord")

    story.does("medarbetare", "inte_registrerad", "inte_nu")

    assert story.outcome() == "inget_losenord"
