"""A file is read as texts with places; many mistakes are told at once, and nothing that is written can break it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.language.yaml.source import MOST_MISTAKES, Contents, Mapping, Node, Scalar, Sequence, read
from tests.engine.language.yaml.trees import PARSERS, plain, root

ROUTINES = sorted((Path(__file__).parents[4] / "routines").glob("*.yaml"))


def value(content: str, key: str = "a") -> Node:
    return next(node for each, node in root(content).entries if each.text == key)


def rules(found: Contents) -> list[tuple[str, int, int]]:
    return [(each.rule, each.line, each.column) for each in found.problems]


@PARSERS
def test_every_key_and_value_has_its_place(parser: Any) -> None:
    content = "routine: prov\nstates:\n  klart:\n    end: klart\n  - lista: [a, {b: c}]\n".replace(
        "  - ", "  "
    )
    assert root(content, parser) == Mapping(
        (
            (Scalar("routine", 1, 1), Scalar("prov", 1, 10)),
            (
                Scalar("states", 2, 1),
                Mapping(
                    (
                        (
                            Scalar("klart", 3, 3),
                            Mapping(((Scalar("end", 4, 5), Scalar("klart", 4, 10)),), 4, 5),
                        ),
                        (
                            Scalar("lista", 5, 3),
                            Sequence(
                                (
                                    Scalar("a", 5, 11),
                                    Mapping(((Scalar("b", 5, 15), Scalar("c", 5, 18)),), 5, 14),
                                ),
                                5,
                                10,
                            ),
                        ),
                    ),
                    3,
                    3,
                ),
            ),
        ),
        1,
        1,
    )


@pytest.mark.parametrize(
    "text",
    ["on", "no", "yes", "null", "~", "12:30", "010", "0x1f", "1e3", "1_000", "2026-03-01", ".inf", "="],
)
def test_a_word_stays_the_text_that_was_written(text: str) -> None:
    assert value(f"a: {text}\n") == Scalar(text, 1, 4)


@pytest.mark.parametrize("text", ['"yes"', "'yes'", "|-\n  yes\n", ">-\n  yes\n"])
def test_a_text_in_quotes_or_on_lines_of_its_own_is_known_as_quoted(text: str) -> None:
    assert value(f"a: {text}\n") == Scalar("yes", 1, 4, quoted=True)


@PARSERS
def test_nothing_is_the_empty_text_right_after_its_key(parser: Any) -> None:
    assert root("a:\nb: {c: , d: x}\n", parser).entries[0][1] == Scalar("", 1, 2)
    inner = root("a:\nb: {c: , d: x}\n", parser).entries[1][1]
    assert isinstance(inner, Mapping)
    assert inner.entries[0][1] == Scalar("", 2, 6)


def test_an_empty_text_in_quotes_is_a_quoted_text() -> None:
    assert value('a: ""\n') == Scalar("", 1, 4, quoted=True)


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistakes() -> None:
    assert plain(root("\ufeffa: 1\r\nb: 2\r\n".encode())) == {"a": "1", "b": "2"}
    assert plain(root("\ufeffa: 1\rb: 2\r")) == {"a": "1", "b": "2"}


def test_comments_and_the_line_that_begins_a_document_may_stand() -> None:
    assert plain(root("# En rutin\n---\na: 1  # ett\n# slut\n")) == {"a": "1"}


@PARSERS
@pytest.mark.parametrize("path", ROUTINES, ids=lambda path: path.stem)
def test_both_parsers_read_our_routines_alike(path: Path, parser: Any) -> None:
    assert root(path.read_bytes(), parser) == root(path.read_bytes())


@pytest.mark.parametrize("content", ["", "\n\n", "# bara en kommentar\n", "---\n"])
def test_an_empty_file_is_answered_with_how_a_routine_begins(content: str) -> None:
    found = read(content)
    assert found.root is None
    assert rules(found) == [("yaml-empty", 1, 1)]
    assert "routine: stodpass" in found.problems[0].said.sv


@pytest.mark.parametrize(("content", "what"), [("- a\n- b\n", "en lista"), ("\nStödpass\n", "”Stödpass”")])
def test_a_file_without_keys_is_answered_with_what_it_is(content: str, what: str) -> None:
    found = read(content)
    assert found.root is None
    assert found.problems[0].rule == "yaml-top"
    assert f"Här står {what}." in found.problems[0].said.sv


def test_a_file_of_another_encoding_is_answered_at_its_first_wrong_letter() -> None:
    found = read("routine: prov\ntitle: Stödpass\n".encode("latin-1"))
    assert found.root is None
    assert rules(found) == [("yaml-encoding", 2, 10)]
    assert "UTF-8" in found.problems[0].said.sv


def test_a_file_in_utf_16_is_answered_likewise() -> None:
    assert rules(read("a: 1".encode("utf-16"))) == [("yaml-encoding", 1, 1)]


def test_a_control_character_is_told_and_read_as_a_space() -> None:
    found = read("a: x\x00y\nb: \x1b\n")
    assert rules(found) == [("yaml-character", 1, 5), ("yaml-character", 2, 4)]
    assert "U+0000" in found.problems[0].said.sv
    assert plain(found.root) == {"a": "x y", "b": ""}


def test_characters_that_only_yaml_takes_for_line_ends_move_no_line() -> None:
    found = root("a: x\u2028y\x85z\nb: 1\n")
    assert found.entries[1][0].line == 2


def test_a_file_over_256_kilobytes_is_refused() -> None:
    found = read(b"a: " + b"x" * 256 * 1024)
    assert found.root is None
    assert rules(found) == [("yaml-size", 1, 1)]
    assert "257 kB" in found.problems[0].said.sv
    assert read(b"a: " + b"x" * (256 * 1024 - 3)).problems == ()


@pytest.mark.parametrize(
    "content",
    [
        "[" * 3_000,
        "a: " + "{" * 3_000,
        "{a: " * 3_000,
        "- " * 3_000,
        "".join("  " * n + f"a{n}:\n" for n in range(60)),
    ],
    ids=["brackets", "braces", "maps", "dashes", "indentation"],
)
def test_a_file_of_deep_nesting_is_refused(content: str) -> None:
    found = read(content)
    assert found.root is None
    assert [each.rule for each in found.problems] == ["yaml-deep"]


def test_20_levels_may_stand() -> None:
    assert read("a: " + "[" * 19 + "]" * 19).problems == ()


def test_a_bomb_of_anchors_is_refused_without_going_off() -> None:
    bomb = "a: &a [ha, ha, ha]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert {each.rule for each in read(bomb).problems} <= {"yaml-anchor", "yaml-more"}


def test_lines_fetched_from_elsewhere_are_refused() -> None:
    found = read("bas: &bas\n  role: chef\nsteg:\n  <<: *bas\n  title: Ring\n")
    assert rules(found) == [("yaml-anchor", 1, 6), ("yaml-anchor", 4, 3), ("yaml-anchor", 4, 7)]


def test_many_mistakes_are_told_at_once_each_at_its_place() -> None:
    content = """\
routine: prov
title:Fel på telefonen
purpose: Obs: följ rutinen
roles:
  medarbetare Medarbetare
  chef: {title: Enhetschef, boendestöd}
states:
  ring:
    title: "Ring
    role: medarbetare
     text: *Nu*
    checklist:
      - Telefonen är hittad
      -Klar
    choices: {klar: {label: Klar?, to: slut}
  slut: {end: klart}
"""
    found = read(content)
    assert rules(found) == [
        ("yaml-space", 2, 7),
        ("yaml-colon", 3, 13),
        ("yaml-missing-colon", 5, 14),
        ("yaml-comma", 6, 27),
        ("yaml-open-quote", 9, 12),
        ("yaml-indent", 11, 6),
        ("yaml-start", 11, 11),
        ("yaml-dash", 14, 7),
        ("yaml-open-bracket", 15, 14),
    ]
    assert plain(found.root) == {
        "routine": "prov",
        "title": "Fel på telefonen",
        "purpose": "Obs: följ rutinen",
        "roles": {"medarbetare": "Medarbetare", "chef": {"title": "Enhetschef, boendestöd"}},
        "states": {
            "ring": {
                "title": "Ring",
                "role": "medarbetare",
                "text": "*Nu*",
                "checklist": ["Telefonen är hittad", "Klar"],
                "choices": {"klar": {"label": "Klar?", "to": "slut"}},
            },
            "slut": {"end": "klart"},
        },
    }


def test_a_file_indented_with_tabs_has_one_mistake_that_tells_how_many_lines() -> None:
    found = read("steg:\n\tring:\n\t\ttitle: Ring\n\t\trole: chef\n")
    assert rules(found) == [("yaml-tab", 2, 1)]
    assert "Så är det på 2 rader till." in found.problems[0].said.sv
    assert plain(found.root) == {"steg": {"ring": {"title": "Ring", "role": "chef"}}}


def test_of_very_many_mistakes_the_first_are_told_and_that_there_are_more() -> None:
    found = read("a: b: c\n" * 500)
    assert len(found.problems) == MOST_MISTAKES + 1
    assert found.problems[-1].rule == "yaml-more"
    assert "Rätta de här först" in found.problems[-1].said.sv


@pytest.mark.parametrize(
    "content",
    [
        "a: x" + " " * 100_000 + "y: z",
        "a: {" + "b: c, " * 20_000,
        'a: "x\n' * 3_000,
        "a: [x\n" * 3_000,
        "".join(" " * (n % 17) + f"a{n}: b\n" for n in range(4_000)),
        "a:\n" + "\tb: c: d\n" * 3_000,
        "a:\n" + "  - b\n - c\n" * 3_000,
        'a: "' + "\\x " * 50_000,
        "a:" * 50_000,
        "#" * 100_000,
        "]" * 100_000,
    ],
    ids=[
        "spaces",
        "open map",
        "quotes",
        "open lists",
        "indents",
        "tabs",
        "crooked lists",
        "escapes",
        "colons",
        "notes",
        "ends",
    ],
)
def test_a_hopeless_file_is_answered(content: str) -> None:
    assert len(read(content).problems) <= MOST_MISTAKES + 1


@pytest.mark.parametrize("escape", [r"\0", r"\a", r"\e", r"\N", r"\L", r"\u0007", r"\x9b"])
def test_a_control_character_can_not_be_written_with_a_backslash_either(escape: str) -> None:
    for content in (f'title: "Ring {escape} nu"', f'a: {{title: "Ring {escape} nu"}}', f'- "{escape}"'):
        assert "yaml-escape" in [problem.rule for problem in read(content).problems]


@pytest.mark.parametrize("escape", [r"\n", r"\t", r"\"", r"\\", r"\u00e5"])
def test_a_line_end_a_tab_a_quote_and_a_letter_can(escape: str) -> None:
    assert not read(f'title: "Ring {escape} nu"').problems


@PARSERS
def test_a_question_mark_needs_no_quotes(parser: Any) -> None:
    content = "a: {title: Är du framme?, to: slut}\nb: [Är den laddad?, Klar]\nc: {d: Var är du? Nu}\n"

    assert plain(root(content, parser)) == {
        "a": {"title": "Är du framme?", "to": "slut"},
        "b": ["Är den laddad?", "Klar"],
        "c": {"d": "Var är du? Nu"},
    }
