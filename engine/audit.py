"""`audit`: is every case's history whole, and does it lead to what is stored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from engine.errors import RutinError
from engine.run.context import Library
from engine.store.chain import Link, first_break
from engine.store.port import CaseRow, Reader, Store
from engine.stored.instance import instance_to_wire
from engine.stored.replay import ReplayDiffers, replay

_KINDS = {
    "altered": ("är ändrad", "was altered"),
    "removed": ("är borttagen", "was removed"),
    "moved": ("är omflyttad eller utbytt", "was moved or replaced"),
    "cut": ("och det som följer är bortklippt", "and what follows was cut off"),
    "differs": ("leder inte dit som är sparat", "does not lead to what is stored"),
    "headless": (
        "finns bara i historiken; dess egen rad är borttagen",
        "is only in the history; its own row was removed",
    ),
    "damaged": ("är sparad så att den inte går att läsa", "is stored so that it can't be read"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFinding:
    """The first thing that is wrong with one case: its history row `sequence` (0: the case itself), and how."""

    case: str
    sequence: int
    kind: str

    def say(self, language: str = "sv") -> str:
        """The finding as a sentence."""
        sv, en = _KINDS[self.kind]
        if self.sequence == 0:
            return f"Case {self.case} {en}." if language == "en" else f"Ärende {self.case} {sv}."
        if language == "en":
            return f"Case {self.case}: row {self.sequence} of the history {en}."
        return f"Ärende {self.case}: rad {self.sequence} i historiken {sv}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What an audit found, and how much it looked at. `erased`: cases with erased content, whose chain was checked but not replayed."""

    findings: tuple[AuditFinding, ...]
    cases: int
    rows: int
    erased: int

    def say(self, language: str = "sv") -> str:
        """The result as a sentence."""
        wrong = len(self.findings)
        if language == "en":
            verdict = f"{wrong} are not as they were written" if wrong else "all is as it was written"
            skipped = (
                f" {self.erased} cases with erased content were checked but not replayed."
                if self.erased
                else ""
            )
            return f"{self.cases} cases with {self.rows} history rows audited: {verdict}.{skipped}"
        verdict = f"{wrong} är inte som de skrevs" if wrong else "allt är som det skrevs"
        skipped = (
            f" {self.erased} ärenden med gallrat innehåll har prövats men inte spelats upp."
            if self.erased
            else ""
        )
        return f"{self.cases} ärenden med {self.rows} rader historik granskade: {verdict}.{skipped}"

    def as_json(self, language: str = "sv") -> dict[str, Any]:
        """For programs."""
        return {
            "cases": self.cases,
            "rows": self.rows,
            "erased": self.erased,
            "findings": [
                {
                    "case": each.case,
                    "sequence": each.sequence,
                    "kind": each.kind,
                    "message": each.say(language),
                }
                for each in self.findings
            ],
        }


def audit(store: Store, library: Library) -> Audit:
    """Check the chain of every case and replay it through the engine to what is stored."""
    findings: list[AuditFinding] = []
    cases = rows = erased = 0
    for id in store.read(lambda reader: reader.all_cases()):
        # As of one moment: people work while the audit goes on.
        cases += 1
        try:
            case, history, bodies = store.read(partial(_whole, id))
        except (TypeError, ValueError, OverflowError):
            findings.append(AuditFinding(case=id, sequence=0, kind="damaged"))
            continue
        rows += len(history)
        if case is None:
            findings.append(AuditFinding(case=id, sequence=0, kind="headless"))
            continue
        broken = first_break(case.id, history, case.head, case.sequence)
        if broken is not None:
            findings.append(AuditFinding(case=case.id, sequence=broken.sequence, kind=broken.kind))
        elif any(link.content is None for link in history):
            erased += 1
        elif (differs := _replay(library, case, history, bodies)) is not None:
            findings.append(AuditFinding(case=case.id, sequence=differs, kind="differs"))
    return Audit(findings=tuple(findings), cases=cases, rows=rows, erased=erased)


def _whole(id: str, reader: Reader) -> tuple[CaseRow | None, Sequence[Link], Sequence[str]]:
    return reader.case(id), reader.history(id), reader.case_bodies(id)


def _replay(library: Library, case: CaseRow, history: Sequence[Link], bodies: Sequence[str]) -> int | None:
    """The history row from which the replay differs (the last, where only the result does), or None."""
    try:
        contents = [json.loads(link.content or "{}") for link in history]
        stored = {wire["id"]: wire for wire in map(json.loads, bodies)}
        replayed = replay(case.id, ((each["command"], each["happened"]) for each in contents), library)
    except ReplayDiffers as differs:
        return differs.sequence
    except (RutinError, KeyError, TypeError, ValueError):
        return case.sequence
    made = {id: json.loads(json.dumps(instance_to_wire(each))) for id, each in replayed.instances.items()}
    return None if made == stored else case.sequence
