"""What a grant rests on is called as it stands in databases."""

from __future__ import annotations

from engine.store.grounds import BY_HAND, REGISTER, SHIFT, SIGN_IN


def test_what_a_grant_rests_on_is_called_as_it_has_been() -> None:
    assert (REGISTER, SIGN_IN, SHIFT) == ("register", "sign_in", "shift")


def test_what_is_said_here_holds_whatever_another_says() -> None:
    assert set(BY_HAND) == {"register", "shift"}
