"""Facts about the project itself: what is pinned, what resolves where, what a newcomer meets."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RUNTIME, ALL, COMPARED = "requirements.txt", "requirements-dev.txt", "requirements-compare.txt"
SOURCE = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(SOURCE)
DECLARED = {
    RUNTIME: PROJECT["project"]["dependencies"],
    ALL: [
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["traces"],
        *PROJECT["dependency-groups"]["dev"],
    ],
    COMPARED: PROJECT["dependency-groups"]["compare"],
}

REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(\[[a-z,]+\])?==(?P<version>[^\s;]+)")


def entries(file: str) -> list[str]:
    """The pinned file's requirements, each with its marker and its hashes."""
    return re.split(r"\n(?=\S)", (ROOT / file).read_text(encoding="utf-8").strip())


def versions(file: str) -> dict[str, str]:
    """Project name in lower case → pinned version."""
    found = [REQUIREMENT.match(entry) for entry in entries(file)]
    return {match["name"].lower(): match["version"] for match in found if match}


def name_of(requirement: str) -> str:
    return re.split(r"[\[>=<]", requirement)[0].lower()


@pytest.mark.parametrize("package", ["engine", "api", "diagrams"])
def test_our_packages_resolve_inside_the_project_wherever_one_stands(package: str, tmp_path: Path) -> None:
    script = f"import {package}; print({package}.__file__)"
    place = subprocess.check_output([sys.executable, "-c", script], cwd=tmp_path, text=True)
    assert Path(place.strip()).resolve() == ROOT / package / "__init__.py"


@pytest.mark.parametrize("file", [RUNTIME, ALL, COMPARED])
def test_pinned_files_hold_no_addresses_and_no_paths(file: str) -> None:
    assert not re.search(
        r"://|file:|--index|--extra|--find|(^|\s)/", (ROOT / file).read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("file", [RUNTIME, ALL, COMPARED])
def test_every_pinned_requirement_has_a_version_and_hashes(file: str) -> None:
    for entry in entries(file):
        assert REQUIREMENT.match(entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry


@pytest.mark.parametrize("file", [RUNTIME, ALL, COMPARED])
def test_every_declared_dependency_is_pinned(file: str) -> None:
    assert {name_of(each) for each in DECLARED[file]} <= versions(file).keys()


def test_all_pinned_files_name_the_same_versions() -> None:
    assert versions(RUNTIME).items() <= versions(ALL).items()
    for name, version in versions(COMPARED).items():
        assert versions(ALL).get(name, version) == version, name


def test_every_declared_dependency_says_why_it_is_there() -> None:
    reasons = dict(re.findall(r'^  "(.+)",\s+# (\S.{4,})$', SOURCE, re.M))
    declared = [*DECLARED[ALL], *DECLARED[COMPARED]]
    assert [each for each in declared if each not in reasons] == []


def test_the_licence_is_the_one_that_is_declared() -> None:
    assert PROJECT["project"]["license"] == "EUPL-1.2"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")


def test_decisions_are_numbered_in_order_and_each_says_why_and_what_was_refused() -> None:
    notes = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    heads = [re.match(r"# (\d+)\. .+\n", note.read_text(encoding="utf-8")) for note in notes]
    numbers = [int(head[1]) if head else 0 for head in heads]
    assert numbers == [int(note.name[:4]) for note in notes] == sorted(set(numbers))
    for note in notes:
        assert {"**Decided.**", "**Why.**", "**Refused.**"} <= set(
            re.findall(r"^\*\*.+?\*\*", note.read_text(encoding="utf-8"), re.MULTILINE)
        ), note.name


def test_the_page_of_the_architecture_names_only_what_there_is() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for path in re.findall(r"`((?:engine|diagrams|api|routines|examples|benchmarks)/[\w/]*(?:\.py)?)`", page):
        assert (ROOT / path).exists(), path


def test_what_names_a_file_of_the_project_names_one_that_is_there() -> None:
    named = re.compile(r"(?<![\w./-])(?:engine|api|diagrams|tests|docs)/[a-z0-9_/-]+\.(?:py|md|typ|html)\b")
    for folder in ("engine", "api", "diagrams", "tests", "docs"):
        for ending in ("*.py", "*.typ", "*.md"):
            for file in (ROOT / folder).rglob(ending):
                for path in (
                    named.findall(file.read_text(encoding="utf-8"))
                    if "node_modules" not in file.parts
                    else ()
                ):
                    assert (ROOT / path).exists(), f"{file.relative_to(ROOT)}: {path}"


def test_every_link_between_the_pages_leads_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("[re]*/README.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)}: {target}"
