"""A picture as a Mermaid flowchart, for wikis that draw such text. Where our own picture has a link, this has an arrow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from diagrams.kinds import KINDS, Frame, Outline
from diagrams.picture import Arrow, Box, Chain, Panel, Picture, boxes, chain_boxes
from diagrams.type.palette import LIGHT

_OUTLINES: Mapping[Outline, tuple[str, str]] = {
    "card": ("[", "]"),
    "pill": ("([", "])"),
    "link": ("([", "])"),
    "diamond": ("{", "}"),
    "octagon": ("{{", "}}"),
}
_FRAMED: Mapping[Frame, tuple[str, str]] = {"double": ("[[", "]]"), "dashed": ("[/", "/]")}
_PLAIN = re.compile(r"[^\w ,!?…–→·+()-]|^[-+]|(?<=^\d)[.)]")
_SPACE = re.compile(r"\s+")


def mermaid(picture: Picture) -> str:
    """The picture as Mermaid text (`flowchart`)."""
    drawn = [box for box in boxes(picture.panels) if _is_drawn(box)]
    ids = {box.id: f"n{number}" for number, box in enumerate(drawn, 1)}
    lines = ["flowchart TD", f"    accTitle: {written(picture.title)}"]
    for number, panel in enumerate(picture.panels, 1):
        lines += _panel(panel, number, ids)
    lines += [f"    {line}" for line in _arrows(picture, ids)]
    lines += _classes(drawn, ids)
    return "\n".join([*lines, ""])


def written(text: str) -> str:
    """The text as it may stand inside quotes in Mermaid: on one line, all that could mean something as a character's number."""
    said = "".join(character for character in _SPACE.sub(" ", text).strip() if character.isprintable())
    return _PLAIN.sub(lambda match: f"#{ord(match[0])};", said)


def _is_drawn(box: Box) -> bool:
    """Links are arrows to what they mean, where that is in the picture; an origin is told by the arrows that lead there."""
    return box.kind != "origin" and (box.kind != "link" or box.leads_to is None)


def _panel(panel: Panel, number: int, ids: Mapping[str, str]) -> Iterator[str]:
    for index, section in enumerate(panel.sections, 1):
        # A frame must have a name in Mermaid; one without a title has a space.
        yield f'    subgraph s{number}_{index}["{written(section.title or "") or " "}"]'
        for box in chain_boxes(section.chain):
            if box.id in ids:
                kind = KINDS[box.kind]
                before, after = _FRAMED.get(kind.frame, _OUTLINES[kind.outline])
                yield f'        {ids[box.id]}{before}"{_text(box)}"{after}'
        yield "    end"


def _text(box: Box) -> str:
    title = f"{box.number}{':' if box.kind == 'gateway' else ''} {box.title}" if box.number else box.title
    return "<br/>".join([written(title), *(written(line.text) for line in box.lines)])


def _arrows(picture: Picture, ids: Mapping[str, str]) -> Iterator[str]:
    last: dict[str, Box] = {}
    for panel in picture.panels:
        if panel.side == "branch" and panel.id not in last:
            yield from _entry(panel, ids)
        for section in panel.sections:
            if section.entry and panel.id in last:
                yield _arrow(last[panel.id], section.chain.rows[0].box, section.entry, ids)
            yield from _chain_arrows(section.chain, ids)
            last[panel.id] = section.chain.rows[-1].box


def _entry(panel: Panel, ids: Mapping[str, str]) -> Iterator[str]:
    """The arrow into a branch, from the state that it belongs to."""
    rows = panel.sections[0].chain.rows
    origin, first = (
        (panel.origin, rows[0]) if panel.origin else (rows[0].box, rows[-1 if len(rows) == 1 else 1])
    )
    if origin and origin.kind == "origin" and origin.leads_to:
        yield f"{ids[origin.leads_to]} --> {ids[first.box.id]}"


def _chain_arrows(chain: Chain, ids: Mapping[str, str]) -> Iterator[str]:
    for above, row in pairwise(chain.rows):
        if row.arrow and above.box.kind != "origin":
            yield _arrow(above.box, row.box, row.arrow, ids)
    for row in chain.rows:
        for branch in row.beside:
            yield _arrow(row.box, branch.chain.rows[0].box, branch.arrow, ids)
            yield from _chain_arrows(branch.chain, ids)
    last = chain.rows[-1].box
    for link in chain.links:
        yield _arrow(last, link.box, link.arrow, ids)
    if chain.join:
        yield _line(ids[last.id], ids[chain.join.target], chain.join.arrow)


def _arrow(source: Box, target: Box, arrow: Arrow, ids: Mapping[str, str]) -> str:
    end = target.id if target.id in ids else target.leads_to or ""
    return _line(ids[source.id], ids[end], arrow)


def _line(source: str, target: str, arrow: Arrow) -> str:
    line = "-.->" if arrow.timed else "-->"
    label = written(" / ".join(arrow.labels))
    return f'{source} {line}|"{label}"| {target}' if label else f"{source} {line} {target}"


def _classes(drawn: list[Box], ids: Mapping[str, str]) -> Iterator[str]:
    """The colours of the roles and of what is no step, as in our own picture."""
    groups: dict[str, list[str]] = {}
    for box in drawn:
        name = f"role{box.paint}" if box.paint is not None else box.kind
        groups.setdefault(name, []).append(ids[box.id])
    styles = {f"role{paint}": f"stroke:{colour}" for paint, colour in enumerate(LIGHT.roles)} | {
        "gateway": f"fill:{LIGHT.gateway},stroke:{LIGHT.gateway_line}",
        "event": f"fill:{LIGHT.danger_ground},stroke:{LIGHT.danger}",
        "start": f"fill:{LIGHT.start},color:{LIGHT.on_start}",
        "end": f"stroke:{LIGHT.ink},stroke-width:3px",
    }
    for name, style in styles.items():
        if name in groups:
            yield f"    classDef {name}Box {style}"
            yield f"    class {','.join(groups[name])} {name}Box"
