"""Single values of a routine file. Each type here reads a node, notes what is wrong with it, and tells
editors what may be written.

A value that can't be used becomes None (or is left out of its list) after its finding, so that one mistake
does not hide another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Annotated, Any

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema

from engine.language.file.containers import names_of, one_or_several
from engine.language.file.editor_words import (
    A_NAME,
    A_TEXT_HERE,
    AN_EXPRESSION,
    ANY,
    editors_hold,
    in_any_case,
)
from engine.language.file.noting import reading_of, scalar_in, wrong_type, wrong_value
from engine.language.file.reading import (
    A_TEXT,
    ID,
    Reading,
    Word,
    Words,
    check_id,
    is_empty,
    place_of,
)
from engine.language.yaml.source import Mapping, Node, Scalar
from engine.language.yaml.source import Sequence as Listing
from engine.model.facts import NO, YES
from engine.problems import clipped, listed
from engine.said import Said
from engine.values import decimals
from engine.values.texts import Text

_NUMBER = re.compile(r"-?\d{1,15}([.,]\d{1,9})?", re.ASCII)
_WHOLE = re.compile(r"[1-9]\d{0,8}", re.ASCII)
_HTTPS = re.compile(r"https://[^\s<>\"{}|\\^`/?#@]+([/?#][^\s<>\"{}|\\^`]*)?")
_EMAIL = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+\.[^\s@<>,;:\"]+")
_PHONE = re.compile(r"\+?[\d][\d ()/-]{1,28}", re.ASCII)


def _word(node: Node, info: ValidationInfo) -> Word | None:
    scalar = scalar_in(node, info, A_TEXT)
    return None if scalar is None else Word.of(scalar)


def _words_list(node: Node, info: ValidationInfo) -> tuple[Word, ...]:
    items = names_of(node, info)
    return tuple(word for item in items if (word := _word(item, info)) is not None)


def _declared(node: Node, info: ValidationInfo) -> Word | None:
    word = _word(node, info)
    return word and check_id(word, reading_of(info).findings)


def _key_of_mapping(scalar: Scalar, info: ValidationInfo) -> Word:
    return check_id(Word.of(scalar), reading_of(info).findings)


def read_words(node: Node | None, info: ValidationInfo) -> Words | None:
    """A text in the routine's own language, or one for each language.

    None: the title is to be made from the id.
    """
    if node is None:
        return None
    if isinstance(node, Listing) or is_empty(node):
        wrong_type(node, info, A_TEXT)
        return None
    reading = reading_of(info)
    own = reading.languages[0]
    by_language = {own: node.text.strip()} if isinstance(node, Scalar) else _by_language(node, info)
    all_known = isinstance(node, Scalar) or len(by_language) == len(node.entries)
    if all_known and len(by_language) < len(reading.languages):
        _note_missing(node, by_language, reading)
    if not by_language:
        return None
    if not all(by_language.values()):
        wrong_type(Scalar("", node.line, node.column), info, A_TEXT)
        return None
    ordered = tuple((code, by_language[code]) for code in reading.languages if code in by_language)
    return Words(Text(ordered), place_of(node), node.rows if isinstance(node, Scalar) else ())


def _by_language(node: Mapping, info: ValidationInfo) -> dict[str, str]:
    reading = reading_of(info)
    found: dict[str, str] = {}
    for key, value in node.entries:
        if key.text not in reading.languages:
            languages = ", ".join(reading.languages)
            reading.findings.add(
                "text-unknown-language", place_of(key), found=clipped(key.text), languages=languages
            )
        else:
            scalar = scalar_in(value, info, A_TEXT)
            found[key.text] = scalar.text.strip() if scalar else "…"
    return found


def _note_missing(node: Node, by_language: dict[str, str], reading: Reading) -> None:
    codes = reading.languages
    example = ", ".join(f"{code}: {clipped(by_language.get(code, '…'), 24)}" for code in codes)
    reading.findings.add(
        "text-missing-language",
        place_of(node),
        missing=_languages([code for code in codes if code not in by_language]),
        languages=", ".join(codes),
        example=f"{{{example}}}",
    )


def _languages(codes: Sequence[str]) -> Said:
    names = {"sv": Said("svenska (sv)", "Swedish (sv)"), "en": Said("engelska (en)", "English (en)")}
    return Said(
        " och ".join(names[code].sv for code in codes), " and ".join(names[code].en for code in codes)
    )


def _words_of_list(node: Node, info: ValidationInfo) -> tuple[Words, ...]:
    items = one_or_several(node, info)
    return tuple(words for item in items if (words := read_words(item, info)) is not None)


def _formula(node: Node, info: ValidationInfo) -> Word | None:
    if isinstance(node, Listing) and all(isinstance(item, Scalar) for item in node.items):
        texts = ", ".join(item.text for item in node.items if isinstance(item, Scalar))
        return Word.of(Scalar(f"[{texts}]", node.line, node.column))
    return _word(node, info)


def _written(node: Node, info: ValidationInfo) -> Word | tuple[Word, ...] | None:
    if isinstance(node, Listing):
        return tuple(word for item in node.items if (word := _word(item, info)) is not None)
    return Word.of(node) if isinstance(node, Scalar) and node.quoted else _word(node, info)


def _yes_no(node: Node, info: ValidationInfo) -> bool | None:
    allowed = Said("yes eller no", "yes or no")
    scalar = scalar_in(node, info, allowed)
    if scalar is None:
        return None
    if scalar.text.lower() in (*YES, *NO):
        return scalar.text.lower() in YES
    wrong_value(scalar, info, allowed)
    return None


def _version(node: Node, info: ValidationInfo) -> int | None:
    scalar = scalar_in(node, info, Said("ett heltal", "a whole number"))
    if scalar is None:
        return None
    if _WHOLE.fullmatch(scalar.text):
        return int(scalar.text)
    reading_of(info).findings.add("version-must-rise", place_of(scalar), version=clipped(scalar.text))
    return None


def read_number(node: Node, info: ValidationInfo) -> decimals.Number | None:
    """An exact number; None, and noted, where it is none."""
    allowed = Said("ett tal, till exempel 3", "a number, for example 3")
    scalar = scalar_in(node, info, allowed)
    if scalar is None:
        return None
    if _NUMBER.fullmatch(scalar.text):
        return decimals.exact(Decimal(scalar.text.replace(",", ".")))
    wrong_value(scalar, info, allowed)
    return None


def _with_https(text: str) -> str | None:
    """The address where the beginning was left out, or is that of a page that anybody can listen to."""
    bare = text.removeprefix("http://")
    return f"https://{bare}" if re.match(r"[\w-]+(\.[\w-]+)+(/|$)", bare) else None


def _nothing(text: str) -> str | None:
    return None


def _like(
    pattern: re.Pattern[str], allowed: Said, meant: Callable[[str], str | None] = _nothing
) -> Callable[[Node, ValidationInfo], Word | None]:
    def read(node: Node, info: ValidationInfo) -> Word | None:
        scalar = scalar_in(node, info, allowed)
        if scalar is None or pattern.fullmatch(scalar.text):
            return None if scalar is None else Word.of(scalar)
        wrong_value(scalar, info, allowed, meant(scalar.text))
        return None

    return read


_CALLED_ELSEWHERE = {
    **dict.fromkeys(("tal", "siffra", "antal", "int", "integer", "float"), "number"),
    **dict.fromkeys(("ja_nej", "ja/nej", "ja eller nej", "bool", "boolean", "janej"), "yes_no"),
    **dict.fromkeys(("val", "alternativ", "enum", "select"), "choice"),
    **dict.fromkeys(("flerval", "flera", "lista"), "choices"),
    **dict.fromkeys(("tid", "tidpunkt", "klockslag", "datetime", "time"), "moment"),
    **dict.fromkeys(("datum", "dag", "day"), "date"),
    **dict.fromkeys(("sträng", "fritext", "string", "str"), "text"),
    "lag": "law",
    "praxis": "practice",
    "beslut": "decision",
}
"""Words that owners write for those of the language."""


def one_of(*words: str) -> Any:
    """The type of a value that is one of `words`."""

    def read(node: Node, info: ValidationInfo) -> Word | None:
        allowed = Said(listed(words, "eller"), listed(words, "or"))
        scalar = scalar_in(node, info, allowed)
        if scalar is None or scalar.text in words:
            return None if scalar is None else Word.of(scalar)
        word = _CALLED_ELSEWHERE.get(scalar.text.lower(), scalar.text)
        near = reading_of(info).findings.near(word, words)
        wrong_value(scalar, info, allowed, near)
        return Word.of(scalar, words[0]) if len(words) == 1 else None

    says = f"Skriv {listed(words, 'eller')}."
    return Annotated[Word | None, PlainValidator(read), editors_hold(says, type="string", enum=list(words))]


Id = Annotated[
    Word | None,
    PlainValidator(_declared),
    editors_hold(
        "Skriv små bokstäver a–z, siffror och understreck. Börja med en bokstav. Högst 40 tecken.",
        type="string",
        pattern=f"^{ID.pattern}$",
    ),
]
Key = Annotated[Word, PlainValidator(_key_of_mapping), WithJsonSchema({"type": "string"})]
Name = Annotated[Word | None, PlainValidator(_word), editors_hold(A_NAME, type="string")]
Names = Annotated[
    tuple[Word, ...],
    PlainValidator(_words_list),
    editors_hold("Här ska ett namn eller en lista med namn stå.", type=["string", "array"]),
]
Sentence = Annotated[Words | None, PlainValidator(read_words), WithJsonSchema(A_TEXT_HERE)]
Sentences = Annotated[
    tuple[Words, ...],
    PlainValidator(_words_of_list),
    editors_hold(
        "Här ska en text eller en lista med texter stå.",
        type=["array", "string", "object"],
        items=A_TEXT_HERE,
    ),
]
Formula = Annotated[Word | None, PlainValidator(_formula), editors_hold(AN_EXPRESSION, type=list(ANY))]
Written = Annotated[
    Word | tuple[Word, ...] | None,
    PlainValidator(_written),
    editors_hold("Här ska ett värde eller en lista med värden stå.", type=list(ANY)),
]
YesNo = Annotated[
    bool | None,
    PlainValidator(_yes_no),
    editors_hold(
        "Skriv yes eller no.",
        type=["string", "boolean"],
        pattern=f"^({'|'.join(in_any_case(word) for word in (*YES, *NO))})$",
        defaultSnippets=[{"label": word, "body": f"^{word}"} for word in ("yes", "no")],
    ),
]
Version = Annotated[
    int | None,
    PlainValidator(_version),
    editors_hold("Skriv ett heltal från 1 och uppåt.", type="integer", minimum=1),
]
Https = Annotated[
    Word | None,
    PlainValidator(
        _like(
            _HTTPS,
            Said("en adress som börjar med https://", "an address that begins with https://"),
            _with_https,
        )
    ),
    editors_hold("Skriv en adress som börjar med https://", type="string", pattern="^https://"),
]
Email = Annotated[
    Word | None,
    PlainValidator(
        _like(
            _EMAIL,
            Said("en mejladress, till exempel it@kommun.se", "a mail address, for example it@example.org"),
        )
    ),
    editors_hold("Skriv en mejladress, till exempel it@kommun.se.", type="string", pattern="@"),
]
Phone = Annotated[
    Word | None,
    PlainValidator(
        _like(
            _PHONE,
            Said("ett telefonnummer, till exempel 08-123 456", "a telephone number, for example 08-123 456"),
        )
    ),
    editors_hold("Skriv ett telefonnummer, till exempel 08-123 456.", type=["string", "integer"]),
]
