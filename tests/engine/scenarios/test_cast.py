"""Who plays: another of the role where one has done it already, the very same where it is held, and who is named with `as`."""

from __future__ import annotations

import pytest

from engine.scenarios.enabled import enabled
from engine.scenarios.play import Failed, Played, play
from engine.scenarios.search.tour import tour
from tests.engine.run.acting import compiled

TEXT = """\
routine: prov
version: 1
title: Två gör det
roles: {medarbetare: Medarbetare, kontrollant: Kontrollant, chef: {title: Chefen, manager: yes}}
start: medarbetare
states:
  forsta: {title: Räkna, role: medarbetare}
  andra: {title: Räkna igen, role: [medarbetare, kontrollant], not_by: [forsta, start], choices: {klar: Klar, om: {label: Om, to: forsta}}}
  tredje: {title: Skriv under, role: kontrollant, same_as: forsta}
  slut: {end: klart}
scenarios:
  - {title: Prov, play: [LINES], ends: klart}
"""
ALL = "medarbetare: klar}, {medarbetare: klar}, {kontrollant: klar"


def played(lines: str) -> Played | Failed:
    routine = compiled(TEXT.replace("LINES", f"{{{lines}}}"), "prov")
    return play(routine, routine.scenarios[0], {})


def test_another_of_the_role_is_sent_and_the_same_one_where_it_is_held() -> None:
    found = played(ALL)
    assert isinstance(found, Played), found.why
    done = [(each.step, each.by) for each in found.lines[-1].case.instances["ovning"].done]
    assert done == [("forsta", "roll:medarbetare")]
    assert not [
        each for line in found.lines for each in line.happened if each.detail and "on_behalf" in each.detail
    ]


@pytest.mark.parametrize("role", ["medarbetare", "kontrollant"])
@pytest.mark.parametrize("who", ["forsta", "start"])
def test_that_the_same_person_does_both_is_proved_to_be_refused_in_whatever_role(role: str, who: str) -> None:
    no = f"{role}: klar, as: {who}, refused: yes"
    found = played(f"medarbetare: klar}}, {{{no}}}, {{medarbetare: klar}}, {{kontrollant: klar")
    assert isinstance(found, Played), found.why


def test_what_is_not_refused_is_told() -> None:
    found = played("medarbetare: klar, as: start, refused: yes}, {" + ALL)
    assert isinstance(found, Failed)
    assert "nekas inte" in found.why.sv


def test_without_refused_the_no_is_told_in_its_own_words() -> None:
    found = played("medarbetare: klar}, {medarbetare: klar, as: forsta")
    assert isinstance(found, Failed)
    assert (
        "{medarbetare: klar, as: forsta}. Du gjorde själv ”Räkna”. Någon annan ska göra det här."
        in found.why.sv
    )


def test_who_has_done_nothing_yet_can_not_be_named() -> None:
    found = played("medarbetare: klar, as: forsta")
    assert isinstance(found, Failed)
    assert "Ingen har gjort ”Räkna” än" in found.why.sv


def test_it_is_enabled_for_every_role_that_somebody_may_play() -> None:
    found = played("medarbetare: klar}, {medarbetare: om}, {medarbetare: klar")
    assert isinstance(found, Failed)
    routine = compiled(TEXT.replace("LINES", "{medarbetare: klar}"), "prov")
    (klar, om) = enabled(routine, found.played[-1].case.instances["ovning"], None)
    assert [klar.line.actor, om.line.actor] == ["medarbetare", "medarbetare"]


def test_scenarios_are_suggested_for_it() -> None:
    routine = compiled(TEXT.replace("LINES", "{medarbetare: klar}"), "prov")
    assert tour(routine, {}).missed == ()
