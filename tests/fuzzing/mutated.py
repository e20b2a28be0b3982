"""A real routine file gone wrong in a few places at once, as bytes: what an editor, a merge, a bad disk or an attacker makes of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from pathlib import Path

from hypothesis import strategies as st

ROUTINES = Path(__file__).parents[2] / "routines"
MOST_DEEP = 400

ODD_TEXTS = (
    *(
        "\u202e",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\x85",
        "\x00",
        "\x1b[2J",
        "\u0301" * 40,
        "\U0001f9d1\u200d\U0001f680",
    ),
    *("İ", "ß", "ﬀ", "K", "１２", "٣", "½", "－1", "\ud7ff", "\uffff", "\U0010ffff", "\t", "\r", "\u00a0"),
    *(
        "---",
        "...",
        "%YAML 9.9",
        "!!python/object:os.system",
        "!!binary aGVq",
        "<<: *a",
        "&a",
        "*a",
        "? ",
        "|+9",
        ">-",
    ),
)
HUGE = (
    *(
        "9" * 30,
        "-" + "9" * 400,
        "1" + "0" * 5_000,
        "1e999999",
        "0x" + "f" * 300,
        "0." + "0" * 500 + "1",
        "1_000_" * 50,
    ),
    *(
        "99999999-12-31",
        "0000-00-00",
        "9" * 12 + " min",
        "1e9 h",
        "99:99:99",
        ".inf",
        ".nan",
        "0b" + "1" * 300,
        "1:" * 80 + "1",
    ),
)

Mutation = Callable[[bytes], bytes]


def _lines(change: Callable[[list[bytes], int, int], None], at: int, other: int) -> Mutation:
    """What changes the file's lines, at one of them and with another."""

    def changed(content: bytes) -> bytes:
        lines = content.split(b"\n")
        change(lines, at % len(lines), other % len(lines))
        return b"\n".join(lines)

    return changed


def _lost(lines: list[bytes], at: int, other: int) -> None:
    del lines[at : at + 1 + other % 5]
    lines.append(b"")


def _moved(lines: list[bytes], at: int, other: int) -> None:
    lines.insert(other, lines.pop(at))


def _doubled(lines: list[bytes], at: int, other: int) -> None:
    lines[at:at] = lines[other : other + 20]


def _indented(lines: list[bytes], at: int, other: int) -> None:
    lines[at] = b" " * (other % 12) + lines[at].lstrip()


def _parted(lines: list[bytes], at: int, other: int) -> None:
    cut = other % (len(lines[at]) + 1)
    lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]


def _anchored(lines: list[bytes], at: int, other: int) -> None:
    lines[at] = lines[at].replace(b": ", b": &a ", 1)
    lines[other] = lines[other].partition(b":")[0] + b": *a"


def _deep(opening: bytes, closing: bytes, depth: int) -> Callable[[list[bytes], int, int], None]:
    def nested(lines: list[bytes], at: int, other: int) -> None:
        key, colon, value = lines[at].partition(b":")
        lines[at] = key + colon + b" " + opening * depth + value + closing * (depth - other % 3)

    return nested


def _flipped(at: int, bit: int) -> Mutation:
    def changed(content: bytes) -> bytes:
        if not content:
            return content
        where = at % len(content)
        return content[:where] + bytes([content[where] ^ (1 << bit)]) + content[where + 1 :]

    return changed


def _put_in(piece: bytes, at: int, *, instead: bool) -> Mutation:
    """Put a piece in at a place; `instead` of the value that stands on the line."""

    def changed(content: bytes) -> bytes:
        where = at % (len(content) + 1)
        end = content.find(b"\n", where) if instead else where
        begin = max(where, content.find(b": ", where, end) + 2) if instead else where
        return content[:begin] + piece + content[len(content) if end < 0 else end :]

    return changed


_PLACE = st.integers(0, 100_000)
_PIECES = st.sampled_from([*ODD_TEXTS, *HUGE]) | st.text(st.characters(codec="utf-8"), max_size=12)
_DEEP = st.builds(
    _deep,
    *map(st.sampled_from, ([b"[", b"{a: ", b"(", b"not ", b"- "], [b"]", b"}", b")", b""])),
    st.integers(1, MOST_DEEP),
)
MUTATIONS: st.SearchStrategy[Mutation] = st.one_of(
    st.builds(_flipped, _PLACE, st.integers(0, 7)),
    st.builds(
        _lines, st.sampled_from([_lost, _moved, _doubled, _indented, _parted, _anchored]), _PLACE, _PLACE
    ),
    st.builds(_lines, _DEEP, _PLACE, _PLACE),
    st.builds(_put_in, _PIECES.map(str.encode), _PLACE, instead=st.booleans()),
)


def files() -> st.SearchStrategy[tuple[str, bytes]]:
    """(name, content) of one of our routines with one to four things wrong."""
    names = sorted(each.name for each in ROUTINES.glob("*.yaml"))
    return st.builds(_made, st.sampled_from(names), st.lists(MUTATIONS, min_size=1, max_size=4))


def _made(name: str, mutations: list[Mutation]) -> tuple[str, bytes]:
    content = (ROUTINES / name).read_bytes()
    return name, reduce(lambda text, mutation: mutation(text), mutations, content)
