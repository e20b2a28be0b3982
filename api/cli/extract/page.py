"""All that is kept about somebody as one HTML page that stands by itself, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from api.cli.extract.words import COLUMNS, HAPPENED, PEOPLE, TABLES
from engine.said import Said, both
from engine.service.people.extract import Done, Extract

_TITLE = Said("Det som finns om {subject} i Rutin", "What is kept about {subject} in Rutin")
_INTRODUCTION = Said(
    "Uttaget {at} (UTC). Här står allt som är sparat om personen: i vilka uppgifter personen står, och vad personen har gjort."
    " Andra personer som står i samma uppgift är inte utskrivna. Det som öppnar något (nycklar, koder) visas aldrig."
    " Serverns logg och säkerhetskopior ingår inte.",
    "Taken {at} (UTC). Here is all that is kept about the person: in which records they stand, and what they have done."
    " Other people who stand in the same record are not named. What opens something (keys, codes) is never shown."
    " The server's log and backups are not part of it.",
)
_DONE = Said("Vad personen har gjort", "What the person has done")
_NOTHING = Said("Inget.", "Nothing.")
_WHEN, _CASE, _WHAT = Said("När", "When"), Said("Ärende", "Case"), Said("Vad", "What")

_YES_NO = {True: Said("ja", "yes"), False: Said("nej", "no")}
_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; font-size: .9rem; }
th, td { border: 1px solid #999; padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
"""


_PAGE = Markup("""<!DOCTYPE html>
<html lang="{}">
<head><meta charset="utf-8"><title>{}</title><style>{}</style></head>
<body>
{}
</body>
</html>
""")


def as_html(extract: Extract, language: str) -> str:
    """The page: a table for each table in which the person stands, then what they have done."""
    title = _TITLE.fill(subject=extract.subject).say(language)
    parts = [
        Markup("<h1>{}</h1>\n<p>{}</p>").format(
            title, _INTRODUCTION.fill(at=f"{extract.at:%Y-%m-%d %H:%M}").say(language)
        )
    ]
    for table, rows in extract.rows.items():
        columns = list(rows[0]) if rows else []
        cells = ([_said(row[column], language) for column in columns] for row in rows)
        called = [COLUMNS[column].say(language) for column in columns]
        parts.append(_section(TABLES[table].say(language), called, cells, language))
    heads = [each.say(language) for each in (_WHEN, _CASE, _WHAT)]
    done = ([f"{each.at:%Y-%m-%d %H:%M}", each.case, _line(each, language)] for each in extract.done)
    parts.append(_section(_DONE.say(language), heads if extract.done else [], done, language))
    return _PAGE.format(language, title, Markup(_STYLE), Markup("\n").join(parts))


def as_json(extract: Extract) -> str:
    """The same for programs."""
    told = {
        "subject": extract.subject,
        "at": extract.at.isoformat(),
        "rows": extract.rows,
        "done": [
            {"case": each.case, "at": each.at.isoformat(), "command": each.command, "happened": each.happened}
            for each in extract.done
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _section(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], language: str) -> Markup:
    if not columns:
        return Markup("<h2>{}</h2>\n<p>{}</p>").format(title, _NOTHING.say(language))
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(each) for each in columns)
    body = Markup("\n").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row))
        for row in rows
    )
    return Markup("<h2>{}</h2>\n<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>").format(
        title, head, body
    )


def _said(value: Any, language: str) -> str:
    if isinstance(value, bool):
        return _YES_NO[value].say(language)
    if isinstance(value, str) and value in PEOPLE:
        return PEOPLE[value].say(language)
    return "" if value is None else str(value)


def _line(done: Done, language: str) -> str:
    """What happened by a command: the step and the choice as people know them, and what was filled in."""
    said = []
    for each in done.happened:
        kind = HAPPENED.get(each["kind"], both(each["kind"])).say(language)
        step, choice = each.get("title") or each.get("state"), each.get("label") or each.get("choice")
        detail = json.dumps(each["detail"], ensure_ascii=False) if each.get("detail") else None
        said.append(f"{kind}: {', '.join(filter(None, (step, choice, detail)))}".removesuffix(": "))
    return "; ".join(said) or done.command
