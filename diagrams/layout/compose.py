"""Panels onto one sheet: the main flow down the left side, the others where there is room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diagrams.layout.blocks import NEARLY, Block, Part, block_of, trees
from diagrams.layout.packing import A4, GUTTER, Papers, pack, shrink
from diagrams.layout.place import place
from diagrams.picture import Picture

FEWER = 0.8
"""Fewer branches stand abreast where the sheet then needs to shrink this much less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All panels in their places, from (0, 0) to (width, height)."""

    blocks: tuple[Block, ...]
    width: float
    height: float

    @property
    def all_blocks(self) -> Iterator[Block]:
        """Every flow, the branches inside others too."""
        for block in self.blocks:
            yield block
            yield from block.inner


def compose(picture: Picture, papers: Papers = A4) -> Sheet:
    """Lay out all panels so that they fill one of the papers. Raises CannotDraw."""
    placed = iter(place([section for panel in picture.panels for section in panel.sections]))
    flows = trees(
        [Part(panel=panel, placed=tuple(next(placed) for _ in panel.sections)) for panel in picture.panels]
    )
    best: Sheet | None = None
    for abreast in range(max(flow.most_abreast for flow in flows), 0, -1):
        tried = _sheet(
            _packed([block_of(flow, papers, abreast, is_alone=len(flows) == 1) for flow in flows], papers)
        )
        if best is None or _size(tried, papers) < FEWER * _size(best, papers):
            best = tried
    assert best is not None
    return best


def _sheet(blocks: Sequence[Block]) -> Sheet:
    inner = [block.place for block in blocks]
    return Sheet(
        blocks=tuple(blocks),
        width=max(each.right for each in inner),
        height=max(each.bottom for each in inner),
    )


def _size(sheet: Sheet, papers: Papers) -> float:
    return shrink(sheet.width, sheet.height, papers)


def _packed(blocks: Sequence[Block], papers: Papers) -> list[Block]:
    """Every panel in its place; then those below each other made equally wide."""
    spots = pack(tuple(block.shape for block in blocks), papers)
    placed = [block.moved(*spot) for block, spot in zip(blocks, spots, strict=True)]
    return list(_aligned(placed))


def _aligned(blocks: Sequence[Block]) -> Iterator[Block]:
    """The panels; those with one left edge as wide as the widest of them, where there is room. The first only joins what is nearly so."""
    for block in blocks:
        column = [other.place.width for other in blocks if other.place.left == block.place.left]
        beside = [other.place.width for other in blocks[1:] if other.place.left == block.place.left]
        own = block.place.width if block is blocks[0] else max(beside)
        wide = block.widened(max(column) if own >= NEARLY * max(column) else own)
        others = [each for other in blocks if other is not block for each in other.shape]
        is_free = not any(mine.touches(each, GUTTER) for mine in wide.shape for each in others)
        yield wide if is_free else block
