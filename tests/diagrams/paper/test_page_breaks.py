"""Where a picture may be parted, one fact at a time."""

from __future__ import annotations

from diagrams.paper.page_breaks import Piece, goes_on, halves, joined, with_branches_apart
from diagrams.picture import boxes
from diagrams.telling.routine_picture import picture_of
from diagrams.telling.set_map import map_of
from engine.model.routine import Routine
from tests.diagrams.samples import load, routine
from tests.diagrams.telling.test_set_map import one


def piece(of: Routine) -> Piece:
    panel = picture_of(of).panels[0]
    return Piece(panel, panel.sections[0])


FIVE = routine(
    "\n".join(f"  s{n}: {{title: Steg {n}, role: personal}}" for n in range(5)) + "\n  slut: {end: slut}"
)
BESIDE = routine(
    "  a: {title: A, role: personal, choices: {rak: {label: Rakt, to: d}, sida: {label: Sida, to: b}}}\n"
    "  d: {title: D, role: personal, choices: {klar: {label: Klar, to: e}}}\n"
    "  e: {end: slut}\n"
    "  b: {title: B, role: personal}\n"
    "  c: {title: C, role: personal, choices: {till: {label: Till, to: e}}}\n"
)


def ids(found: Piece) -> list[str]:
    return [row.box.id for row in found.section.chain.rows]


def test_as_much_as_fits_comes_first() -> None:
    parts = halves(piece(FIVE), lambda first, rest: 3 / (len(ids(first)) - 1), "sv")
    assert parts is not None
    assert [ids(part)[-1] for part in parts] == ["s2", "slut"]


def test_the_start_is_never_alone() -> None:
    parts = halves(piece(FIVE), lambda first, rest: 0.01, "sv")
    assert parts is not None
    assert ids(parts[0]) == ["start.", "s0"]


def test_one_box_can_not_be_parted() -> None:
    parts = halves(piece(FIVE), lambda first, rest: 0.01, "sv")
    assert parts is not None
    single = parts[1]
    while len(ids(single)) > 1:
        again = halves(single, lambda first, rest: 0.01, "sv")
        assert again is not None
        single = again[1]
    assert halves(single, lambda first, rest: 0.01, "sv") is None


def test_the_second_part_says_that_it_goes_on() -> None:
    parts = halves(piece(load("arbetstelefon")), lambda first, rest: 0.01, "sv")
    assert parts is not None
    assert (parts[0].section.title, parts[1].section.title) == ("Före passet", "Före passet, forts.")
    assert goes_on(*parts)


def test_a_branch_taken_out_leaves_a_link_and_has_an_origin() -> None:
    left, apart = with_branches_apart(piece(BESIDE), lambda tried: 0.5, "sv")
    assert [ids(each)[1:] for each in apart] == [["b", "c"]]
    beside = [branch for row in left.section.chain.rows for branch in row.beside]
    assert [box.title for box in boxes(joined([left], [], "sv"))].count("Gå till steg 1a") == 1
    assert beside[0].arrow.labels == apart[0].section.chain.rows[1].arrow.labels  # type: ignore[union-attr]
    assert apart[0].section.chain.rows[0].box.title == "Från steg 1"


def test_branches_stay_where_they_have_room() -> None:
    before = piece(BESIDE)
    assert with_branches_apart(before, lambda tried: 1.0, "sv") == (before, [])


def test_a_routine_of_a_set_is_named_as_a_routine() -> None:
    whole = map_of([one("a", "b", "c"), one("b", "d"), one("c"), one("d")]).panels[0]
    left, apart = with_branches_apart(Piece(whole, whole.sections[0]), lambda tried: 0.5, "sv")
    titles = [box.title for box in boxes(joined([left, *apart], [], "sv"))]
    assert "Se ”Rutin b”" in titles
    assert "Från ”Rutin a”" in titles
    _, apart = with_branches_apart(Piece(whole, whole.sections[0]), lambda tried: 0.5, "en")
    assert apart[0].section.chain.rows[0].box.title == "From “Rutin a”"


DOWN = routine(
    "  a: {title: A, role: personal, choices: {rak: {label: Rakt, to: s}, ett: {label: Ett, to: b}, tva: {label: Två, to: c}}}\n"
    "  b: {title: B, role: personal, choices: {klar: {label: Klar, to: c}}}\n"
    "  c: {title: C, role: personal, choices: {sist: {label: Sist, to: t}}}\n"
    "  s: {end: s}\n"
    "  t: {end: t}\n"
)


def test_an_arrow_down_to_what_is_taken_out_becomes_a_link() -> None:
    whole = piece(DOWN)
    arrows = [branch.chain.join for row in whole.section.chain.rows for branch in row.beside]
    assert any(join and join.is_below for join in arrows)
    left, apart = with_branches_apart(whole, lambda _: 0.5, "sv")
    chains = [branch.chain for row in left.section.chain.rows for branch in row.beside]
    assert not any(chain.join for chain in chains)
    titles = [
        link.box.title for chain in (*chains, *(each.section.chain for each in apart)) for link in chain.links
    ]
    assert "Gå till steg 1b" in titles
