"""What the tags of a PDF document say to those who do not see it."""

from __future__ import annotations

from typing import Any

import pypdf


def structure(document: pypdf.PdfReader) -> list[Any]:
    """Every element of the document's structure."""
    root: Any = document.trailer["/Root"]
    found, waiting = [], [root["/StructTreeRoot"]]
    while waiting:
        here = waiting.pop().get_object()
        if isinstance(here, list):
            waiting += here
        elif isinstance(here, dict):
            found.append(here)
            waiting += [here["/K"]] if "/K" in here else []
    return found


def empty_labels(document: pypdf.PdfReader) -> int:
    """How many marks of list items hold nothing."""
    return sum(each.get("/S") == "/Lbl" and not each.get("/K") for each in structure(document))
