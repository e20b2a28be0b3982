"""A drawing as an SVG file, which looks the same wherever it is opened."""

from __future__ import annotations

from diagrams.type.webfont import style

_END = "</svg>\n"


def svg(drawing: str) -> bytes:
    """An SVG document of ours with the letters that it is set in."""
    return f"{drawing.removesuffix(_END)}<style>{style(drawing)}</style>\n{_END}".encode()
