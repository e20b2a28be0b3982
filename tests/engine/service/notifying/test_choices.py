"""What each person has chosen to hear of, by what and when; the same on every store."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from engine.errors.value import FactsWrong
from engine.service.notifying.choices import Choices
from engine.service.notifying.hours import Hours
from tests.engine.database.office import Office

MAIL, SMS, BOTH, NOTHING = (frozenset(ways) for ways in (["mail"], ["sms"], ["mail", "sms"], []))
CHOSEN = Choices(
    ways={"task": NOTHING, "remind": SMS, "notice": MAIL, "escalation": BOTH},
    hours=Hours(time(21, 30), time(7)),
    language="en",
)


def test_whoever_has_chosen_nothing_gets_all_by_mail_at_any_time(desk: Office) -> None:
    found = desk.engine.notice_choices.of("m7")
    assert (set(found.ways.values()), found.hours, found.language) == ({MAIL}, None, None)


def test_what_somebody_has_chosen_is_kept_until_they_choose_anew(desk: Office) -> None:
    choices = desk.engine.notice_choices
    choices.choose("m7", CHOSEN)
    assert choices.of("m7") == CHOSEN
    anew = replace(CHOSEN, hours=None, language=None)
    choices.choose("m7", anew)
    assert (choices.of("m7"), choices.of("m8")) == (anew, Choices())


def test_an_escalation_can_not_be_silenced(desk: Office) -> None:
    silent = replace(CHOSEN, ways={**CHOSEN.ways, "escalation": NOTHING})
    with pytest.raises(FactsWrong) as refused:
        desk.engine.notice_choices.choose("m7", silent)
    assert refused.value.problems.keys() == {"escalation"}
    assert desk.engine.notice_choices.of("m7") == Choices()


def test_hours_that_are_none_are_refused(desk: Office) -> None:
    with pytest.raises(FactsWrong) as refused:
        desk.engine.notice_choices.choose("m7", replace(CHOSEN, hours=Hours(time(7), time(7))))
    assert refused.value.problems.keys() == {"hours"}


def test_what_somebody_has_chosen_is_forgotten_with_them(desk: Office) -> None:
    desk.engine.notice_choices.choose("m7", CHOSEN)
    desk.engine.forget_person("m7")
    assert desk.engine.notice_choices.of("m7") == Choices()
