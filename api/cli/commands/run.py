"""`rutin run`: a routine step by step in the terminal, on a clock that one moves oneself. Nothing is saved or sent."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.cli.parser import CANNOT_RUN, FOUND, OK, Parser
from engine.said import Said

if TYPE_CHECKING:
    from engine.model.facts import FactValue
    from engine.model.routine import Routine
    from engine.run.instance import Instance, Person
    from engine.scenarios.player import Player

_EXAMPLES = Said(
    """Du spelar alla roller. Svara med valets nummer. Annat som går att skriva:
  -              lämna tomt; bara Enter behåller det som står inom hakparentes
  vänta 30 min   låt tiden gå; påminnelser och tider löper ut
  sluta          avbryt

Exempel:
  rutin run routines/stodpass.yaml
  rutin run routines/forlorad_telefon.yaml --language en""",
    """You play all roles. Answer with a choice's number. What else can be written:
  -             leave it empty; Enter alone keeps what stands in brackets
  wait 30 min   let time pass; reminders and timers fire
  quit          stop

Examples:
  rutin run routines/stodpass.yaml
  rutin run routines/forlorad_telefon.yaml --language sv""",
)


def arguments(parser: Parser) -> None:
    """What `rutin run` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_argument(
        "path",
        type=Path,
        metavar=Said("FIL", "FILE"),
        help=Said("rutinens fil", "the routine's file"),
    )
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Walk through the routine until it ends or the input does."""
    from api.cli.sound import decided, printed_errors
    from engine.check import check
    from engine.run.context import Context, Library
    from engine.scenarios.player import Player

    path: Path = options.path
    report = check([path], language=options.said_in)
    printed_errors(report.findings, options.said_in)
    routine = next((each for each in report.routines if each.id == path.stem), None)
    if routine is None:
        return FOUND
    # What it calls and starts lies beside it.
    around = check([path.parent]).routines if path.parent.is_dir() else report.routines
    from api.settings import Settings

    zone = Settings.load().zone
    player = Player(
        Library.of(
            {each.id: each for each in (*around, routine)}.values(),
            Context(settings=decided(report), zone=zone),
        )
    )
    try:
        return _Session(player, routine, options.language).all()
    except EOFError:
        print()
        return OK


class _Session:
    def __init__(self, player: Player, routine: Routine, language: str) -> None:
        self.player, self.routine, self.language = player, routine, language
        grants = [(role, player.unit) for each in self._routines() for role in each.roles]
        from engine.run.instance import Person

        self.everybody: Person = Person("du", frozenset(grants))

    def all(self) -> int:
        title = self.routine.title.say(self.language)
        print(f"\n{title}\n{'=' * len(title)}")
        facts = self._ask(self.routine, [(ask.fact, ask.required) for ask in self.routine.begin.ask], {})
        refusal = self.player.start(self.routine, self.everybody, facts)
        if refusal is not None:
            print(refusal.say(self.language), file=sys.stderr)
            return CANNOT_RUN
        shown = 0
        while self.player.running():
            shown = self._notices(shown)
            offered = self._show()
            if not self._answer(offered):
                return OK
        self._notices(shown)
        root = self.player.root
        end = (
            self.routine.states[next(iter(root.tokens.values())).state].title.say(self.language)
            if root.tokens
            else ""
        )
        print(f"\n■ {end} ({root.outcome or root.status})")
        return OK

    def _routines(self) -> list[Routine]:
        found, waiting = {}, [self.routine]
        while waiting:
            routine = waiting.pop()
            if routine.id in found:
                continue
            found[routine.id] = routine
            waiting += filter(None, map(self.player.library.latest, routine.begins()))
        return list(found.values())

    def _show(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Print where everything is and what can be done; returns (instance, state, choice) by number."""
        offered: list[tuple[str, str, dict[str, Any]]] = []
        clock = self.player.now.astimezone(self.player.library.context.zone)
        print(f"\n— {clock:%Y-%m-%d %H:%M} —")
        for instance in self.player.running():
            view = self._view(instance)
            if instance is not self.player.root:
                print(f"[{view['title']}]")
            if view["emergency"]:
                print(f"  ! {view['emergency']}")
            for step in view["steps"]:
                self._step(step)
                for choice in step["choices"]:
                    offered.append((instance.id, step["state"], choice))
                    mark = f"{len(offered):>4}" if choice["allowed"] else "   –"
                    why = "" if choice["allowed"] else f"  ({choice['because']})"
                    print(f"{mark}  {choice['label']}{why}")
        return offered

    def _step(self, step: dict[str, Any]) -> None:
        number = f"{step['number']}. " if step["number"] else ""
        roles = ", ".join(role["title"] for role in step["roles"])
        print(f"\n▶ {number}{step['title']}" + (f"  [{roles}]" if roles else ""))
        for key, lead in (("caution", "⚠ "), ("text", ""), ("note", "ⓘ ")):
            if step[key]:
                print(f"  {lead}{step[key]}")
        for item in step["checklist"]:
            print(f"  ☐ {item['text']}")
        for contact in step["contacts"]:
            print("  " + "  ".join(filter(None, (contact["title"], contact["phone"], contact["email"]))))

    def _answer(self, offered: list[tuple[str, str, dict[str, Any]]]) -> bool:
        """Read one answer and do it; False to stop."""
        answer = input(Said("\nVad gör du? ", "\nWhat do you do? ").say(self.language)).strip().lower()
        word, _, rest = answer.partition(" ")
        if word in ("sluta", "quit", "q"):
            return False
        if word in ("vänta", "vanta", "wait"):
            self._wait(rest)
            return True
        if not (word.isdigit() and 1 <= int(word) <= len(offered)):
            print(
                Said(
                    f"Skriv ett nummer från 1 till {len(offered)}, «vänta 30 min» eller «sluta».",
                    f"Write a number from 1 to {len(offered)}, “wait 30 min” or “quit”.",
                ).say(self.language)
            )
            return True
        instance_id, state, choice = offered[int(word) - 1]
        instance = self.player.case.instances[instance_id]
        routine = self.player.library.pinned(instance.digest)
        if choice["confirm"]:
            yes_or_no = Said("j/n", "y/n").say(self.language)
            if input(f"{choice['confirm']} [{yes_or_no}] ").strip().lower()[:1] not in ("j", "y"):
                return True
        facts = self._ask_choice(routine, choice, instance.facts)
        refusal = self.player.choose(
            instance_id, state, choice["choice"], self._person(routine, instance), facts
        )
        if refusal is not None:
            print(f"✗ {refusal.say(self.language)}")
        return True

    def _wait(self, text: str) -> None:
        from engine.problems import Problem
        from engine.values.durations import parse

        duration = parse(text)
        if isinstance(duration, Problem):
            print(duration.say(self.language))
        else:
            self.player.wait(duration)

    def _ask_choice(
        self, routine: Routine, choice: dict[str, Any], facts: Mapping[str, FactValue]
    ) -> dict[str, Any]:
        if choice["choice"] == "skip":
            return {"reason": input(f"  {choice['ask'][0]['title']} ")}
        return self._ask(routine, [(ask["fact"], ask["required"]) for ask in choice["ask"]], facts)

    def _ask(
        self, routine: Routine, asks: list[tuple[str, bool]], present: Mapping[str, FactValue]
    ) -> dict[str, Any]:
        """Ask (for a fact, and whether it is required) until each answer can be used; `present` are the values that facts have.

        An empty answer keeps the value that is shown; a dash, or an empty one where there is none, leaves the fact without a value.
        """
        from engine.model.facts import from_text, shown, wire
        from engine.problems import Problem

        facts: dict[str, Any] = {}
        zone = self.player.library.context.zone
        for name, required in asks:
            fact = routine.facts[name]
            options = ", ".join(option.id for option in fact.options)
            example = {
                "moment": f"{self.player.now.astimezone(zone):%Y-%m-%d %H:%M}",
                "date": f"{self.player.now.astimezone(zone):%Y-%m-%d}",
                "yes_no": Said("ja/nej", "yes/no").say(self.language),
            }.get(fact.type, options)
            while True:
                title = fact.title.say(self.language)
                colon = "" if title.endswith("?") else ":"
                now = f" [{shown(fact, present[name], self.language, zone)}]" if name in present else ""
                text = input(f"  {title}{f' ({example})' if example else ''}{now}{colon} ").strip()
                if not text and name in present:
                    facts[name] = wire(present[name])
                    break
                if text in ("", "-") and not required:
                    break
                value = from_text(fact, text, zone, self.player.now)
                if not isinstance(value, Problem):
                    facts[name] = wire(value)
                    break
                print(f"  {value.say(self.language)}")
        return facts

    def _notices(self, shown: int) -> int:
        from engine.run.outcome import Notice

        for sent in self.player.sent[shown:]:
            if isinstance(sent, Notice):
                who = ", ".join(sent.roles) or Said("till dig", "to you").say(self.language)
                print(f"  ⏰ {sent.text} ({who})")
            else:
                print(
                    f"  ✉ {', '.join(sent.to)}: {sent.subject} ({Said('skickas inte här', 'not sent here').say(self.language)})"
                )
        return len(self.player.sent)

    def _person(self, routine: Routine, instance: Instance) -> Person:
        return self.everybody

    def _view(self, instance: Instance) -> dict[str, Any]:
        from engine.run.explain import Viewer, view

        library = self.player.library
        viewer = Viewer(person=self.everybody, now=self.player.now, language=self.language, library=library)
        return view(library.pinned(instance.digest), instance, self.player.case, viewer)
