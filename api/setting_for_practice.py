"""What the settings are in practice: a database of its own, and nothing that leads out of the house."""

from __future__ import annotations

from pathlib import Path

from engine.errors.store import SettingsWrong
from engine.said import Said

NOT_IN_PRACTICE = (
    "oidc_issuer",
    "smtp_host",
    "sms_address",
    "webhook_addresses",
    "webhook_secrets",
    "traces",
    "retain",
    "paper_folder",
    "practice_address",
)
"""The settings that count for nothing there: they lead out of the house, or are for cases and people that are real."""

_OWN = Said(
    "Övningar har en egen databas. Sätt RUTIN_PRACTICE_DATABASE till en annan än RUTIN_DATABASE_URL.",
    "Practice has a database of its own. Set RUTIN_PRACTICE_DATABASE to another one than RUTIN_DATABASE_URL.",
)
_ALONE = Said(
    "Övningsläget körs i en process som också sköter tiderna, och inte ihop med demonstrationsläget. "
    "Ta bort RUTIN_DEMO, RUTIN_PROCESSES och RUTIN_WORKER (--demo, --processes, --no-worker), eller övningsläget.",
    "Practice runs in one process, which fires the timers too, and not together with demonstration mode. "
    "Remove RUTIN_DEMO, RUTIN_PROCESSES and RUTIN_WORKER (--demo, --processes, --no-worker), or practice.",
)


def own_database(given: str | None, ordinary: str, file: Path | None) -> str:
    """The address of the practice store: what is set, or a file beside the ordinary one.

    Raises SettingsWrong where it would be the ordinary one.
    """
    if given is None and file is not None:
        given = f"sqlite:///{file.with_name(f'{file.stem}-practice{file.suffix}')}"
    if given is None or given == ordinary:
        raise SettingsWrong(_OWN)
    return given


def refuse_beside_practice(*, demo: bool, processes: int, worker: bool) -> None:
    """Raises SettingsWrong for what does not go together with practice."""
    if demo or processes > 1 or not worker:
        raise SettingsWrong(_ALONE)
