"""What is wrong with a request's content, field by field, in words for people."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi.exceptions import RequestValidationError

from engine.problems import clipped
from engine.said import Said

NOT_READABLE = Said(
    "Innehållet går inte att läsa som JSON.",
    "The content can't be read as JSON.",
)

CURSOR_WRONG = Said(
    "”cursor” ska vara den som stod i svarets Link, oförändrad. Börja om utan den.",
    "“cursor” must be the one of the answer's Link, unchanged. Begin again without it.",
)

_SENTENCES: Mapping[str, Said] = {
    "missing": Said("”{field}” saknas.", "“{field}” is missing."),
    "string_type": Said("”{field}” ska vara en text.", "“{field}” must be a text."),
    "string_too_long": Said(
        "”{field}” får ha högst {max_length} tecken.",
        "“{field}” may have at most {max_length} characters.",
    ),
    "string_too_short": Said("”{field}” får inte vara tom.", "“{field}” may not be empty."),
    "int_type": Said("”{field}” ska vara ett heltal.", "“{field}” must be a whole number."),
    "int_parsing": Said("”{field}” ska vara ett heltal.", "“{field}” must be a whole number."),
    "int_from_float": Said("”{field}” ska vara ett heltal.", "“{field}” must be a whole number."),
    "greater_than_equal": Said("”{field}” ska vara minst {ge}.", "“{field}” must be at least {ge}."),
    "less_than_equal": Said("”{field}” får vara högst {le}.", "“{field}” may be at most {le}."),
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
        Said(
            "”{field}” ska vara en dag, till exempel 2026-01-31.",
            "“{field}” must be a day, for example 2026-01-31.",
        ),
    ),
    **dict.fromkeys(
        ("datetime_type", "datetime_parsing", "datetime_from_date_parsing", "timezone_aware"),
        Said(
            "”{field}” ska vara en tidpunkt, till exempel 2026-01-31T08:00:00+01:00.",
            "“{field}” must be a moment, for example 2026-01-31T08:00:00+01:00.",
        ),
    ),
    **dict.fromkeys(
        ("bool_type", "bool_parsing"),
        Said("”{field}” ska vara true eller false.", "“{field}” must be true or false."),
    ),
    "dict_type": Said(
        '”{field}” ska vara ett objekt: {{"namn": värde}}.',
        '“{field}” must be an object: {{"name": value}}.',
    ),
    "model_attributes_type": Said(
        "Innehållet ska vara ett JSON-objekt.", "The content must be a JSON object."
    ),
    "list_type": Said("”{field}” ska vara en lista.", "“{field}” must be a list."),
    "set_type": Said("”{field}” ska vara en lista.", "“{field}” must be a list."),
    "too_long": Said(
        "”{field}” får ha högst {max_length} delar.",
        "“{field}” may have at most {max_length} items.",
    ),
    "literal_error": Said("”{field}” ska vara {expected}.", "“{field}” must be {expected}."),
    "extra_forbidden": Said("Det finns inget fält ”{field}” här.", "There is no field “{field}” here."),
    "not_an_id": Said(
        "”{field}” ska vara ett id: små bokstäver a–z, siffror och _, högst 40 tecken.",
        "“{field}” must be an id: small letters a–z, digits and _, at most 40 characters.",
    ),
    "not_a_paper_key": Said(
        "”{field}” är ingen rad på en blankett. Skriv den som den står, till exempel KTMRPX-4R.",
        "“{field}” is no line of a form. Write it as it stands there, for example KTMRPX-4R.",
    ),
    "version_without_done_at": Said(
        "”{field}” anges bara för det som registreras i efterhand, med ”done_at”.",
        "“{field}” is given only for what is registered afterwards, with “done_at”.",
    ),
    "invisible_characters": Said(
        "”{field}” innehåller osynliga tecken. Skriv texten på nytt i stället för att klistra in den.",
        "“{field}” has invisible characters. Type the text again instead of pasting it.",
    ),
}
_OTHERWISE = Said("”{field}” är fel ifylld.", "“{field}” is not filled in rightly.")


def is_not_json(error: RequestValidationError) -> bool:
    """Whether the content came under another media type than JSON, and so was not read at all."""
    return isinstance(error.body, bytes)


def sentences(error: RequestValidationError) -> dict[str, Said]:
    """Field → sentence. A field's name is its way in the content, as `facts.orsak`."""
    found: dict[str, Said] = {}
    for each in error.errors():
        where, *way = each["loc"]
        if each["type"] == "json_invalid":
            return {"body": _not_json(str(error.body), int(way[0]))}
        name = ".".join(clipped(str(part)) for part in way if part != "[key]") or str(where)
        values = {"field": name, **each.get("ctx", {})}
        expected = str(values.get("expected", ""))
        values["expected"] = Said(expected.replace(" or ", " eller "), expected)
        found.setdefault(name, _SENTENCES.get(each["type"], _OTHERWISE).fill(**values))
    return found


def _not_json(text: str, position: int) -> Said:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    sv, en = NOT_READABLE
    return Said(f"{sv} Se rad {line}, tecken {column}.", f"{en} See line {line}, column {column}.")
