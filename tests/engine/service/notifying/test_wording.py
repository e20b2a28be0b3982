"""What a notification says, and how little."""

from __future__ import annotations

import pytest

from engine.said import CODE, Said, both
from engine.service.notifying import kinds, wording
from engine.service.notifying.wording import Told

KINDS = (kinds.TASK, kinds.REMIND, kinds.NOTICE, kinds.LIMIT, kinds.INCIDENT, kinds.UNHELD)


def told(kind: str, step: str = "Ring anhörig", unit: str = "norra") -> Told:
    return Told(
        kind=kind,
        routine=both("Borttappad telefon"),
        step=both(step),
        unit=unit,
        link="https://rutin.example/instances/i1",
        choices="https://rutin.example/notifications",
        role=Said("Enhetschef", "Manager"),
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", CODE)
def test_it_says_what_waits_where_and_its_link(kind: str, language: str) -> None:
    mail = wording.mail(told(kind)).say(language)
    for part in ("Borttappad telefon", "Ring anhörig", "norra", "https://rutin.example/instances/i1"):
        assert part in mail
    assert "https://rutin.example/notifications" in mail
    assert "{" not in mail + wording.subject(told(kind)).say(language)


@pytest.mark.parametrize("kind", KINDS)
def test_an_sms_is_short_however_long_the_title(kind: str) -> None:
    sms = wording.sms(told(kind, step="ö" * 200)).sv
    assert len(sms) < 200
    assert sms.endswith("https://rutin.example/instances/i1")


def test_a_title_never_makes_two_lines_of_a_subject_and_its_braces_are_letters() -> None:
    assert wording.subject(told(kinds.TASK, step="Ring\nnu {ref}")).sv == "Att göra: Ring nu {ref}"
