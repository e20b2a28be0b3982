"""Small routines for the proofs, and what the proofs make of them."""

from __future__ import annotations

from engine.language.compile import Compiled, compile_text
from engine.language.proof.exploration import Exploration
from engine.language.proof.model import Model
from engine.language.proof.prove import prove
from engine.language.proof.tracked_facts import Depth, TrackedFacts
from engine.language.proof.transitions import Transitions, transitions_of
from engine.language.rules.findings import Finding
from tests.engine.language.files import HEAD

FACTS = """facts:
  klar: yes_no
  orsak: {type: choice, options: [sjuk, bortrest, annat]}
  antal: {type: number, min: 0, max: 9}
  tid: moment
"""


def file(states: str, *, facts: str = FACTS, more: str = "", id: str = "prov") -> Compiled:
    """The compiled file with these states."""
    head = HEAD.replace("routine: prov", f"routine: {id}")
    more = more if "start:" in more else f"{more}start: medarbetare\n"
    result = compile_text(f"{head}{facts}{more}\nstates:\n{states}", f"{id}.yaml", routines=None)
    assert result.routine, [finding.say("en") for finding in result.findings]
    return result


def step(id: str, *choices: str, keys: str = "") -> str:
    """A step with choices such as `a: {to: slut}`, or only «Klar»."""
    lines = "".join(f"      {each}\n" for each in choices)
    more = "".join(f"    {each}\n" for each in keys.splitlines())
    told = f"    choices:\n{lines}" if choices else ""
    return f"  {id}:\n    title: {id}\n    role: medarbetare\n{more}{told}"


END = "  slut: {end: klart}\n"


def branches(first: str, second: str, keys: str = "") -> str:
    """A `together` called `bada` of two branches, `x` and `y`."""

    def branch(name: str, states: str) -> str:
        inner = "".join(f"        {line}\n" for line in states.splitlines())
        return f"      {name}:\n        states:\n{inner}"

    more = "".join(f"    {each}\n" for each in keys.splitlines())
    return f"  bada:\n    together:\n{branch('x', first)}{branch('y', second)}{more}"


def transitions(states: str, **more: str) -> Transitions:
    """The transitions of a routine with these states."""
    routine = file(states, **more).routine
    assert routine is not None
    return transitions_of(routine, {})


def explored(states: str, depth: Depth = Depth.ALL, *, most: int = 1_000, **more: str) -> Exploration:
    """A routine with these states, explored."""
    every = transitions(states, **more)
    return Exploration(Model(every, TrackedFacts(every, depth), {}, frozenset()), most)


def findings(*files: Compiled, most: int = 1_000) -> tuple[Finding, ...]:
    """What is proved of the first of the files."""
    return prove(files, {files[0].file}, most=most)[files[0].file]


def rules(*files: Compiled, most: int = 1_000) -> list[str]:
    """The rules that the first of the files breaks, in its order."""
    return [each.rule for each in findings(*files, most=most)]
