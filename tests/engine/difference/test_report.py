from __future__ import annotations

from engine.difference.change import Difference
from engine.difference.compare import difference
from engine.difference.report import as_json, as_markdown, as_text
from tests.engine.language.files import VISIT, routine_of

OLD = routine_of(VISIT)
NEW = routine_of(VISIT.replace("after: 24 h", "after: 12 h").replace("innan du går in", "före *besöket*"))


def test_text_has_a_heading_for_each_group_that_is_concerned_and_says_that_a_version_is_needed() -> None:
    lines = as_text(difference(OLD, NEW)).splitlines()

    assert lines[0] == "Stödpass: version 1"
    assert [line.strip() for line in lines if line.startswith("  ") and "•" not in line] == [
        "För personalen",
        "Tider och larm",
        "Innehållet skiljer, men versionen är inte höjd. Skriv version: 2 i filen innan du publicerar.",
    ]


def test_text_says_when_nothing_differs() -> None:
    assert as_text(difference(OLD, OLD), "en") == "Stödpass: version 1\n\n  Nothing differs."


def test_markdown_shows_what_the_text_says_and_never_as_markup() -> None:
    text = as_markdown([difference(OLD, NEW)], "en")

    assert text.startswith("## Stödpass: version 1\n\n### For staff\n\n- “Åk till stödpasset”")
    assert r"före \*besöket\*" in text


def test_a_routine_that_is_new_or_removed_has_a_heading_that_says_so() -> None:
    assert as_text(Difference(old=None, new=NEW)) == "Stödpass: rutinen är ny"
    assert as_markdown([Difference(old=OLD, new=None)], "en") == "## Stödpass: the routine is removed"


def test_json_holds_both_versions_and_all_changes() -> None:
    told = as_json(difference(OLD, NEW), "en")

    assert (told["old"]["digest"], told["new"]["digest"]) == (OLD.digest, NEW.digest)
    assert told["next_version"] == 2
    assert [change["group"] for change in told["changes"]] == ["staff", "time"]
    assert as_json(Difference(old=None, new=NEW))["old"] is None
