"""Which states can come after which: along the ways, around loops, side by side, and by what can happen at any time."""

from __future__ import annotations

import pytest

from engine.language.proof.order import Order
from tests.engine.run.acting import routine

ORDER = Order(
    routine(
        """
        ett: {title: Ett, role: chef}
        tva: {title: Två, role: chef, choices: {vidare: Vidare, om: {label: Om, to: ett}, hem: {label: Hem, to: slut}}}
        tre: {title: Tre, role: chef, timers: [{after: 1 h, to: sen}]}
        bada:
          title: Båda
          together:
            x: {states: {xa: {title: Xa, role: chef}, xb: {title: Xb, role: chef}, x_slut: {end: klart}}}
            y:
              states:
                ya: {title: Ya, role: chef}
                inne:
                  title: Inne
                  together:
                    p: {states: {pa: {title: Pa, role: chef}, p_slut: {end: klart}}}
                    q: {states: {qa: {title: Qa, role: chef}, q_slut: {end: klart}}}
                y_slut: {end: klart}
        fyra: {title: Fyra, role: chef}
        slut: {end: klart}
        sen: {title: Sent, role: chef, to: slut}
        """
    )
)
JUMPING = Order(
    routine(
        "ett: {title: Ett, role: chef}\ntva: {title: Två, role: chef}\nslut: {end: klart}",
        more="anytime: {om: {label: Om, to: ett}}",
    )
)


@pytest.mark.parametrize(
    ("step", "after"),
    [
        ("tva", "ett"),
        ("ett", "tva"),
        ("ett", "ett"),
        ("xa", "tre"),
        ("sen", "tva"),
        ("xb", "xa"),
        ("pa", "xa"),
        ("xa", "pa"),
        ("qa", "pa"),
        ("fyra", "pa"),
        ("fyra", "xa"),
    ],
)
def test_can_follow(step: str, after: str) -> None:
    assert ORDER.can_follow(step, after)


@pytest.mark.parametrize(
    ("step", "after"),
    [
        ("ett", "tre"),
        ("tre", "tre"),
        ("xa", "xb"),
        ("ya", "pa"),
        ("pa", "fyra"),
        ("fyra", "sen"),
        ("sen", "tre"),
    ],
)
def test_can_not_follow(step: str, after: str) -> None:
    """Whoever leaves a step by its timer has not done it."""
    assert not ORDER.can_follow(step, after)


def test_what_can_happen_at_any_time_leads_back() -> None:
    assert JUMPING.can_follow("ett", "ett")
    assert JUMPING.can_follow("ett", "tva") is False


def test_side_by_side_is_in_another_branch_of_the_same() -> None:
    assert ORDER.are_beside("xa", "pa")
    assert ORDER.are_beside("pa", "qa")
    assert not ORDER.are_beside("ya", "pa")
    assert not ORDER.are_beside("ett", "xa")
