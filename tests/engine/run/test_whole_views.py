"""The view as it is handed out, every key of it: pages and other programs read them by these names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.model.head import Attachment
from engine.run.context import Context
from engine.run.explain import document_told
from engine.values.texts import Text
from tests.engine.run.acting import Tale, compiled
from tests.engine.run.test_explain import BOTH, OTHER

BESIDE = """
links: {bok: {title: {sv: Boken, en: The book}, url: "https://example.org/bok"}}
documents: {form: {title: {sv: Blanketten, en: The form}, file: form.pdf}}
facts:
"""
WITH_BOTH = BOTH.replace("facts:\n", BESIDE).replace(
    "contacts: [it]\n", "contacts: [it]\n    links: [bok]\n    documents: [form]\n"
)
TOLD_BY_MANAGERS = WITH_BOTH.replace("wait: svaret,", "wait: svaret, role: chef, ask: [antal],")


def whole(name: str) -> dict[str, Any]:
    file = Path(__file__).parent / "whole_views" / f"{name}.json"
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


@pytest.fixture
def tale() -> Tale:
    settings = Context(settings={"nummer": "112"})
    return Tale(compiled(TOLD_BY_MANAGERS, "tva"), OTHER, context=settings, antal=2).takes("annat")


def test_of_a_step(tale: Tale) -> None:
    assert tale.view() == whole("step")


def test_of_a_wait_after_a_choice_that_can_be_taken_back(tale: Tale) -> None:
    assert tale.takes("klar", orsak="av").view(language="en") == whole("wait")


def test_of_a_document() -> None:
    title = Text((("sv", "Blanketten"), ("en", "The form")))
    form = Attachment(
        id="form", title=title, file="form.pdf", media_type="application/pdf", size=2048, digest="ab" * 32
    )
    assert document_told(form, "en") == {
        "id": "form",
        "title": "The form",
        "file": "form.pdf",
        "media_type": "application/pdf",
        "size": 2048,
    }
