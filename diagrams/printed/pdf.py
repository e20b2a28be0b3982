"""A form as PDF: A4, black and white, to be written on with a pen."""

from __future__ import annotations

from dataclasses import asdict

from diagrams.printed.form import Form
from diagrams.words.handbook import say as say_handbook
from diagrams.words.printed import say
from diagrams.writing.pdf import REGION, pdf

_WORDS = (
    "form",
    "of whom",
    "done",
    "day",
    "clock",
    "signature",
    "registered",
    "call",
    "law",
    "by law",
    "events",
    "step number",
    "chose",
    "caution",
    "note",
    "page",
)


def form_pdf(form: Form) -> bytes:
    """The form as a PDF document (PDF/UA-1). Raises CannotDraw."""
    data = {
        **asdict(form),
        "region": REGION.say(form.language),
        "words": {word.replace(" ", "_"): say(word, form.language) for word in _WORDS},
        "undecided": say_handbook("undecided mark", form.language),
    }
    return pdf("form", data)
