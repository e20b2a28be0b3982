"""A storyboard as a file of the format that is asked for."""

from __future__ import annotations

from diagrams.storyboard.story import Storyboard

FORMATS = ("html", "pdf", "pptx")


def storyboard_as(format: str, storyboard: Storyboard, theme: str | None = None) -> bytes:
    """The storyboard as a file of that format. Only what the format needs is loaded. Raises CannotDraw.

    `theme`: None is light, and in HTML what the reader's screen has.
    """
    match format:
        case "html":
            from diagrams.storyboard.forms.html import storyboard_html

            return storyboard_html(storyboard, theme).encode()
        case "pdf":
            from diagrams.storyboard.forms.pdf import storyboard_pdf

            return storyboard_pdf(storyboard, theme or "light")
        case _:
            from diagrams.storyboard.forms.slides import slides

            return slides(storyboard, theme or "light")
