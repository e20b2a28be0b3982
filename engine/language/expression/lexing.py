"""Text of a condition → tokens with columns; what cannot stand in a condition is answered here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from engine.problems import Problem, clipped, hint
from engine.said import Said
from engine.values import durations

LONGEST = 500
DEEPEST = 20

RULE = "condition-syntax"

WORD_OPERATORS = frozenset({"and", "or", "not", "in", "is"})
RESERVED = WORD_OPERATORS | {
    *("yes", "no", "now", "set", "done", "checklist", "running", "hours_since", "days_since"),
}

_UNITS = "|".join(sorted(durations.UNITS, key=len, reverse=True))
_TOKEN = re.compile(
    rf"""(?P<space>\s+)
    | (?P<clock>[0-9]{{1,2}}:[0-9]{{2}}\b)
    | (?P<duration>[0-9]+\s*(?i:{_UNITS})\b)
    | (?P<date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:[T\ ][0-9:.]+(?:Z|[-+][0-9:]+)?)?)(?![\w.])
    | (?P<number>[0-9]+(?:\.[0-9]+)?)(?![\w.])
    | (?P<string>"[^"]*"|'[^']*')
    | (?P<word>[^\W\d]\w*)
    | (?P<wrong_pair>=>|=<|<>|&&|\|\||\*\*|:=)
    | (?P<operator>==|!=|<=|>=|<|>|\+|-|\(|\)|\[|\]|,)
    | (?P<wrong>[0-9][\w.,]*|.)
    """,
    re.VERBOSE | re.DOTALL,
)

_INSTEAD = {
    "=": "==",
    "=>": ">=",
    "=<": "<=",
    "<>": "!=",
    "≠": "!=",
    "≤": "<=",
    "≥": ">=",
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "!": "not",
    "–": "-",
    "−": "-",
    **dict.fromkeys("”“„«»’‘", '"'),
}

_WORDS_INSTEAD = {
    "och": "and",
    "eller": "or",
    "inte": "not",
    "ej": "not",
    "ja": "yes",
    "nej": "no",
    "true": "yes",
    "false": "no",
    "nu": "now",
    "är": "==",
    "i": "in",
    "and": "and",
    "or": "or",
    "not": "not",
    "yes": "yes",
    "no": "no",
    "now": "now",
    "in": "in",
    "is": "is",
}

_NEEDLESS = frozenset({"om", "när", "if", "when"})
_NOT_IN_CONDITIONS = frozenset({"if", "else", "for", "lambda", "while", "import", "None", "await", "yield"})


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text. `kind`: duration, date, number, string, word or operator; `column` counts from 1."""

    kind: str
    text: str
    column: int

    @property
    def operand(self) -> bool:
        """Whether it stands for a value (or names one), and not between values."""
        return self.kind != "operator" and self.text not in WORD_OPERATORS


def tokens(text: str, known: frozenset[str]) -> tuple[tuple[Token, ...], tuple[Problem, ...]]:
    """The tokens of `text`, and what in it is no token; `known` are the words that mean something in this place."""
    too_long = too_long_to_read(text)
    if too_long is not None:
        return (), (too_long,)
    found: list[Token] = []
    problems: list[Problem] = []
    for match in _TOKEN.finditer(text):
        kind, piece, column = match.lastgroup or "wrong", match[0], match.start() + 1
        if kind == "space":
            continue
        problem = _wrong(kind, piece, column, known)
        if problem is None:
            found.append(Token(kind, piece, column))
        else:
            problems.append(problem)
    if len(problems) > 1 and (corrected := _with_all_instead(text, known)) is not None:
        first = problems[0]
        whole = Said("{said} Hela villkoret: {corrected}", "{said} The whole condition: {corrected}")
        problems[0] = replace(first, said=whole.fill(said=first.said, corrected=clipped(corrected, 80)))
    return tuple(found), tuple(problems)


def _with_all_instead(text: str, known: frozenset[str]) -> str | None:
    """The text with all that is written as in other languages put right; None where something else is wrong too."""
    pieces = []
    for match in _TOKEN.finditer(text):
        kind, piece = match.lastgroup or "wrong", match[0]
        wrong = kind != "space" and _wrong(kind, piece, 1, known) is not None
        instead = _WORDS_INSTEAD.get(piece.lower()) or _INSTEAD.get(piece) if wrong else piece
        if instead is None:
            return None
        pieces.append(instead)
    return "".join(pieces)


def too_long_to_read(text: str) -> Problem | None:
    """That the text is longer than a condition may be."""
    if len(text) <= LONGEST:
        return None
    return Problem(
        "condition-too-long",
        Said(
            f"Villkoret har {len(text)} tecken; högst {LONGEST} går att läsa. Dela upp det i flera vägval.",
            f"The condition has {len(text)} characters; at most {LONGEST} can be read. Split it into several choices.",
        ),
        column=LONGEST + 1,
    )


def _wrong(kind: str, piece: str, column: int, known: frozenset[str]) -> Problem | None:
    if kind == "clock":
        return Problem(
            RULE,
            Said(
                f"”{piece}” är ett klockslag, och ett sådant kan inte stå här. Fråga efter tidpunkten i en uppgift av typen moment, "
                "och skriv uppgiftens namn.",
                f"“{piece}” is a time of day, which can't stand here. Ask for the moment in a fact of the type moment, and write "
                "the fact's name.",
            ),
            column=column,
        )
    if kind == "word" and piece not in known:
        return _wrong_word(piece, column)
    if kind == "string" and "\\" in piece:
        return Problem(
            RULE,
            Said(
                "Ett bakstreck (\\) kan inte stå i en text i ett villkor. Ta bort det.",
                "A backslash (\\) can't stand in a text in a condition. Remove it.",
            ),
            column=column + piece.index("\\"),
        )
    if kind == "string" and not piece.isprintable():
        return Problem(
            RULE,
            Said(
                "Texten inom citattecken innehåller osynliga tecken. Skriv den på nytt.",
                "The quoted text has invisible characters. Type it again.",
            ),
            column=column,
        )
    if kind == "number" and (len(piece.split(".")[0]) > 15 or len(piece.partition(".")[2]) > 4):
        return Problem(
            RULE,
            Said(
                f"Talet {clipped(piece, 30)} är för långt. Högst 15 siffror och 4 decimaler går att använda.",
                f"The number {clipped(piece, 30)} is too long. At most 15 digits and 4 decimals can be used.",
            ),
            column=column,
        )
    return _wrong_characters(piece, column) if kind in ("wrong", "wrong_pair") else None


def _wrong_word(piece: str, column: int) -> Problem | None:
    instead = _WORDS_INSTEAD.get(piece.lower())
    if instead is not None:
        return Problem(
            RULE,
            Said(
                f"”{piece}” kan inte användas i ett villkor. Skriv ”{instead}”.",
                f"“{piece}” can't be used in a condition. Write “{instead}”.",
            ),
            column=column,
        )
    if column == 1 and piece.lower() in _NEEDLESS:
        return Problem(
            RULE,
            Said(
                f"”{piece}” behövs inte: skriv bara villkoret.",
                f"“{piece}” is not needed: write only the condition.",
            ),
            column=column,
        )
    if piece in _NOT_IN_CONDITIONS:
        return Problem(
            RULE,
            Said(
                f"”{piece}” kan inte användas i ett villkor. Det som går: and, or, not, in, is set, jämförelser, + och -.",
                f"“{piece}” can't be used in a condition. What can: and, or, not, in, is set, comparisons, + and -.",
            ),
            column=column,
        )
    return None


def _wrong_characters(piece: str, column: int) -> Problem:
    if piece in _INSTEAD:
        return Problem(
            RULE,
            Said(
                f"”{piece}” kan inte användas i ett villkor. Skriv ”{_INSTEAD[piece]}”.",
                f"“{piece}” can't be used in a condition. Write “{_INSTEAD[piece]}”.",
            ),
            column=column,
        )
    if piece in "\"'":
        return Problem(
            RULE,
            Said(
                f"Texten som börjar med {piece} har inget slut. Sätt {piece} även efter den.",
                f"The text that begins with {piece} has no end. Put {piece} after it too.",
            ),
            column=column,
        )
    if piece == ".":
        return Problem(
            RULE,
            Said(
                "En punkt kan inte stå i ett villkor: en uppgift har inga delar. Skriv bara uppgiftens namn.",
                "A dot can't stand in a condition: a fact has no parts. Write only the fact's name.",
            ),
            column=column,
        )
    if piece in ("*", "**", "/", "%"):
        return Problem(
            RULE,
            Said(
                f"”{piece}” kan inte användas i ett villkor: det går bara att lägga till (+) och dra ifrån (-).",
                f"“{piece}” can't be used in a condition: you can only add (+) and subtract (-).",
            ),
            column=column,
        )
    if piece[0].isdigit() and piece[0].isascii():
        return _wrong_number(piece, column)
    shown = clipped(piece, 10) if piece.isprintable() else f"U+{ord(piece):04X}"
    return Problem(
        RULE,
        Said(
            f"Tecknet ”{shown}” kan inte stå i ett villkor. Ta bort det.",
            f"The character “{shown}” can't stand in a condition. Remove it.",
        ),
        column=column,
    )


def _wrong_number(piece: str, column: int) -> Problem:
    unit = re.sub(r"^[0-9]+", "", piece)
    near = hint(unit, durations.UNITS)
    return Problem(
        RULE,
        Said(
            f"”{clipped(piece)}” är varken ett tal eller en tid.{near.sv} Skriv till exempel 72, 1.5, 30 min, 72 h eller 3 d.",
            f"“{clipped(piece)}” is neither a number nor a duration.{near.en} Write for example 72, 1.5, 30 min, 72 h or 3 d.",
        ),
        column=column,
    )
