"""The picture as lines of text, for those who read instead of look: the same data as the picture's boxes."""

from __future__ import annotations

from diagrams.picture import Picture, chain_boxes


def text_lines(picture: Picture) -> list[str]:
    """One line for each panel's section and each box that says something of its own, in reading order."""
    found = [picture.subtitle + "."]
    found += picture.notes
    found += [said for said in (picture.emergency, picture.here) if said]
    for panel in picture.panels:
        for section in panel.sections:
            if section.title:
                found.append(f"{section.title}" + (f" ({section.who})." if section.who else "."))
            found += [box.words for box in chain_boxes(section.chain) if box.kind not in ("link", "origin")]
    return found
