"""`rutin serve`: the program as it is started, in a process of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from api.cli.commands import serve
from engine.errors.store import SettingsWrong
from tests.api.cli.conftest import Run


@contextmanager
def _serving(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The running program, and all that it printed until it could be talked to. Its log is the folder's file `log`."""
    command = [sys.executable, "-m", "api.cli", "serve", "--port", "0", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[4])}
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(
            command,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            encoding="utf-8",
            env=environment,
        ) as program,
    ):
        assert program.stdout is not None
        printed = ""
        for line in program.stdout:
            printed += line
            if "Ctrl-C" in line or line.startswith("Rutin: "):
                break
        try:
            yield program, printed
        finally:
            program.send_signal(signal.SIGINT)
            program.wait()


def _address(printed: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:\d+", printed)
    assert found, printed
    return found[0]


def test_demonstration_mode_publishes_the_routines_and_says_what_to_try(folder: Path) -> None:
    with _serving(folder, "--demo") as (program, printed):
        base = _address(printed)
        assert httpx.get(f"{base}/readyz").json()["routines"] == 1
        assert "curl" in printed
        token = re.search(r"Bearer ([\w-]+)", printed)
        assert token is not None
        body = {"routine": "kaffe", "facts": {"koppar": 2}}
        headers = {"Authorization": f"Bearer {token[1]}"}
        assert httpx.post(f"{base}/api/v1/instances", json=body, headers=headers).status_code == 201
    assert program.returncode in (0, 130)


def test_without_demonstration_nothing_is_published_and_nobody_known(folder: Path) -> None:
    with _serving(folder) as (_, printed):
        base = _address(printed)
        assert (
            httpx.get(
                f"{base}/api/v1/tasks", headers={"Authorization": "Bearer demo-medarbetare"}
            ).status_code
            == 401
        )


def test_links_in_mail_lead_to_the_port_that_was_free(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUTIN_SMTP_HOST", "mail.example")
    monkeypatch.setenv("RUTIN_SMTP_FROM", "rutin@example.org")
    with _serving(folder) as (_, printed):
        assert f"leder till {_address(printed)}," in (folder / "log").read_text(encoding="utf-8")


def test_a_port_in_use_is_told_with_another_to_try() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsWrong) as refused:
            serve._listen("127.0.0.1", port)
    assert f"Port {port} används redan" in refused.value.say("sv")
    assert "make run PORT=" in refused.value.say("en")


def test_an_address_that_is_not_ours_is_told() -> None:
    with pytest.raises(SettingsWrong) as refused:
        serve._listen("203.0.113.7", 8000)
    assert "RUTIN_HOST" in refused.value.say("sv")


def test_demonstration_mode_stays_on_this_machine(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert rutin("serve", "--demo", "--host", "0.0.0.0") == 2
    assert "bara på den egna datorn" in capsys.readouterr().err


def test_a_missing_package_for_traces_is_told_before_any_process_begins(
    rutin: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    monkeypatch.setenv("RUTIN_TRACES", "http://127.0.0.1:4318/v1/traces")
    monkeypatch.setenv("RUTIN_DATABASE_URL", "postgresql://127.0.0.1:1/nobody-is-asked")
    assert rutin("serve", "--processes", "2", "--port", "0") == 2
    assert "rutin[traces]" in capsys.readouterr().err


def test_routines_with_errors_are_not_served(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "routines" / "te.yaml").write_text("routine: te\n", encoding="utf-8")
    assert rutin("serve", "--demo", "--port", "0") == 1
    assert "te.yaml:" in capsys.readouterr().err
