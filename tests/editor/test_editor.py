"""What an owner meets in an editor: proposals, explanations and underlining, from the real language server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.language.file.document import PARTS, Document
from engine.language.file.parts import Part
from engine.language.file.proposals import names_in, schema_with
from tests.editor.language_server import ROOT, LanguageServer, running

SCHEMA = ROOT / "routines" / "schema.json"
ROUTINES = sorted(
    path
    for name in ("routines", "examples")
    for path in (ROOT / name).glob("*.yaml")
    if path.stem != "settings"
)
STARTERS = sorted((ROOT / "api" / "starters").glob("*.yaml"))

HEAD = "routine: prov\nversion: 1\ntitle: Prov\nroles: {medarbetare: Medarbetare}\n"
END = "  slut: {end: klart}\n"

WHERE = {
    "Document": f"{HEAD}‸",
    "Head": f"{HEAD}document:\n  ‸",
    "Definition": f"{HEAD}document:\n  definitions:\n    - ‸",
    "Law": f"{HEAD}document:\n  laws:\n    - ‸",
    "StandingRule": f"{HEAD}never:\n  - ‸",
    "Role": "routine: prov\nroles:\n  chef:\n    ‸",
    "Contact": f"{HEAD}contacts:\n  it:\n    ‸",
    "Link": f"{HEAD}links:\n  lag:\n    ‸",
    "Attachment": f"{HEAD}documents:\n  blankett:\n    ‸",
    "Fact": f"{HEAD}facts:\n  antal:\n    ‸",
    "Begin": f"{HEAD}start:\n  ‸",
    "Ask": f"{HEAD}start:\n  ask:\n    - ‸",
    "State": f"{HEAD}states:\n  ring:\n    ‸",
    "Source": f"{HEAD}states:\n  ring:\n    source:\n      ‸",
    "Choice": f"{HEAD}states:\n  ring:\n    choices:\n      klar:\n        ‸",
    "Exit": f"{HEAD}states:\n  vilken:\n    choose:\n      - ‸",
    "Branch": f"{HEAD}states:\n  bada:\n    together:\n      ena:\n        ‸",
    "Work": f"{HEAD}states:\n  mejla:\n    do:\n      ‸",
    "Timer": f"{HEAD}states:\n  ring:\n    timers:\n      - ‸",
    "Scenario": f"{HEAD}scenarios:\n  - ‸",
    "Line": f"{HEAD}scenarios:\n  - title: A\n    play:\n      - ‸",
}
"""A place for each group of keys where the writer is about to write one."""


@pytest.fixture(scope="module")
def editor() -> Iterator[LanguageServer]:
    """One server for all tests of this file."""
    with running() as server:
        yield server


def proposed(editor: LanguageServer, text: str) -> list[str]:
    """The labels of what is proposed at the mark."""
    return [item["label"] for item in editor.completions(text, schema=SCHEMA)]


def underlined(editor: LanguageServer, text: str) -> list[tuple[str, str]]:
    """Each underlined word with what is said of it."""
    lines = text.split("\n")
    found = []
    for each in editor.diagnostics(text, schema=SCHEMA):
        start, end = each["range"]["start"], each["range"]["end"]
        line = lines[start["line"] - 1]  # the line of the schema stands above
        last = end["character"] if end["line"] == start["line"] else len(line)
        found.append((line[start["character"] : last], each["message"]))
    return found


@pytest.mark.parametrize("path", [*ROUTINES, *STARTERS], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_nothing_is_underlined_in_our_own_routines(editor: LanguageServer, path: Path) -> None:
    assert underlined(editor, path.read_text("utf-8")) == []


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_all_keys_of_a_group_are_proposed_where_it_is_written(
    editor: LanguageServer, part: type[Part]
) -> None:
    written = {"routine", "version", "title", "roles"} if part is Document else set()

    assert set(part.all_keys()) - written <= set(proposed(editor, WHERE[part.__name__]))


def test_keys_are_proposed_in_a_branch_as_deep_as_it_stands(editor: LanguageServer) -> None:
    text = (
        f"{HEAD}states:\n  bada:\n    together:\n      ena:\n        states:\n          ring:\n            ‸"
    )

    assert {"title", "role", "choices", "end"} <= set(proposed(editor, text))


def test_keys_are_proposed_inside_brackets_once_a_letter_stands_there(editor: LanguageServer) -> None:
    text = f"{HEAD}states:\n  ring:\n    choices:\n      klar: {{label: Klar, u‸}}"

    assert "undo" in proposed(editor, text)
    assert "label" not in proposed(editor, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{HEAD}states:\n  ring:\n    source: ‸", ["seed", "law", "practice", "decision"]),
        (f"{HEAD}states:\n  ring:\n    source: {{kind: ‸}}", ["seed", "law", "practice", "decision"]),
        (f"{HEAD}facts:\n  antal: ‸", ["text", "number", "yes_no", "choice", "choices", "moment", "date"]),
        (f"{HEAD}states:\n  ring:\n    timers:\n      - {{after: ‸}}", ["30 min", "2 h", "3 d"]),
        (f"{HEAD}states:\n  ring:\n    skip: ‸", ["ask"]),
        ("language: ‸", ["sv", "en"]),
    ],
)
def test_words_are_proposed_where_only_some_words_hold(
    editor: LanguageServer, text: str, words: list[str]
) -> None:
    assert proposed(editor, text) == words


def test_yes_and_no_are_proposed_first_and_without_quotes(editor: LanguageServer) -> None:
    items = editor.completions("roles:\n  chef:\n    manager: ‸", schema=SCHEMA)

    assert [item["insertText"] for item in items][:2] == ["yes", "no"]


def test_a_key_is_put_in_as_it_is_most_often_written(editor: LanguageServer) -> None:
    items = editor.completions(WHERE["State"], schema=SCHEMA)
    put_in = {item["label"]: item["insertText"] for item in items}

    assert put_in["role"] == "role: "
    assert put_in["choices"] == "choices:\n  "
    assert put_in["checklist"] == "checklist:\n  - "


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("vers‸ion: 1\n", "Versionens nummer. Höjs med 1 för varje ändring."),
        (
            f"{HEAD}states:\n  ring:\n    cau‸tion: Hett.\n",
            "Vad som kan gå fel. Visas före det som ska göras.",
        ),
        (
            f"{HEAD}states:\n  ring:\n    choices:\n      a: {{und‸o: 1 h}}\n",
            "Hur länge ”Jag tryckte fel” erbjuds",
        ),
        (f"{HEAD}states:\n  ri‸ng:\n    title: Ring\n", "Ett tillstånd"),
        (f"{HEAD}states:\n  ring:\n    source: se‸ed\n", "Vem som har bestämt"),
    ],
)
def test_a_word_is_explained_in_swedish_when_pointed_at(
    editor: LanguageServer, text: str, sentence: str
) -> None:
    assert sentence in editor.hover(text, schema=SCHEMA)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_proposed_key_comes_with_its_sentence(editor: LanguageServer, part: type[Part]) -> None:
    items = editor.completions(WHERE[part.__name__], schema=SCHEMA)
    said = {item["label"]: item.get("documentation") or "" for item in items}
    meant = {
        field.alias or name: field.description
        for name, field in part.model_fields.items()
        if name != "places"
    }

    for key in meant.keys() & said.keys():
        shown = said[key]
        assert (meant[key] or "") in (shown["value"] if isinstance(shown, dict) else shown)


@pytest.mark.parametrize(
    ("wrong", "word", "said"),
    [
        (
            f"states:\n  a: {{titel: Ring}}\n{END}",
            "titel",
            "Ett tillstånd skrivs med nycklarna title, section",
        ),
        (
            f"states:\n  a: {{title: Ring, choices: {{b: {{lable: B}}}}}}\n{END}",
            "lable",
            "Ett val skrivs med",
        ),
        (
            f"states:\n  a: {{title: Ring, source: lawen}}\n{END}",
            "lawen",
            "Skriv seed, law, practice eller decision.",
        ),
        (f"states:\n  a: {{title: Ring, source: {{ref: x}}}}\n{END}", "source", "kind måste finnas."),
        (f"states:\n  a: {{title: Ring, skip: yes}}\n{END}", "yes", "Skriv ask."),
        (
            f"states:\n  a: {{title: Ring, timers: [{{after: 30, remind: B}}]}}\n{END}",
            "30",
            "Skriv ett heltal och en enhet",
        ),
        (
            f"states:\n  a: {{title: Ring, timers: [{{after: 1 år, remind: B}}]}}\n{END}",
            "1 år",
            "Skriv ett heltal och en enhet",
        ),
        (f"states:\n  a: {{title: Ring, timers: 30 min}}\n{END}", "30 min", "Här ska en lista stå"),
        (f"states:\n  Ring nu: {{title: Ring}}\n{END}", "Ring nu", "Ett namn skrivs med små bokstäver"),
        (f"states:\n  a: {{title: [Ring]}}\n{END}", "[Ring]", "Här ska en text stå."),
        (f"states:\n{END}facts: {{antal: numer}}\n", "numer", "Skriv text, number, yes_no"),
        (f"states:\n{END}links: {{lag: {{url: http://example.org}}}}\n", "http://example.org", "https://"),
        (f"states:\n{END}document: {{approved_on: 9 januari}}\n", "9 januari", "Skriv ett datum"),
        (f"states:\n{END}scenarios: [{{title: A}}]\n", "{title: A}", "title och play måste finnas."),
        ("states: []\n", "[]", "Här ska namn med värden stå"),
    ],
)
def test_a_mistake_is_underlined_and_told_in_swedish(
    editor: LanguageServer, wrong: str, word: str, said: str
) -> None:
    found = underlined(editor, HEAD + wrong)

    assert len(found) == 1, found
    assert found[0][1].startswith(said) or said in found[0][1]
    assert word.startswith(found[0][0])


STEP = "states:\n  a:\n    title: Ring\n    role: medarbetare\n"


@pytest.mark.parametrize(
    "right",
    [
        f"{STEP}    source: law\n    checklist: Ring.\n    choices: {{b: B}}\n{END}",
        f"{STEP}    source: {{kind: law}}\n    choices: {{b: {{label: B, undo: 10 MIN.}}}}\n{END}",
        f"{STEP}    ask: antal\n{END}facts: {{antal: number}}\nstart: medarbetare\n",
        f"{STEP}    ask: {{fact: svar, required: nej}}\n{END}facts: {{svar: {{type: choice, options: [ja_da, nej_da]}}}}\n",
        f"{STEP}    choices: {{b: {{when: antal > 3, set: {{antal: 3, svar: yes}}}}}}\n{END}",
        f"states:\n{END}document: {{approved_on: 2023-01-09, review_every: 12, area: Telefon}}\n",
        f"states:\n{END}start: [medarbetare]\ncontacts: {{it: IT, chef: {{phone: 08-123 456}}, jour: {{phone: 112}}}}\n",
        f"states:\n{END}scenarios:\n  - title: A\n    play:\n      - {{medarbetare: klar}}\n"
        "      - {by: medarbetare, choice: klar, checked: False}\n      - {wait: 1 vecka}\n",
    ],
)
def test_no_short_form_is_underlined(editor: LanguageServer, right: str) -> None:
    assert underlined(editor, HEAD + right) == []


@pytest.mark.parametrize("folder", ["routines", "examples"])
def test_a_routine_that_names_no_schema_is_helped_by_the_project_s_settings(
    editor: LanguageServer, folder: str
) -> None:
    found = editor.diagnostics(f"{HEAD}stats: {{}}\n", file=f"{folder}/ny_rutin.yaml")

    assert any("En rutin skrivs med nycklarna" in each["message"] for each in found)


def test_the_settings_of_the_organisation_are_no_routine(editor: LanguageServer) -> None:
    text = (ROOT / "routines" / "settings.yaml").read_text("utf-8")

    assert editor.diagnostics(text, file="routines/settings.yaml") == []


NAMES = """routine: prov
version: 1
title: Prov
roles: {medarbetare: Medarbetare, chef: Chef}
contacts: {it: IT}
facts: {antal: number, orsak: text}
states:
  borja: {title: Ring, role: medarbetare}
  bada:
    together:
      ena: {states: {inne: {end: inne}}}
      andra: {states: {ute: {end: ute}}}
  slut: {end: klart}
"""
STATES = ["borja", "bada", "inne", "ute", "slut"]


@pytest.fixture
def own_schema(tmp_path: Path) -> Path:
    """The schema of the routine above."""
    path = tmp_path / "prov.json"
    path.write_text(json.dumps(schema_with(names_in(NAMES, ["prov", "hjalp"]))), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("    to: ‸", STATES),
        ("    role: ‸", ["medarbetare", "chef"]),
        ("    ask: ‸", ["antal", "orsak"]),
        ("    contacts: ‸", ["it"]),
        ("    call: ‸", ["prov", "hjalp"]),
        ("    outcomes: {klart: ‸}", STATES),
        ("    choices: {a: {to: ‸}}", STATES),
        ("    timers: [{after: 1 h, to: ‸}]", STATES),
        ("    timers:\n      - after: 1 h\n        notify: ‸", ["medarbetare", "chef"]),
        ("    choose:\n      - else: ‸", STATES),
    ],
)
def test_the_names_of_the_routine_are_proposed_by_its_own_schema(
    editor: LanguageServer, own_schema: Path, line: str, names: list[str]
) -> None:
    items = editor.completions(f"{HEAD}states:\n  nytt:\n{line}", schema=own_schema)

    assert [item["label"] for item in items] == names


def test_a_name_that_is_not_among_the_proposals_is_not_underlined(
    editor: LanguageServer, own_schema: Path
) -> None:
    text = f"{HEAD}states:\n  nytt: {{title: Ring, role: nagon, to: nyss_skrivet}}\n{END}"

    assert editor.diagnostics(text, schema=own_schema) == []
