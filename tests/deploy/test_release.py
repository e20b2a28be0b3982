"""What a release is handed out as: a bill of materials of what is pinned, a version that the changelog knows, a wheel that is kept."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.stored.released import LAST

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What `make sbom` writes."""
    file = tmp_path_factory.mktemp("sbom") / "rutin.cdx.json"
    command = ["make", "--silent", "--assume-old=.venv/ready", "sbom", f"SBOM={file}"]
    subprocess.run(command, cwd=ROOT, check=True)
    return file.read_text("utf-8")


def test_the_bill_of_materials_is_valid(bill: str) -> None:
    version = SchemaVersion.from_version(json.loads(bill)["specVersion"])
    assert JsonStrictValidator(version).validate_str(bill) is None
    assert JsonStrictValidator(version).validate_str(bill.replace('"library"', '"libary"', 1)) is not None


def test_it_names_what_is_pinned_with_its_checksums_and_nothing_else(bill: str) -> None:
    pinned = re.findall(
        r"^([\w.-]+)(?:\[[a-z,]+\])?==([^\s;]+)", (ROOT / "requirements.txt").read_text("utf-8"), re.M
    )
    listed = json.loads(bill)["components"]
    assert {each["name"]: each["version"] for each in listed} == dict(pinned)
    assert [each["name"] for each in listed if not each["externalReferences"][0]["hashes"]] == []


def test_it_is_of_this_version(bill: str) -> None:
    told = json.loads(bill)["metadata"]["component"]
    assert (told["name"], told["version"]) == (PROJECT["name"], PROJECT["version"])


def test_it_is_the_same_whenever_and_wherever_it_is_made(bill: str) -> None:
    assert not {"timestamp", "serialNumber"} & {*json.loads(bill), *json.loads(bill)["metadata"]}
    addresses = set(re.findall(r"https?://[^/\"]+", json.dumps(json.loads(bill)["components"])))
    assert addresses == {"https://pypi.org"}


def test_the_changelog_begins_with_what_is_not_released_and_then_has_this_version() -> None:
    heads = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert heads[:2] == ["Unreleased", PROJECT["version"]]
    assert len(heads) == len(set(heads))


def test_the_last_release_s_wheel_is_of_the_version_that_the_changelog_has() -> None:
    (wheel,) = LAST.glob("*.whl")
    assert wheel.name.split("-")[1] == PROJECT["version"]
