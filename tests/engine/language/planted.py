"""`python -m tests.engine.language.planted`: how many planted faults the check finds in our own routines, and what it says without them."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.language.compile import Compiled, compile_text
from engine.language.cross import cross
from engine.language.file.settings import FILE_NAME, Setting, read_settings
from engine.language.proof.prove import prove
from engine.language.rules.findings import Finding, Findings
from tests.engine.language.planting import Planted, planted

ROUTINES = Path(__file__).parents[3] / "routines"
UNDECIDED = "setting-unset"
"""What the organisation has not decided yet is no fault of a routine."""


@dataclass(frozen=True, slots=True)
class Result:
    """A planted fault and what the check says of the routine with it."""

    fault: Planted
    findings: tuple[Finding, ...]

    @property
    def is_found(self) -> bool:
        """Whether one of the rules that the fault breaks is told."""
        return any(each.rule in self.fault.rules for each in self.findings)


class Set:
    """The project's routines, compiled once; one of them may be replaced."""

    def __init__(self) -> None:
        self.paths = [path for path in sorted(ROUTINES.glob("*.yaml")) if path.name != FILE_NAME]
        self.settings: dict[str, Setting] = dict(
            read_settings((ROUTINES / FILE_NAME).read_bytes(), Findings(FILE_NAME))
        )
        self.files = {path.stem: self._compiled(path.stem, path.read_text("utf-8")) for path in self.paths}

    def _compiled(self, id: str, text: str) -> Compiled:
        routines = [path.stem for path in self.paths]
        return compile_text(text, f"{id}.yaml", settings=self.settings, routines=routines)

    def originals(self) -> list[Finding]:
        """All that is found in the routines as they are, but what is undecided."""
        files = list(self.files.values())
        return [each for file in files for each in _findings(files, file)]

    def faults(self, most: int | None = None) -> Iterator[Planted]:
        """Every planted fault, without checking what it leads to; `most` of each kind in each routine."""
        for file in self.files.values():
            assert file.canonical is not None, file.findings
            yield from planted(file.canonical, most)

    def results(self, most: int | None = None) -> Iterator[Result]:
        """Every planted fault with what is found of it; `most` of each kind in each routine."""
        for fault in self.faults(most):
            id = fault.document["routine"]
            changed = self._compiled(id, json.dumps(fault.document, ensure_ascii=False))
            files = [changed if each == id else other for each, other in self.files.items()]
            yield Result(fault, _findings(files, changed))


def _findings(files: Sequence[Compiled], file: Compiled) -> tuple[Finding, ...]:
    """What `check` finds in the file, its scenarios apart."""
    proved = prove(files, {file.file}).get(file.file, ())
    return tuple(
        each for each in (*file.findings, *cross(files)[file.file], *proved) if each.rule != UNDECIDED
    )


def main() -> int:
    """Print the numbers. 1 where a fault is not found or a sound routine is not left alone."""
    whole = Set()
    results = list(whole.results())
    kinds = Counter(each.fault.kind for each in results)
    found = Counter(each.fault.kind for each in results if each.is_found)
    for kind, count in kinds.items():
        print(f"{kind:28} {found[kind]:4} of {count:4} found")
    for each in results:
        if not each.is_found:
            told = ", ".join(sorted({finding.rule for finding in each.findings})) or "nothing"
            print(f"  not found: {each.fault.kind} at {each.fault.where} ({told})")
    originals = whole.originals()
    for finding in originals:
        print(f"  in a sound routine: {finding.file}:{finding.line} {finding.rule} {finding.say('en')}")
    print(
        f"\n{found.total()} of {kinds.total()} planted faults found in {len(whole.files)} routines;", end=" "
    )
    print(f"{len(originals)} findings in the routines as they are")
    return int(found != kinds or bool(originals))


if __name__ == "__main__":
    sys.exit(main())
