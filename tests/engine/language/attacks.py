"""Routine files that somebody wrote to make the check stumble, stall or fill the screen; each is as large as a file may be, or nearly."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.language.yaml.characters import MOST_BYTES

_HEAD = """\
routine: anfall
version: 1
title: Anfall
language: sv
roles: {medarbetare: Medarbetare, chef: {title: Chefen, manager: yes}}
"""
_START = "start: medarbetare\n"


def _filled(line: Callable[[int], str], head: str = "", tail: str = "") -> str:
    """So many lines between `head` and `tail` as a file may have."""
    lines, left, number = [head], MOST_BYTES - len(head.encode()) - len(tail.encode()) - 1, 0
    while (left := left - len((text := line(number)).encode())) > 0:
        lines.append(text)
        number += 1
    return "".join(lines) + tail


def _steps(line: Callable[[int], str], more: str = "", most: int = 10**9) -> str:
    """A routine of many steps, that leads from the first to the last."""
    tail = "  slut: {end: klart}\n"
    head = f"{_HEAD}{more}{_START}states:\n"
    if most < 10**9:
        return head + "".join(map(line, range(most))) + tail
    return _filled(line, head, tail)


def _step(number: int, to: str, more: str = "") -> str:
    return f"  s{number}: {{title: Gör {number}, role: medarbetare, choices: {{a: {{label: Klart, to: {to}}}}}{more}}}\n"


def _fact(condition: str) -> str:
    """A choice with that condition."""
    facts = "facts: {antal: {type: number, title: Antal}, ja: {type: yes_no, title: Ja}}\n"
    ask = f"choices: {{a: {{label: Klart, ask: [antal, ja], if: '{condition}', to: slut}}}}"
    return f"{_HEAD}{facts}{_START}states:\n  s: {{title: Gör, role: medarbetare, {ask}}}\n  slut: {{end: klart}}\n"


ATTACKS: Mapping[str, Callable[[], str | bytes]] = {
    "a bomb of anchors": lambda: "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(2_000)),
    "deep brackets": lambda: "a: " + "[" * 100_000 + "]" * 100_000,
    "deep maps": lambda: "".join(" " * n + f"k{n}:\n" for n in range(600)),
    "unclosed brackets": lambda: "a: " + "{b: [" * 40_000,
    "unclosed quotes": lambda: _filled(lambda n: f'k{n}: "x\n'),
    "only tabs": lambda: "\t" * (MOST_BYTES - 1),
    "only line ends": lambda: "\n" * (MOST_BYTES - 1),
    "only colons": lambda: ":" * (MOST_BYTES - 1),
    "only dashes": lambda: "- " * (MOST_BYTES // 2 - 1),
    "only quotes": lambda: "'" * (MOST_BYTES - 1),
    "only null characters": lambda: b"\x00" * (MOST_BYTES - 1),
    "half characters": lambda: "å".encode()[:1] * (MOST_BYTES - 1),
    "direction marks": lambda: "\u202e" * (MOST_BYTES // 3 - 1),
    "one long word": lambda: f"{_HEAD}{'x' * (MOST_BYTES - 200)}: 1\n",
    "one long title": lambda: f"routine: anfall\ntitle: {'Gör klart. ' * (MOST_BYTES // 13)}\n",
    "one long number": lambda: _fact("antal > " + "9" * 200_000),
    "unknown keys": lambda: _filled(lambda n: f"k{n}: 1\n", _HEAD),
    "the same key": lambda: _filled(lambda n: "title: Igen\n", _HEAD),
    "names that are nearly there": lambda: _steps(lambda n: _step(n, f"t{n}")),
    "long names that are nearly there": lambda: _steps(
        lambda n: (
            f"  s{n:039}: {{title: Gör {n}, role: medarbetare, choices: {{a: {{label: Klart, to: t{n:039}}}}}}}\n"
        )
    ),
    "a long way": lambda: _steps(lambda n: _step(n, f"s{n + 1}"), most=1_500),
    "steps that nothing leads to": lambda: _steps(lambda n: _step(n, "slut")),
    "steps that all lead everywhere": lambda: _steps(
        lambda n: (
            f"  s{n}: {{title: Gör {n}, role: medarbetare, choices: {{"
            + ", ".join(f"c{m}: {{label: Till {m}, to: s{m}}}" for m in range(60))
            + "}}\n"
        ),
        most=60,
    ),
    "gateways in a ring": lambda: _steps(
        lambda n: f"  s{n}: {{choose: [{{else: s{(n + 1) % 500}}}]}}\n", most=500
    ),
    "a step that calls itself": lambda: (
        f"{_HEAD}{_START}states:\n  s: {{call: anfall, to: slut}}\n  slut: {{end: klart}}\n"
    ),
    "many steps that call itself": lambda: _steps(
        lambda n: f"  s{n}: {{call: anfall, to: s{n + 1}}}\n", most=800
    ),
    "facts without end": lambda: _filled(
        lambda n: f"  f{n}: {{type: yes_no, title: Ja {n}}}\n",
        f"{_HEAD}facts:\n",
        f"{_START}states: {{slut: {{end: klart}}}}\n",
    ),
    "roles without end": lambda: _filled(lambda n: f"  r{n}: Roll {n}\n", "routine: anfall\nroles:\n"),
    "options without end": lambda: _filled(
        lambda n: f"o{n}: Val {n}, ",
        f"{_HEAD}facts: {{f: {{type: choice, title: F, options: {{",
        f"}}}}}}\n{_START}",
    ),
    "scenarios without end": lambda: _filled(
        lambda n: f"  - title: Berättelse {n}\n    steps: [s0: a]\n",
        f"{_HEAD}{_START}states: {{slut: {{end: klart}}}}\nscenarios:\n",
    ),
    "a condition of minus signs": lambda: _fact("antal > " + "-" * 100_000 + "1"),
    "a condition of brackets": lambda: _fact("(" * 50_000 + "ja" + ")" * 50_000),
    "a condition of nots": lambda: _fact("not " * 50_000 + "ja"),
    "a long condition": lambda: _fact(" and ".join(["ja"] * 30_000)),
    "a long sum": lambda: _fact("antal > " + " + ".join(["antal"] * 20_000)),
    "a text of braces": lambda: _steps(lambda n: _step(n, "slut", f", text: '{'{antal}' * 500}'"), most=60),
    "a text of broken braces": lambda: _steps(
        lambda n: _step(n, "slut", f", text: '{'{' * 2_000}'"), most=60
    ),
    "a table of words": lambda: _steps(lambda n: _step(n, "slut", f", text: '{'ord ' * 2_000}'"), most=25),
    "branches in branches": lambda: (
        _HEAD
        + _START
        + "states:\n"
        + "".join(" " * (4 * n) + f"  t{n}:\n" + " " * (4 * n) + "    together:\n" for n in range(15))
    ),
    "conflict marks": lambda: _filled(lambda n: "<<<<<<< HEAD\n=======\n>>>>>>> x\n", _HEAD),
    "another language": lambda: _filled(lambda n: "<p>{% if x %}</p>;\n"),
}
"""What an attack is called, and what makes its file."""
