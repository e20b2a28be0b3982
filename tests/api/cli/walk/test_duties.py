"""Who does it in the terminal: a colleague is sent where two are to do it, and the same where one is."""

from __future__ import annotations

from pathlib import Path

from tests.api.cli.conftest import Walked
from tests.api.cli.walk.shown import screens, write

TWO_PEOPLE = """routine: tva
version: 1
title: Två skriver under
language: sv
roles: {medarbetare: Medarbetare}
start: medarbetare
states:
  forst: {title: Skriv under först, role: medarbetare}
  sedan: {title: Skriv under sedan, role: medarbetare, not_by: forst, choices: {under: {label: Jag med, undo: 5 min}}}
  spara: {title: Spara, role: medarbetare, same_as: sedan}
  klart: {end: klart, title: Två har skrivit under}
"""


def test_another_person_of_the_role_does_what_the_same_one_may_not(walked: Walked, folder: Path) -> None:
    write(folder, "tva", TWO_PEOPLE)
    out = walked("1", "1", "ångra", "1", "1", routine="tva")
    assert "Slut: Två har skrivit under" in out
    second = screens(out)[1]
    assert "  1  Jag med\n" in second
    assert "Skriv under först" in second.split("Skriv under sedan")[1]
    assert "Ångrat: Jag med." in out


ONE_AND_ANOTHER = """\
routine: kaffe
version: 1
title: Kaffe
roles: {medarbetare: Medarbetare, chef: {title: Chefen, manager: yes}}
states:
  koka: {title: Koka kaffet, role: medarbetare}
  smaka: {title: Smaka på kaffet, role: medarbetare, not_by: [koka, start]}
  servera: {title: Servera kaffet, role: medarbetare, same_as: smaka}
  klart: {end: klart, title: Kaffet är serverat}
"""


def test_another_is_sent_where_two_are_to_do_it_and_the_same_where_one_is(
    walked: Walked, folder: Path
) -> None:
    write(folder, "kaffe", ONE_AND_ANOTHER)
    assert "Slut: Kaffet är serverat" in walked("1", "1", "1")
