"""`audit`: is every case's history whole, and does it lead to what is stored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import RutinError
from engine.run.replay import ReplayDiffers, replay
from engine.run.snapshot import instance_to_wire
from engine.store.chain import Link, first_break
from engine.store.port import CaseRow, Store
from engine.store.published import Published

_KINDS = {
    "altered": ("är ändrad", "was altered"),
    "removed": ("är borttagen", "was removed"),
    "moved": ("är omflyttad eller utbytt", "was moved or replaced"),
    "cut": ("och det som följer är bortklippt", "and what follows was cut off"),
    "differs": ("leder inte dit som är sparat", "does not lead to what is stored"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFinding:
    """The first thing that is wrong with one case: its history row `sequence`, and how."""

    case: str
    sequence: int
    kind: str

    def say(self, language: str = "sv") -> str:
        """The finding as a sentence."""
        sv, en = _KINDS[self.kind]
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


def audit(store: Store, published: Published) -> Audit:
    """Check the chain of every case and replay it through the engine to what is stored."""
    findings: list[AuditFinding] = []
    cases = rows = erased = 0
    for case in store.read(lambda reader: list(reader.all_cases())):
        cases += 1
        history = _history(store, case)
        rows += len(history)
        broken = first_break(case.id, history, case.head, case.sequence)
        if broken is not None:
            findings.append(AuditFinding(case=case.id, sequence=broken.sequence, kind=broken.kind))
        elif any(link.content is None for link in history):
            erased += 1
        else:
            contents = [json.loads(link.content or "{}") for link in history]
            differs = _replay(store, published, case, contents)
            if differs is not None:
                findings.append(AuditFinding(case=case.id, sequence=differs, kind="differs"))
    return Audit(findings=tuple(findings), cases=cases, rows=rows, erased=erased)


def _history(store: Store, case: CaseRow) -> Sequence[Link]:
    return store.read(lambda reader: reader.history(case.id))


def _replay(store: Store, published: Published, case: CaseRow, contents: list[dict[str, Any]]) -> int | None:
    """The history row from which the replay differs (the last, where only the result does), or None."""
    try:
        replayed = replay(case.id, ((each["command"], each["happened"]) for each in contents), published)
    except ReplayDiffers as differs:
        return differs.sequence
    except (RutinError, KeyError, TypeError, ValueError):
        return case.sequence
    stored = {
        wire["id"]: wire for wire in map(json.loads, store.read(lambda reader: reader.case_bodies(case.id)))
    }
    made = {id: json.loads(json.dumps(instance_to_wire(each))) for id, each in replayed.instances.items()}
    return None if made == stored else case.sequence
