"""The units for systemd and the command beside them: they start what there is, in one sandbox, with the services' settings."""

from __future__ import annotations

import configparser
import os
import shlex
import subprocess
from pathlib import Path

import pytest

from api.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
OWN = {
    "Type", "ExecStart", "ExecStartPost", "Restart", "RestartSec", "TimeoutStopSec", "ReadWritePaths",
}  # fmt: skip
"""What the units differ in; all the rest they have in common."""


def service(unit: Path) -> dict[str, str]:
    """What a unit says of its process."""
    parsed = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    parsed.optionxform = str  # type: ignore[assignment, method-assign]
    # What stands twice adds up for systemd.
    text = unit.read_text("utf-8").replace("SystemCallFilter=~", "SystemCallFilter~=")
    parsed.read_string(text)
    return dict(parsed["Service"])


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_a_command_that_there_is(unit: Path) -> None:
    program, command, *_ = shlex.split(service(unit)["ExecStart"])
    assert program == "/opt/rutin/bin/rutin"
    assert command in COMMANDS


def test_all_units_have_the_same_account_settings_and_sandbox() -> None:
    first, *others = ({k: v for k, v in service(each).items() if k not in OWN} for each in UNITS)
    assert others == [first, first]
    assert {"NoNewPrivileges", "SystemCallFilter", "ProtectSystem", "CapabilityBoundingSet"} <= set(first)


@pytest.fixture
def as_service(tmp_path: Path) -> dict[str, Path]:
    """`deploy/rutin` with its places in a folder of the test's, and a program that tells what it was given."""
    places = {name: tmp_path / name for name in ("environment", "srv", "program", "rutin", "bin")}
    places["srv"].mkdir()
    places["bin"].mkdir()
    for name, said in {
        "program": 'echo "$PWD" "$RUTIN_ADDRESS" "$RUTIN_DATABASE_URL" "$@"',
        "bin/runuser": '[ "$1 $2 $3" = "-u rutin --" ] && shift 3 && exec "$@"',
    }.items():
        file = tmp_path / name
        file.write_text(f"#!/bin/sh\n{said}\n", "utf-8")
        file.chmod(0o755)
    script = (ROOT / "deploy" / "rutin").read_text("utf-8")
    for there, here in {
        "/etc/rutin/environment": places["environment"],
        "/srv/rutin": places["srv"],
        "/opt/rutin/bin/rutin": places["program"],
    }.items():
        assert there in script
        script = script.replace(there, str(here))
    places["rutin"].write_text(script, "utf-8")
    return places


def said(places: dict[str, Path], *words: str, **given: str) -> str:
    environment = {"PATH": f"{places['bin']}:{os.environ['PATH']}", **given}
    ran = subprocess.run(
        ["sh", places["rutin"], *words], env=environment, capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()


@pytest.mark.skipif(os.name == "nt", reason="systemd is Linux's")
def test_a_command_runs_in_the_services_folder_with_their_settings(as_service: dict[str, Path]) -> None:
    as_service["environment"].write_text(
        "RUTIN_ADDRESS='https://rutin.kommun.example'\nRUTIN_DATABASE_URL='postgresql://rutin:p$1%23 x@d/r'\n",
        "utf-8",
    )
    assert said(as_service, "doctor", "--format", "json") == (
        f"{as_service['srv']} https://rutin.kommun.example postgresql://rutin:p$1%23 x@d/r doctor --format json"
    )


@pytest.mark.skipif(os.name == "nt", reason="systemd is Linux's")
def test_what_the_caller_has_set_goes_before_the_services_settings(as_service: dict[str, Path]) -> None:
    as_service["environment"].write_text(
        "RUTIN_ADDRESS='https://a'\nRUTIN_DATABASE_URL='sqlite:///a.db'\n", "utf-8"
    )
    told = said(as_service, "restore", "file", RUTIN_DATABASE_URL="postgresql://r:it's@d/empty")
    assert told == f"{as_service['srv']} https://a postgresql://r:it's@d/empty restore file"
