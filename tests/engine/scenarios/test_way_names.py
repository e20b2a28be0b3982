"""Choices, timers and ends as people read them."""

from __future__ import annotations

import pytest

from engine.scenarios.coverage import all_ways
from engine.scenarios.way_names import name_of, short_name
from tests.engine.run.acting import routine

FOUND = routine(
    """
    gor:
      title: Gör
      role: medarbetare
      choices: {klar: {label: Jag är klar}}
      timers:
        - {after: 30 min, remind: Gör det.}
        - {by: slut - 1 d, notify: [chef, administrator], say: Inget är gjort.}
        - {by: slut, to: klart}
    klart: {end: klart, title: Allt är klart}
    """,
    start="{by: medarbetare, ask: [slut]}",
    more="facts: {slut: {type: moment, title: Slutet}}\nanytime: {hem: {label: Gå hem, to: klart}}",
)


@pytest.mark.parametrize(
    ("language", "names"),
    [
        (
            "sv",
            [
                "valet ”Jag är klar” (”Gör”)",
                "tiden 30 minuter, en påminnelse (”Gör”)",
                "tiden 24 timmar före ”Slutet”, Chefen och Administratör får veta (”Gör”)",
                "tiden vid ”Slutet”, det går vidare till ”Allt är klart” (”Gör”)",
                "valet ”Gå hem”",
                "slutet ”Allt är klart”",
            ],
        ),
        (
            "en",
            [
                "the choice “Jag är klar” (“Gör”)",
                "the time 30 minutes, a reminder (“Gör”)",
                "the time 24 hours before “Slutet”, Chefen and Administratör are told (“Gör”)",
                "the time at “Slutet”, it goes on to “Allt är klart” (“Gör”)",
                "the choice “Gå hem”",
                "the end “Allt är klart”",
            ],
        ),
    ],
)
def test_a_way_is_named_with_its_place(language: str, names: list[str]) -> None:
    assert [name_of(FOUND, way, language) for way in all_ways(FOUND)] == names


def test_a_title_names_it_shortly() -> None:
    assert [short_name(FOUND, way) for way in all_ways(FOUND)] == [
        "”Jag är klar”",
        "”Gör” dröjer 30 minuter",
        "”Gör” ogjort 24 timmar före ”Slutet”",
        "”Gör” ogjort vid ”Slutet”",
        "”Gå hem”",
        "”Allt är klart”",
    ]


def test_the_end_of_a_branch_that_is_called_the_same_does_not_lend_the_routine_s_end_its_title() -> None:
    both = routine(
        """
        samtidigt:
          together:
            a: {states: {ring: {title: Ring, role: medarbetare}, ringt: {end: klart, title: Alla är uppringda}}}
            b: {states: {mejla: {title: Mejla, role: medarbetare}, mejlat: {end: klart, title: Alla har fått mejl}}}
        slut: {end: klart, title: Allt är klart}
        """
    )

    assert name_of(both, all_ways(both)[-1]) == "slutet ”Allt är klart”"
    assert short_name(both, all_ways(both)[-1]) == "”Allt är klart”"
