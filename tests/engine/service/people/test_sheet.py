"""People in a spreadsheet, as Excel saves it in Swedish; what is wrong is named by row and column, all of it at once."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from engine.errors.value import FactsWrong
from engine.service.people.entry import Entry, entry
from engine.service.people.register import Held, Known
from engine.service.people.sheet import LARGEST, MOST_TOLD, read_sheet, write_sheet

SWEDISH = (
    "Id;Namn;Roll;Enhet;E-post;Telefon\r\n"
    'm7;"Provperson, Åäö";medarbetare;norra;m7@kommun.example;070-174 06 05\r\n'
    "m8;Bo;;;;\r\n"
)
ASA = entry("m7", "Provperson, Åäö", "m7@kommun.example", "0701740605", [("medarbetare", "norra")])
BO = entry("m8", "Bo")


def told(text: str | bytes, *roles: str) -> list[str]:
    """What is said of a file that is wrong."""
    with pytest.raises(FactsWrong) as refused:
        read_sheet(text.encode() if isinstance(text, str) else text, roles)
    return [each.sv for each in refused.value.problems.values()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_file_is_read_as_excel_saves_it(encoding: str) -> None:
    assert read_sheet(SWEDISH.encode(encoding)) == [ASA, BO]


@pytest.mark.parametrize(
    "text",
    [
        "id,name,role,unit,mail,phone\nm8,Bo,,,,\n",
        "Id\tNamn\nm8\tBo\n",
        "sep=;\r\nid;namn\r\nm8;Bo\r\n",
        "\r\n;;\r\nNAMN ;Id\r\n\r\nBo;m8\r\n;\r\n",
        "Id;Namn;;\nm8;Bo;;;;\n",
        "Id;Namn\rm8;Bo\r",
    ],
)
def test_other_separators_titles_and_empty_lines_are_read_too(text: str) -> None:
    assert read_sheet(text.encode()) == [BO]


def test_who_has_several_roles_has_several_rows_or_several_in_a_cell() -> None:
    text = "id;namn;roll;enhet\nm7;Åäö;medarbetare, chef;norra\nm8;Bo;chef;norra\nm7;;chef;södra\n"
    asa, bo = read_sheet(text.encode())
    assert asa.grants == {("medarbetare", "norra"), ("chef", "norra"), ("chef", "södra")}
    assert asa.name == "Åäö"
    assert bo.grants == {("chef", "norra")}


def test_all_that_is_wrong_is_named_by_row_and_column() -> None:
    text = (
        "id;namn;roll;enhet;e-post;telefon\n"
        "m7;Åäö;Chef;norra;ingen adress;12\n"
        "\n"
        f";{'A' * 200};chef;;;\n"
        'm8;Bo;;;"a@b.example\nBcc: c@d.example";\n'
    )
    assert [each.partition(": ")[0] for each in told(text)] == [
        "Rad 4, kolumnen Enhet",
        "Rad 2, kolumnen Roll",
        "Rad 2, kolumnen E-post",
        "Rad 2, kolumnen Telefon",
        "Rad 4, kolumnen Id",
        "Rad 4, kolumnen Namn",
        "Rad 5, kolumnen E-post",
    ]


def test_two_rows_that_say_different_things_of_one_person_are_told() -> None:
    (said,) = told("id;namn\nm7;Åäö\nm7;\nm7;Eva\n")
    assert said == "Rad 4, kolumnen Namn: här står ”Eva”, men rad 2 säger ”Åäö” om samma id."


def test_a_role_that_no_routine_has_is_told_with_the_nearest() -> None:
    (said,) = told("id;roll;enhet\nm7;medarbetar;norra\n", "medarbetare")
    assert said.startswith("Rad 2, kolumnen Roll: Ingen publicerad rutin har rollen ”medarbetar”.")
    assert "Menade du ”medarbetare”?" in said


@pytest.mark.parametrize("number", ["4,67E+10", "4.67E+10", "4E10"])
def test_a_number_that_the_spreadsheet_has_rounded_is_not_taken_for_one(number: str) -> None:
    assert "gör kolumnen till text" in told(f"id;telefon\nm7;{number}\n")[0].lower()
    assert "gör kolumnen till text" in told(f"id;namn\n{number};Åäö\n")[0].lower()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "inga personer"),
        ("Id;Namn\n", "inga personer"),
        ("Namn;Roll\nÅäö;chef\n", "Id måste finnas"),
        ("Id;Roll\nm7;chef\n", "hör ihop"),
        ("Id;Namm\nm7;Åäö\n", "Menade du ”namn”?"),
        ("Id;Namn;Name\nm7;Åäö;Åäö\n", "står två gånger"),
        ("Id;Namn\nm7;Åäö;070\n", "någon kolumn"),
        ('Id;Namn\nm7;"Åäö\n', "citattecken"),
        (b"\x50\x4b\x03\x04\x00\x00", "CSV"),
        (b"\x81\x8d\x8f", "CSV"),
        (b"x" * (LARGEST + 1), "för stor"),
        ("Id\n" + "\n".join(f"m{number}" for number in range(5_000)), "för stor"),
    ],
)
def test_a_file_that_can_not_be_read_says_what_to_do(text: str | bytes, word: str) -> None:
    assert any(word in each for each in told(text))


def test_very_many_errors_are_counted_when_there_are_enough_of_them() -> None:
    said = told("id;e-post\n" + "".join(f"m{number};x\n" for number in range(MOST_TOLD + 5)))
    assert (len(said), said[-1]) == (MOST_TOLD + 1, "Och 5 fel till.")


def known(made: Entry) -> Known:
    """Somebody of whom the entry is written down."""
    held = tuple(Held(role=role, unit=unit, given_by="register") for role, unit in sorted(made.grants))
    return Known(
        number=1,
        subject=made.subject,
        since=datetime(2026, 3, 2, tzinfo=UTC),
        name=made.name,
        mail=made.mail,
        phone=made.phone,
        held=held,
    )


def test_what_is_written_out_is_read_back() -> None:
    several = entry("m9", "Eva", grants=[("chef", "norra"), ("chef", "södra")])
    formulas = entry("=1+1", "@SUM(A1)", phone="+46701740605", grants=[("chef", "-norra")])
    everybody = [ASA, BO, several, formulas]
    assert read_sheet(write_sheet(map(known, everybody))) == everybody


def test_nothing_that_is_written_out_is_a_formula() -> None:
    content = write_sheet([known(entry("=1+1", "@SUM(A1)", "-a@b.example", "+46701740605"))], "en")
    titles, row = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    assert titles == ["Id", "Name", "Role", "Unit", "Mail", "Phone"]
    assert not [cell for cell in row if cell[:1] in ("=", "+", "-", "@")]
