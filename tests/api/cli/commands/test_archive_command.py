"""`rutin archive`: what an archive takes can be read, and proved, by nothing but what is in it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from engine.run.instance import Person
from engine.service.engine import Engine
from tests.api.cli.conftest import ROUTINE, Run

WORKER = Person("anst-1", frozenset({("medarbetare", "norra")}))
URL = "sqlite:///rutin.db"


@pytest.fixture
def ended(rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A case that is over, beside one that runs."""
    assert rutin("publish") == 0
    capsys.readouterr()
    with Engine.open(URL) as engine:
        cases = [engine.start("kaffe", WORKER, "norra", {"koppar": 2}).instance for _ in range(2)]
        engine.choose(cases[0], "fyll_pa", "slut", WORKER)
    return cases[0]


def packed(file: str = "arenden.zip") -> dict[str, bytes]:
    """The files of the bag, by their names within it."""
    with zipfile.ZipFile(file) as opened:
        return {name.partition("/")[2]: opened.read(name) for name in opened.namelist()}


def test_a_case_is_told_in_the_words_of_its_routine(
    rutin: Run, ended: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("archive", "arenden.zip") == 0
    assert capsys.readouterr().out == "arenden.zip är gjord. Ärenden: 1, versioner av rutiner: 1.\n"
    files = packed()
    case = json.loads(files[f"data/cases/{ended}.json"])

    assert [name for name in files if name.startswith("data/")] == [
        "data/LAS-MIG.txt",
        f"data/cases/{ended}.json",
        "data/routines/kaffe-1.html",
        "data/routines/kaffe-1.json",
    ]
    (instance,) = case["instances"]
    assert (instance["status"], instance["outcome"], instance["owner"]) == ("ended", "inget", "anst-1")
    assert instance["facts"] == [{"fact": "koppar", "title": "Hur många koppar?", "value": 2, "shown": "2"}]
    chosen = next(each for each in case["history"][1]["happened"] if each["kind"] == "chosen")
    assert (case["history"][1]["by"], chosen["title"], chosen["label"]) == (
        "anst-1",
        "Fyll på vatten",
        "Kaffet är slut",
    )
    assert "Vattnet är hett." in files["data/routines/kaffe-1.html"].decode()


def test_every_file_has_the_checksum_that_the_bag_says(rutin: Run, ended: str) -> None:
    assert rutin("archive", "arenden.zip") == 0
    files = packed()

    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        lines = [line.split("  ", 1) for line in files[manifest].decode().splitlines()]
        sums = {name: digest for digest, name in lines}
        assert sums == {name: hashlib.sha256(files[name]).hexdigest() for name in sums}
    assert {name for name in files if name.startswith("data/")} == {
        line.split("  ", 1)[1] for line in files["manifest-sha256.txt"].decode().splitlines()
    }
    assert files["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def proved(case: dict[str, Any]) -> bool:
    """Whether the chain is as LAS-MIG.txt says."""
    previous = "0" * 64
    for row in case["chain"]:
        digest = hashlib.sha256(f"{row['salt']}\n{row['content']}".encode()).hexdigest()
        parts = (previous, case["case"], row["sequence"], row["at"], row["format"], digest)
        previous = hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()
        if (row["digest"], row["hash"]) != (digest, previous):
            return False
    return True


def test_the_chain_can_be_proved_by_what_the_read_me_says(rutin: Run, ended: str) -> None:
    assert rutin("archive", "arenden.zip") == 0
    case = json.loads(packed()[f"data/cases/{ended}.json"])

    assert proved(case)
    case["chain"][0]["content"] = case["chain"][0]["content"].replace("koppar", "kannor")
    assert not proved(case)


def test_what_is_there_is_not_written_over(
    rutin: Run, ended: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("arenden.zip").write_bytes(b"mine")
    assert rutin("archive", "arenden.zip") == 2
    assert "finns redan" in capsys.readouterr().err
    assert Path("arenden.zip").read_bytes() == b"mine"
    assert rutin("archive", "nowhere/arenden.zip") == 2
    assert rutin("archive", "other.zip", "--routine", "kafe") == 1
    assert "Menade du ”kaffe”?" in capsys.readouterr().err
    assert sorted(path.name for path in Path().glob("*.zip*")) == ["arenden.zip"]


def test_only_what_may_go_where_that_is_asked_for(rutin: Run, ended: str, folder: Path) -> None:
    assert rutin("archive", "none.zip", "--may-go") == 0
    assert not any(name.startswith("data/cases/") for name in packed("none.zip"))

    kept = ROUTINE.replace("version: 1", "version: 2").replace(
        "language: sv\n", "language: sv\nretain: 1 dag\n"
    )
    (folder / "routines" / "kaffe.yaml").write_text(kept, encoding="utf-8")
    assert rutin("publish") == 0
    with Engine.open(URL) as engine:
        assert [each.id for each in engine.archive.cases()] == [ended]
        assert list(engine.archive.cases(may_go=True)) == []
