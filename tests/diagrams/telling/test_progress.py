"""What is certainly passed follows from where the instance is."""

from __future__ import annotations

import pytest

from diagrams.telling.progress import passed
from tests.diagrams.samples import instance, load, routine


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("hamta", set()),
        ("ak", {"hamta", "logga_in"}),
        ("insatser", {"hamta", "logga_in", "ak", "blir_det_av", "ankomst"}),
        ("uteblivet", {"hamta", "logga_in", "ak", "blir_det_av"}),
        ("fler_besok", {"hamta", "logga_in", "ak", "blir_det_av"}),
    ],
)
def test_what_there_is_no_way_around_is_passed(at: str, expected: set[str]) -> None:
    of = load("arbetstelefon")
    assert passed(of, instance(of, {"main": at})) == expected


def test_a_branch_has_passed_what_leads_to_its_together_too() -> None:
    of = load("telefonfel")
    at = {"main": "samtidigt", "samtidigt.hos_it": "paminn", "samtidigt.pa_papper": "skriv"}
    assert passed(of, instance(of, at)) == {"felsok", "kontakta", "vanta"}


def test_a_choice_that_jumps_from_anywhere_leaves_nothing_certain() -> None:
    of = routine(
        "  a: {title: A, role: personal}\n  b: {title: B, role: personal}\n  slut: {end: slut}",
        more="anytime: {hoppa: {label: Hoppa, to: b}}",
    )
    assert passed(of, instance(of, {"main": "b"})) == set()
