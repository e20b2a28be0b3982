from __future__ import annotations

import pytest

from engine.values.texts import Text

BOTH = Text((("sv", "Ring {ref}"), ("en", "Call {ref} in {settings.plats}")))


def test_a_text_is_said_in_the_wanted_language_or_the_routine_s_own() -> None:
    assert BOTH.say("en").startswith("Call")
    assert BOTH.say("fi").startswith("Ring")
    assert BOTH.say().startswith("Ring")


def test_names_in_braces_are_found_in_all_languages() -> None:
    assert BOTH.names() == {"ref", "settings.plats"}


def test_names_are_filled_in_as_plain_text() -> None:
    values = {"ref": "<b>{ref}</b>", "settings.plats": "skåpet"}

    assert BOTH.fill(values, "en") == "Call <b>{ref}</b> in skåpet"


def test_a_name_without_a_value_is_an_ellipsis() -> None:
    assert BOTH.fill({}, "sv") == "Ring …"


def test_an_ellipsis_ends_its_sentence_alone() -> None:
    text = Text((("sv", "Ring {a}. Ställ den i {b}.5 {c}."),))
    assert text.fill({}) == "Ring … Ställ den i ….5 …"
    assert text.fill({"a": "IT", "b": "1", "c": "x"}) == "Ring IT. Ställ den i 1.5 x."


def test_a_setting_without_a_value_says_so_and_whom_to_ask_wherever_it_is_read() -> None:
    text = Text((("sv", "Ring {settings.jour}. Ta {sak}."), ("en", "Call {settings.jour}.")))
    assert text.fill({}, "sv") == "Ring (inte bestämt än: fråga din chef). Ta …"
    assert text.fill({"settings.jour": ""}, "en") == "Call (not decided yet: ask your manager)."
    assert text.fill({"settings.jour": "010-10", "sak": "den"}) == "Ring 010-10. Ta den."


@pytest.mark.parametrize("inner", ["raknat - journal", "antal + 1", "a-b", "7"])
def test_what_stands_in_single_braces_and_is_no_name_is_told(inner: str) -> None:
    text = Text((("sv", f"Skillnad: {{{inner}}}. Se {{ref}} och {{{{så}}}}."),))

    assert text.no_names() == (inner,)
    assert text.names() == frozenset({"ref"})


@pytest.mark.parametrize("words", ["{}", "{{ref}}", "{{7*7}}", "{7}", "{a-b}", "{ref", "ref}", "{\n}"])
def test_what_is_no_name_is_plain_text(words: str) -> None:
    text = Text((("sv", words),))

    assert text.names() == frozenset()
    assert text.fill({"ref": "x"}) == words


def test_spaces_inside_the_braces_do_not_matter() -> None:
    assert Text((("sv", "Ring { ref }."),)).fill({"ref": "17"}) == "Ring 17."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Kvar: {antal nycklar", ("antal",)),
        ("Ligger i {settings.skap.", ("settings.skap",)),
        ("{ett} och {tva", ("tva",)),
        ("{ett} och {tva}", ()),
        ("{antal + 1}", ()),
        ("{{ett", ()),
        ("En klammer { för sig", ()),
        ("En klammer {", ()),
    ],
)
def test_a_brace_that_is_never_closed_is_found(words: str, found: tuple[str, ...]) -> None:
    assert Text((("sv", words),)).left_open() == found
