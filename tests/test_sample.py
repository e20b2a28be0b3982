"""The sample in the docs is what the program makes of the routine today; `make docs` makes it anew."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

import pypdf
import pytest

from api.cli.main import main

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "docs" / "sample"
MADE_BY = {
    "stodpass.svg": ("draw",),
    "stodpass-handbok.pdf": ("handbook", "--format", "pdf"),
    "stodpass-rollkort.pdf": ("rolecards", "--format", "pdf"),
    "stodpass-bildserie-1-ett-vanligt-stodpass.pdf": ("storyboard", "--scenario", "1", "--format", "pdf"),
}


def words(file: Path) -> list[str]:
    """All words of a drawing or a document, in order."""
    content = file.read_bytes()
    if file.suffix == ".svg":
        return unescape(re.sub("<[^>]*>", " ", content.decode())).split()
    return [
        word for page in pypdf.PdfReader(io.BytesIO(content)).pages for word in page.extract_text().split()
    ]


@pytest.mark.parametrize("name", MADE_BY)
def test_the_sample_says_what_the_routine_says_today(name: str, tmp_path: Path) -> None:
    command, *options = MADE_BY[name]
    routine = str(ROOT / "routines" / "stodpass.yaml")
    assert main([command, routine, *options, "--output", str(tmp_path / name)]) == 0
    assert words(tmp_path / name) == words(SAMPLE / name)
