"""Routine files of any size, each of a shape in which something could grow with the square of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.language.yaml.characters import MOST_BYTES

_HEAD = """\
routine: stor
version: 1
title: Stor
language: sv
roles: {medarbetare: Medarbetare, chef: {title: Chefen, manager: yes}}
"""
_FACTS = "facts: {antal: {type: number, title: Antal}, ja: {type: yes_no, title: Ja}}\n"
_LAST = "  sist: {title: Gör klart, role: chef}\n  slut: {end: klart}\n"


def _states(line: Callable[[int], str], number: int, more: str = "") -> str:
    return f"{_HEAD}{more}start: medarbetare\nstates:\n{''.join(map(line, range(number)))}{_LAST}"


def _step(n: int, more: str) -> str:
    return f"  s{n}: {{title: Gör {n}, role: chef, {more}}}\n"


def _plain(n: int) -> str:
    return f"  s{n}: {{title: Gör {n}, role: chef}}\n"


def _onward(n: int, number: int) -> str:
    return f"s{n + 1}" if n + 1 < number else "sist"


def _facts_and_conditions(number: int) -> str:
    facts = "".join(
        f"  f{n}: {{type: choice, title: Svar {n}, options: [o{n}, p{n}]}}\n" for n in range(number)
    )
    choices = "choices: {{a{n}: {{ask: f{n}}}, b{n}: {{when: f{n} == o{n}, because: Nej.}}}}"
    return _states(lambda n: _step(n, choices.format(n=n)), number, f"facts:\n{facts}")


def _branches(number: int) -> str:
    branches = "".join(
        f"      g{n}: {{states: {{t{n}: {{title: Gör {n}, role: chef}}, e{n}: {{end: klart}}}}}}\n"
        for n in range(number)
    )
    return f"{_HEAD}start: medarbetare\nstates:\n  s:\n    together:\n{branches}    to: slut\n  slut: {{end: klart}}\n"


SHAPES: Mapping[str, Callable[[int], str]] = {
    "plain steps": lambda number: _states(_plain, number),
    "facts and conditions": _facts_and_conditions,
    "choices of any time": lambda number: _states(
        lambda n: _step(n, f"choices: {{c{n}: Klart}}"),
        number,
        "anytime:\n" + "".join(f"  a{n}: {{label: Avbryt {n}, to: slut}}\n" for n in range(number)),
    ),
    "choices that lead back": lambda number: _states(
        lambda n: _step(
            n, f"skip: ask, choices: {{a{n}: {{to: s{n // 2}}}, b{n}: {{to: {_onward(n, number)}}}}}"
        ),
        number,
    ),
    "steps without a way on": lambda number: _states(
        lambda n: (
            _step(n, f"choices: {{a{n}: {{to: d{n}}}, b{n}: {{to: {_onward(n, number)}}}}}")
            + f"  d{n}: {{title: Stå {n}, role: chef, choices: {{c{n}: {{to: d{n}}}}}}}\n"
        ),
        number,
    ),
    "ways that are never taken": lambda number: _states(
        lambda n: (
            f"  s{n}: {{choose: [{{when: ja, to: slut}}, {{when: ja, to: slut}}, {{else: {_onward(n, number)}}}]}}\n"
        ),
        number,
        _FACTS,
    ),
    "choices of one step": lambda number: (
        f"{_HEAD}start: medarbetare\nstates:\n  s:\n    title: Välj\n    role: chef\n    choices:\n"
        + "".join(f"      c{n}: {{label: Val {n}, to: slut}}\n" for n in range(number))
        + "  slut: {end: klart}\n"
    ),
    "branches": _branches,
    "lines of a scenario": lambda number: (
        _states(lambda n: _step(n, "choices: {om: {to: s0}, klart: Klart}"), 1)
        + "scenarios:\n  - title: Lång\n    play:\n"
        + "      - {chef: om}\n" * number
        + "      - {chef: klart}\n      - {chef: klar}\n"
    ),
    "names that are not there": lambda number: _states(
        lambda n: _step(n, f"choices: {{a{n}: {{to: t{n}}}}}"), number
    ),
    "keys that are not there": lambda number: _HEAD + "".join(f"k{n}: 1\n" for n in range(number)),
    "lines that belong to nothing": lambda number: _states(
        lambda n: f"{_plain(n)}OBS fråga chefen {n}\n", number
    ),
    "items without their key": lambda number: _states(
        lambda n: f"  k{n}: v\n      - after: {n} min\n", number
    ),
    "items on many levels": lambda number: (
        _states(_plain, 1)
        + "scenarios:\n"
        + "".join(f"{' ' * (n % 3 + 2)}- k{n // 3}: v\n" for n in range(number))
    ),
    "sentences of one text": lambda number: _states(
        lambda n: (
            f"  s{n}:\n    title: Gör\n    role: chef\n    text: >-\n"
            + "".join(f"      Personalen ringer chef {m} sedan.\n" for m in range(number))
        ),
        1,
    ),
    "texts with names": lambda number: _states(
        lambda n: _step(n, f"text: 'Se {{antal}} och {{fel{n}}}.'"), number, _FACTS
    ),
}


def as_large_as_may_be(shape: str) -> str:
    """The largest file of the shape that is read at all."""
    low, high = 1, 40_000
    while low + 1 < high:
        middle = (low + high) // 2
        fits = len(SHAPES[shape](middle).encode()) < MOST_BYTES
        low, high = (middle, high) if fits else (low, middle)
    return SHAPES[shape](low)
