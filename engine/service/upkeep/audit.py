"""`audit`: is every case's history whole, and does it lead to what is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from engine.errors.root import RutinError
from engine.errors.stored import StoredByNewer, Unreadable
from engine.run.context import Library
from engine.said import Said, joined
from engine.store.cases import CaseRow
from engine.store.chain import ChainLink, first_break
from engine.store.port import Reader, Store
from engine.store.published import Published
from engine.stored.formats import read
from engine.stored.history import Entry, entry_from_stored
from engine.stored.instance import instance_from_stored
from engine.stored.people import People
from engine.stored.receipt import CHAIN
from engine.stored.replay import ReplayDiffers, replay

_KINDS = {
    "altered": Said("är ändrad", "was altered"),
    "removed": Said("är borttagen", "was removed"),
    "moved": Said("är omflyttad eller utbytt", "was moved or replaced"),
    "cut": Said("och det som följer är bortklippt", "and what follows was cut off"),
    "differs": Said("leder inte dit som är sparat", "does not lead to what is stored"),
    "headless": Said(
        "finns bara i historiken; dess egen rad är borttagen",
        "is only in the history; its own row was removed",
    ),
    "newer": Said("är skriven av en nyare version av Rutin", "was written by a newer version of Rutin"),
    "routine": Said("går inte att läsa", "can't be read"),
    "damaged": Said("är sparad så att den inte går att läsa", "is stored so that it can't be read"),
}


_ALL = Said(
    "{cases} ärenden med {rows} rader historik granskade: {how}.",
    "{cases} cases with {rows} history rows audited: {how}.",
)
_WHOLE = Said("allt är som det skrevs", "all is as it was written")
_WRONG = Said("{wrong} är inte som de skrevs", "{wrong} are not as they were written")
_ERASED = Said(
    "{erased} ärenden med gallrat innehåll har prövats men inte spelats upp.",
    "{erased} cases with erased content were checked but not replayed.",
)
_NOT_REPLAYED = Said(
    "{rows} rader från en tidigare version av motorn: prövade, inte uppspelade.",
    "{rows} rows of an earlier version of the engine: checked, not replayed.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFinding:
    """The first thing that is wrong with one case: its history row `sequence` (0: the case itself), and how."""

    case: str
    sequence: int
    kind: str

    def say(self, language: str = "sv") -> str:
        """The finding as a sentence."""
        if self.case == CHAIN:
            sentence = Said("Kvitto {row} på gallring {how}.", "Receipt {row} of what was erased {how}.")
        elif self.kind == "routine":
            sentence = Said("Den publicerade rutinen {case} {how}.", "The published routine {case} {how}.")
        elif self.sequence == 0:
            sentence = Said("Ärende {case} {how}.", "Case {case} {how}.")
        else:
            sentence = Said(
                "Ärende {case}: rad {row} i historiken {how}.", "Case {case}: row {row} of the history {how}."
            )
        return sentence.fill(case=self.case, row=self.sequence, how=_KINDS[self.kind]).say(language)


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
        said = [
            _ALL.fill(cases=self.cases, rows=self.rows, how=_WRONG.fill(wrong=wrong) if wrong else _WHOLE)
        ]
        if self.erased:
            said.append(_ERASED.fill(erased=self.erased))
        if self.not_replayed:
            said.append(_NOT_REPLAYED.fill(rows=self.not_replayed))
        return joined(said).say(language)

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
    """Check every published routine, the receipts, the chain of every case, and replay it to what is stored."""
    findings = [
        AuditFinding(case=digest, sequence=0, kind="routine") for digest in _unreadable(store, published)
    ]
    findings += _receipts(store)
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


def _receipts(store: Store) -> Iterator[AuditFinding]:
    """The first receipt of what was erased that is not as it was written."""
    links = [ChainLink(case=CHAIN, **row) for row in store.read(lambda reader: reader.receipts(0))]
    if links and (broken := first_break(CHAIN, links, links[-1].hash, len(links))):
        yield AuditFinding(case=CHAIN, sequence=broken.sequence, kind=broken.kind)


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
