"""Facts about what has always been met and done before a step."""

from __future__ import annotations

from diagrams.handbook.content.reached import always_done, always_met
from tests.diagrams.samples import routine

END = "  slut: {end: slut, title: Slut}\n"


def test_every_step_of_a_straight_way_has_been_done() -> None:
    straight = routine(
        "  ett: {title: Ett, role: personal}\n  tva: {title: Två, role: personal}\n  tre: {title: Tre, role: personal}\n"
        + END
    )
    assert always_met(straight, "tre") == always_done(straight, "tre") == ("ett", "tva")
    assert always_met(straight, "ett") == ()


def test_a_step_with_a_way_around_it_has_not_always_been_met() -> None:
    around = routine(
        "  ett:\n    title: Ett\n    role: personal\n    choices: {vidare: {label: Vidare}, forbi: {label: Förbi, to: tre}}\n"
        "  tva: {title: Två, role: personal}\n  tre: {title: Tre, role: personal}\n" + END
    )
    assert always_met(around, "tre") == ("ett",)


def test_a_step_that_can_be_left_otherwise_has_been_met_but_not_always_done() -> None:
    otherwise = routine(
        "  ett:\n    title: Ett\n    role: personal\n    choices: {klar: {label: Klar}, inte: {label: Går inte, to: tva}}\n"
        "  tva: {title: Två, role: personal}\n" + END
    )
    assert (always_met(otherwise, "tva"), always_done(otherwise, "tva")) == (("ett",), ())


def test_a_step_that_may_be_skipped_has_not_always_been_done() -> None:
    skipped = routine(
        "  ett: {title: Ett, role: personal, skip: ask}\n  tva: {title: Två, role: personal}\n" + END
    )
    assert (always_met(skipped, "tva"), always_done(skipped, "tva")) == (("ett",), ())


def test_a_time_that_moves_on_leaves_a_step_undone() -> None:
    timed = routine(
        "  ett: {title: Ett, role: personal, timers: [{after: 1 h, to: tva}]}\n  tva: {title: Två, role: personal}\n"
        + END
    )
    assert (always_met(timed, "tva"), always_done(timed, "tva")) == (("ett",), ())


def test_what_can_happen_at_any_time_is_a_way_from_everywhere() -> None:
    anywhere = routine(
        "  ett: {title: Ett, role: personal}\n  tva: {title: Två, role: personal}\n  tre: {title: Tre, role: personal}\n"
        + END,
        more="anytime: {brand: {label: Brand, to: tre}}\n",
    )
    assert always_met(anywhere, "tre") == ("ett",)
    assert always_done(anywhere, "tre") == ()


def test_a_branch_may_leave_for_the_flow_around_it() -> None:
    leaving = routine(
        "  ett:\n    title: Ett\n    together:\n      gren:\n        title: Gren\n        states:\n"
        "          inne: {title: Inne, role: personal, choices: {klar: {label: Klar, to: ute}, bryt: {label: Bryt, to: tre}}}\n"
        "          ute: {end: ute, title: Ute}\n      annan:\n        title: Annan\n        states:\n"
        "          dar: {title: Där, role: personal}\n          borta: {end: borta, title: Borta}\n    to: tva\n"
        "  tva: {title: Två, role: personal}\n  tre: {title: Tre, role: personal}\n" + END
    )
    assert always_met(leaving, "tre") == ("ett",)
