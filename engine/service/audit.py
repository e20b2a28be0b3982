"""`audit`: is every case's history whole, and does it lead to what is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from engine.errors.root import RutinError
from engine.errors.stored import StoredByNewer, Unreadable
from engine.run.context import Library
from engine.store.chain import ChainLink, first_break
from engine.store.port import CaseRow, Reader, Store
from engine.store.published import Published
from engine.stored.formats import read
from engine.stored.history import Entry, entry_from_stored
from engine.stored.instance import instance_from_stored
from engine.stored.people import People
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
    "newer": ("är skriven av en nyare version av Rutin", "was written by a newer version of Rutin"),
    "routine": ("går inte att läsa", "can't be read"),
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
        if self.kind == "routine":
            return (
                f"The published routine {self.case} {en}."
                if language == "en"
                else f"Den publicerade rutinen {self.case} {sv}."
            )
        if self.sequence == 0:
            return f"Case {self.case} {en}." if language == "en" else f"Ärende {self.case} {sv}."
        if language == "en":
            return f"Case {self.case}: row {self.sequence} of the history {en}."
        return f"Ärende {self.case}: rad {self.sequence} i historiken {sv}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What an audit found, and how much it looked at.

    `erased`: cases with erased content, whose chain was checked but not replayed. `not_replayed`: history rows that another behaviour
    of the engine wrote: checked, and followed by what they say that they changed.
    """

    findings: tuple[AuditFinding, ...]
    cases: int
    rows: int
    erased: int
    not_replayed: int = 0

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
            if self.not_replayed:
                skipped += (
                    f" {self.not_replayed} rows of an earlier version of the engine: checked, not replayed."
                )
            return f"{self.cases} cases with {self.rows} history rows audited: {verdict}.{skipped}"
        verdict = f"{wrong} är inte som de skrevs" if wrong else "allt är som det skrevs"
        skipped = (
            f" {self.erased} ärenden med gallrat innehåll har prövats men inte spelats upp."
            if self.erased
            else ""
        )
        if self.not_replayed:
            skipped += (
                f" {self.not_replayed} rader från en tidigare version av motorn: prövade, inte uppspelade."
            )
        return f"{self.cases} ärenden med {self.rows} rader historik granskade: {verdict}.{skipped}"

    def as_json(self, language: str = "sv") -> dict[str, Any]:
        """For programs."""
        return {
            "cases": self.cases,
            "rows": self.rows,
            "erased": self.erased,
            "not_replayed": self.not_replayed,
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


def audit(store: Store, published: Published, people: People) -> Audit:
    """Check every published routine, the chain of every case, and replay it to what is stored."""
    findings = [
        AuditFinding(case=digest, sequence=0, kind="routine") for digest in _unreadable(store, published)
    ]
    cases = rows = erased = not_replayed = 0
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
        else:
            found = _replay(published.library(), people, case, history, bodies)
            if isinstance(found, AuditFinding):
                findings.append(found)
            else:
                not_replayed += found
    return Audit(findings=tuple(findings), cases=cases, rows=rows, erased=erased, not_replayed=not_replayed)


def _unreadable(store: Store, published: Published) -> Iterator[str]:
    for row in store.read(lambda reader: reader.routines()):
        try:
            published.pinned(row["digest"])
        except Unreadable:
            yield row["digest"]


def _whole(id: str, reader: Reader) -> tuple[CaseRow | None, Sequence[ChainLink], Mapping[str, str]]:
    return reader.case(id), reader.history(id), reader.case_bodies(id)


def _replay(
    library: Library, people: People, case: CaseRow, history: Sequence[ChainLink], bodies: Mapping[str, str]
) -> AuditFinding | int:
    """How many rows were only folded; or the row from which the replay differs (the last, where only the result does)."""
    at = partial(AuditFinding, case=case.id)
    try:
        entries = [
            read("history", case.id, link.content or "", partial(_entry, link.format, people))
            for link in history
        ]
        stored = {
            id: read("instance", id, body, lambda wire: instance_from_stored(wire, people))
            for id, body in bodies.items()
        }
        replayed = replay(case.id, entries, library, people)
    except StoredByNewer:
        return at(sequence=case.sequence, kind="newer")
    except ReplayDiffers as differs:
        return at(sequence=differs.sequence, kind="differs")
    except (RutinError, KeyError, TypeError, ValueError):
        return at(sequence=case.sequence, kind="differs")
    if replayed.case.instances != stored:
        return at(sequence=case.sequence, kind="differs")
    return replayed.not_replayed


def _entry(form: int, people: People, stored: Any) -> Entry:
    return entry_from_stored(stored, form, people)
