"""The key of a line on paper is read as people type it, and told when it was misread."""

from __future__ import annotations

from random import Random

import pytest

from engine.values.paper_key import LETTERS, MOST_LINES, PaperKey, new_form, read_key

KEY = PaperKey("KTMRPX", 14)


@pytest.mark.parametrize(
    "typed", [str(KEY), str(KEY).lower(), f" {KEY} ", str(KEY).replace("-", " "), str(KEY).replace("-", "–")]
)
def test_a_key_is_read_as_people_type_it(typed: str) -> None:
    assert read_key(typed) == KEY


@pytest.mark.parametrize("typed", ["", "KTMRPX", "KTMRPX-0B", "KTMRPX-1000B", "KTMRPA-1B", "ſTMRPX-1B", "14"])
def test_what_is_no_key_is_none(typed: str) -> None:
    assert read_key(typed) is None


def test_one_sign_that_is_misread_is_told_and_so_are_two_that_have_changed_places() -> None:
    key = str(KEY)
    for place, sign in enumerate(key):
        others = "0123456789" if sign.isdigit() else LETTERS
        for other in set(others) - {sign} if sign != "-" else ():
            assert read_key(key[:place] + other + key[place + 1 :]) is None
    for place in range(len(key) - 1):
        swapped = key[:place] + key[place + 1] + key[place] + key[place + 2 :]
        assert read_key(swapped) in (None, KEY)


def test_every_line_of_a_form_has_a_key_of_its_own() -> None:
    form = new_form(Random(7))
    keys = {str(PaperKey(form, line)) for line in range(1, MOST_LINES + 1)}
    assert len(keys) == MOST_LINES
    assert all(read_key(each) is not None for each in keys)
