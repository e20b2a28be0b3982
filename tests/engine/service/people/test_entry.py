"""What may be written down of somebody; and what is wrong is said of each field, all of it at once."""

from __future__ import annotations

import pytest

from engine.errors.value import FactsWrong
from engine.service.people.entry import check_roles, entry


def wrong(**fields: str) -> dict[str, str]:
    """What is said of the fields that are wrong."""
    with pytest.raises(FactsWrong) as refused:
        entry(**{"subject": "m7", **fields})  # type: ignore[arg-type]
    return {name: said.sv for name, said in refused.value.problems.items()}


def test_texts_are_tidied() -> None:
    made = entry(" m7 ", " A\u030aa\u0308o\u0308 ", " a@kommun.example ", grants=[(" chef ", " norra ")])
    assert (made.subject, made.name, made.mail) == ("m7", "Åäö", "a@kommun.example")
    assert made.grants == {("chef", "norra")}


def test_what_is_left_out_is_not_known() -> None:
    made = entry("m7")
    assert (made.name, made.mail, made.phone, made.grants) == (None, None, None, frozenset())


def test_all_that_is_wrong_is_said_at_once() -> None:
    assert set(wrong(subject="m 7", name="A" * 101, mail="x", phone="y")) == {
        "subject",
        "name",
        "mail",
        "phone",
    }


@pytest.mark.parametrize(
    "subject", ["", " ", "m 7", "m\n7", "m\u200b7", "system", "System", "removed#7", "m" * 201]
)
def test_ids_that_can_not_be_used_are_refused(subject: str) -> None:
    assert set(wrong(subject=subject)) == {"subject"}


def test_a_name_of_200_letters_is_refused_with_how_many_it_may_have() -> None:
    assert "200 tecken. Skriv högst 100" in wrong(name="A" * 200)["name"]


@pytest.mark.parametrize("name", ["A\nB", "A\u202eB", "\u2800", "A\x00"])
def test_names_that_do_not_look_like_what_they_are_are_refused(name: str) -> None:
    assert set(wrong(name=name)) == {"name"}


@pytest.mark.parametrize(
    "mail",
    [
        "a@kommun.example\nBcc: b@example.org",
        "a@kommun.example\r\n",
        "a b@kommun.example",
        "a@b@kommun.example",
        "a@kommun",
        "A <a@kommun.example>",
        "a@kommun.example,b@kommun.example",
        f"a@{'k' * 250}.example",
    ],
)
def test_a_mail_address_that_is_none_or_more_than_one_is_refused(mail: str) -> None:
    assert set(wrong(mail=mail)) == {"mail"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("070-174 06 05", "+46701740605"),
        ("0701740605", "+46701740605"),
        ("+46 (0)70 174 06 05", "+46701740605"),
        ("0046701740605", "+46701740605"),
        ("+47 912 34 567", "+4791234567"),
        ("", None),
    ],
)
def test_a_phone_number_is_kept_as_it_is_dialled_from_anywhere(typed: str, kept: str | None) -> None:
    assert entry("m7", phone=typed).phone == kept


@pytest.mark.parametrize("phone", ["12", "070-12 34 x", "0701740605\n112", "+4670174060589012"])
def test_what_is_no_phone_number_is_refused(phone: str) -> None:
    assert set(wrong(phone=phone)) == {"phone"}


def test_a_number_whose_zero_a_spreadsheet_has_dropped_is_refused_with_why() -> None:
    assert "nollan" in wrong(phone="701740605")["phone"]


@pytest.mark.parametrize(
    ("grant", "field"),
    [
        (("", "norra"), "role"),
        (("chef", ""), "unit"),
        (("Chef", "norra"), "role"),
        (("chef", "n" * 81), "unit"),
    ],
)
def test_a_role_is_an_id_and_has_a_unit(grant: tuple[str, str], field: str) -> None:
    with pytest.raises(FactsWrong) as refused:
        entry("m7", grants=[grant])
    assert set(refused.value.problems) == {field}


def test_more_roles_than_anybody_has_are_refused() -> None:
    with pytest.raises(FactsWrong):
        entry("m7", grants=[("chef", f"enhet-{number}") for number in range(101)])


def test_a_role_that_no_routine_has_is_refused_with_the_nearest() -> None:
    entries = [entry("m7", grants=[("medarbetar", "norra")])]
    with pytest.raises(FactsWrong, match="Did you mean “medarbetare”"):
        check_roles(entries, {"medarbetare", "chef"})
    check_roles(entries, ())
