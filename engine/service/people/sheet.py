"""People in a spreadsheet: read as Excel saves it in Swedish or English, and written so that it opens there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.errors.value import FactsWrong
from engine.problems import clipped, hint
from engine.said import Said
from engine.service.people.entry import Entry, Grant, entry, unknown_role
from engine.service.people.register import Known

LARGEST = 1024 * 1024
"""Bytes of a file."""

MOST_ROWS = 5_000

MOST_TOLD = 100
"""How many of a file's errors are told."""

COLUMNS: Mapping[str, Said] = {
    "subject": Said("Id", "Id"),
    "name": Said("Namn", "Name"),
    "role": Said("Roll", "Role"),
    "unit": Said("Enhet", "Unit"),
    "mail": Said("E-post", "Mail"),
    "phone": Said("Telefon", "Phone"),
}
"""What the columns are called, in their order."""

_CALLED = {
    **dict.fromkeys(
        ("id", "användarnamn", "användare", "anställningsnummer", "subject", "username", "user"), "subject"
    ),
    **dict.fromkeys(("namn", "name"), "name"),
    **dict.fromkeys(("roll", "roller", "role", "roles"), "role"),
    **dict.fromkeys(("enhet", "enheter", "unit", "units"), "unit"),
    **dict.fromkeys(
        ("e-post", "epost", "e-postadress", "mejl", "mejladress", "mail", "email", "e-mail"), "mail"
    ),
    **dict.fromkeys(("telefon", "telefonnummer", "mobil", "mobilnummer", "phone", "mobile"), "phone"),
}
_SEPARATORS = ";\t,"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet calculates, where a cell begins so."""

_ROUNDED = re.compile(r"[0-9]+(?:[,.][0-9]+)?E\+?[0-9]+", re.IGNORECASE)


@dataclass
class _Person:
    """What the rows of one id say together. `rows`: where each field was said first."""

    texts: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    grants: list[Grant] = field(default_factory=list)
    first: int = 0


class _Problems:
    """What is wrong with a file, by row and column."""

    def __init__(self) -> None:
        self._told: dict[str, Said] = {}
        self._more = 0

    def add(self, row: int, column: str, said: Said) -> None:
        """That the cell of that row and column is wrong; the whole row where the column is ""."""
        if f"{row}.{column}" in self._told:
            return
        if len(self._told) >= MOST_TOLD:
            self._more += 1
            return
        place = Said(f"Rad {row}", f"Row {row}")
        if column:
            name = COLUMNS[column]
            place = Said(f"{place.sv}, kolumnen {name.sv}", f"{place.en}, the column {name.en}")
        self._told[f"{row}.{column}"] = Said(f"{place.sv}: {said.sv}", f"{place.en}: {said.en}")

    def check(self) -> None:
        """Raises FactsWrong where anything is wrong."""
        if self._more:
            more = self._more
            self._told["more"] = Said(f"Och {more} fel till.", f"And {more} more errors.")
        if self._told:
            raise FactsWrong(self._told)


def read_sheet(content: bytes, known_roles: Collection[str] = ()) -> list[Entry]:
    """The people of a CSV file: separated by semicolons, commas or tabs, in UTF-8, UTF-16 or Windows-1252, with a row of titles first.

    Somebody with several roles has several rows; or a cell has several roles with commas between. `known_roles`: those that
    there are; where there are none, any may come to be.

    Raises:
        FactsWrong: all that is wrong, by row and column. The keys are `row.column`.
    """
    rows = list(_rows(_text(content)))
    titles = next(((at, cells) for at, cells in rows if any(cells)), None)
    if titles is None:
        raise FactsWrong({"file": _EMPTY})
    columns = _columns(*titles)
    problems = _Problems()
    people: dict[str, _Person] = {}
    for at, cells in rows:
        if at > titles[0] and any(cells):
            _read_row(at, cells, columns, people, problems)
    if not people:
        problems.check()
        raise FactsWrong({"file": _EMPTY})
    entries = [
        made
        for subject, person in people.items()
        if (made := _entry(subject, person, known_roles, problems)) is not None
    ]
    problems.check()
    return entries


def write_sheet(people: Iterable[Known], language: str = "sv") -> bytes:
    """What is written down of the people, as `read_sheet` reads it and Excel opens it: nothing in it is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([each.say(language) for each in COLUMNS.values()])
    for each in people:
        for role, unit in sorted(each.written) or [("", "")]:
            row = (each.subject, each.name, role, unit, each.mail, each.phone)
            writer.writerow([_harmless(cell or "") for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _meant(cell: str) -> str:
    """The cell without what keeps it from being a formula."""
    text = cell.strip(" \u00a0")
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise FactsWrong({"file": _TOO_LARGE})
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise FactsWrong({"file": _UNREADABLE})


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row by its number, as a spreadsheet counts them."""
    first, _, rest = text.partition("\n")
    separator = next(iter(_SEPARATORS))
    if first.lower().startswith("sep=") and len(first.rstrip("\r")) == len("sep=") + 1:
        separator, text = first[4], rest
    else:
        separator = max(
            _SEPARATORS, key=lambda each: sum(_called(cell) in _CALLED for cell in first.split(each))
        )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    at = 0
    try:
        for cells in reader:
            at += 1
            if at > MOST_ROWS:
                raise FactsWrong({"file": _TOO_LARGE})
            yield at, [_meant(cell) for cell in cells]
    except csv.Error as wrong:
        raise FactsWrong(
            {
                "file": Said(
                    f"Rad {at + 1} går inte att läsa: ett citattecken saknas eller står fel.",
                    f"Row {at + 1} can't be read: a quotation mark is missing or stands wrongly.",
                )
            }
        ) from wrong


def _called(title: str) -> str:
    return title.strip(' \u00a0"\r\ufeff').casefold()


def _columns(at: int, titles: Sequence[str]) -> list[str | None]:
    """Which field each column holds; None for an empty title."""
    problems: dict[str, Said] = {}
    found: list[str | None] = []
    for place, title in enumerate(titles, 1):
        name = _CALLED.get(_called(title))
        if name is None and title:
            near = hint(_called(title), _CALLED)
            problems[f"{at}.{place}"] = Said(
                f"Rad {at}: kolumnen ”{clipped(title)}” är okänd.{near.sv} De som finns: {_titles('sv')}.",
                f"Row {at}: the column “{clipped(title)}” is unknown.{near.en} Those that there are: {_titles('en')}.",
            )
        if name is not None and name in found:
            problems[f"{at}.{place}"] = Said(
                f"Rad {at}: kolumnen ”{clipped(title)}” står två gånger.",
                f"Row {at}: the column “{clipped(title)}” is there twice.",
            )
        found.append(name)
    if "subject" not in found or ("role" in found) != ("unit" in found):
        problems[f"{at}."] = Said(
            f"Rad {at} ska ha kolumnernas namn: {_titles('sv')}. Id måste finnas, och Roll och Enhet hör ihop.",
            f"Row {at} is to have the names of the columns: {_titles('en')}. Id must be there, and Role and Unit go together.",
        )
    if problems:
        raise FactsWrong(problems)
    return found


def _titles(language: str) -> str:
    return ", ".join(each.say(language) for each in COLUMNS.values())


def _read_row(
    at: int,
    cells: Sequence[str],
    columns: Sequence[str | None],
    people: dict[str, _Person],
    problems: _Problems,
) -> None:
    if any(cells[len(columns) :]) or any(
        cell for cell, name in zip(cells, columns, strict=False) if name is None
    ):
        problems.add(at, "", _MORE_CELLS)
    texts = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
    for name in ("subject", "phone"):
        if _ROUNDED.fullmatch(texts.get(name, "")):
            problems.add(at, name, _WRITTEN_ANEW)
            texts[name] = ""
            if name == "subject":
                return
    subject = texts.get("subject", "")
    person = people.setdefault(subject, _Person(first=at))
    for name in ("name", "mail", "phone"):
        _join(at, name, texts.get(name, ""), person, problems)
    roles = [role.strip() for role in texts.get("role", "").split(",") if role.strip()]
    unit = texts.get("unit", "")
    if bool(roles) != bool(unit):
        problems.add(at, "unit" if roles else "role", _HALF)
    for role in roles if unit else ():
        person.grants.append((role, unit))
        person.rows.setdefault(f"{role}\n{unit}", at)


def _join(at: int, name: str, text: str, person: _Person, problems: _Problems) -> None:
    """What a further row says of the same person: the same, or nothing."""
    said = person.texts.setdefault(name, text) if text else ""
    if text and said != text:
        row = person.rows[name]
        problems.add(
            at,
            name,
            Said(
                f"här står ”{clipped(text)}”, men rad {row} säger ”{clipped(said)}” om samma id.",
                f"it is “{clipped(text)}” here, but row {row} says “{clipped(said)}” of the same id.",
            ),
        )
    elif text:
        person.rows.setdefault(name, at)


def _entry(subject: str, person: _Person, known_roles: Collection[str], problems: _Problems) -> Entry | None:
    """The person's entry; None where something of it is wrong, which is then told."""
    grants = []
    for role, unit in person.grants:
        at = person.rows[f"{role}\n{unit}"]
        try:
            entry("x", grants=[(role, unit)])
            grants.append((role, unit))
        except FactsWrong as wrong:
            for name, said in wrong.problems.items():
                problems.add(at, name, said)
            continue
        if known_roles and role not in known_roles:
            problems.add(at, "role", unknown_role(role, known_roles))
    try:
        return entry(subject, grants=grants, **person.texts)
    except FactsWrong as wrong:
        for name, said in wrong.problems.items():
            problems.add(person.rows.get(name, person.first), name, said)
    return None


_EMPTY = Said(
    "Filen har inga personer. Första raden ska ha kolumnernas namn, och sedan en rad för varje person.",
    "The file has no people. Its first row is to have the names of the columns, and then a row for each person.",
)
_TOO_LARGE = Said(
    f"Filen är för stor. Högst {MOST_ROWS} rader och 1 MB går att läsa in på en gång: dela den.",
    f"The file is too large. At most {MOST_ROWS} rows and 1 MB can be read at once: part it.",
)
_UNREADABLE = Said(
    "Filen går inte att läsa som text. Spara den i Excel som ”CSV (kommaavgränsad)” eller ”CSV UTF-8” och försök igen.",
    "The file can't be read as text. Save it in Excel as “CSV” or “CSV UTF-8” and try again.",
)
_MORE_CELLS = Said(
    "det står något i en cell som inte har någon kolumn. Ta bort det, eller ge kolumnen ett namn.",
    "there is something in a cell that has no column. Take it away, or give the column a name.",
)
_WRITTEN_ANEW = Said(
    "kalkylarket har skrivit om numret och tappat siffror. Gör kolumnen till text och skriv numret igen.",
    "the spreadsheet has rewritten the number and lost digits. Make the column text and write the number again.",
)
_HALF = Said(
    "roll och enhet hör ihop. Fyll i båda, eller ingen.", "role and unit go together. Fill in both, or none."
)
