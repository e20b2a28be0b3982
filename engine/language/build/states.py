"""States by kind: from what the owner wrote to what runs."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from engine.language.build.choices import Choices, asks, handed_down, sound
from engine.language.build.duties import duties
from engine.language.build.formulas import condition
from engine.language.build.scope import Reference, Scope, in_languages, made_title
from engine.language.build.timers import exactly_one, timers
from engine.language.build.ways import Ways
from engine.language.expression.wording import OTHERWISE, worded
from engine.language.file import document as doc
from engine.language.file.reading import Word, check_id
from engine.model.facts import YES
from engine.model.kinds import KINDS
from engine.model.routine import (
    CANCELLED,
    Branch,
    Call,
    Do,
    End,
    Gateway,
    Mail,
    Move,
    Source,
    State,
    Step,
    Together,
    Wait,
    Webhook,
)
from engine.said import QUOTED, Said
from engine.values.texts import Text

MOST_BRANCHES = 50
"""Branches of a `together`: each is proved beside all the others."""

_IN_PARTS = Said("Dela upp det i flera rutiner.", "Part it into several routines.")
_STEP_WITH_CHOICES = Said("ett steg som har choices", "a step that has choices")


class States:
    """Builds the states of one file. `common` holds what all kinds have."""

    def __init__(self, scope: Scope, ways: Ways) -> None:
        self.scope = scope
        self.ways = ways
        self.choices = Choices(scope, ways)

    def build(self, flow: str, id: Word, part: doc.State) -> State | None:
        """The state, or None where nothing was written about it (which has a finding)."""
        if not part.given():
            return None
        kind = self._kind(id, part)
        title = self.scope.titled(part.title, id)
        where = Said(f"”{title.say(self.scope.languages[0])}”", f"“{title.say('en')}”")
        common: dict[str, Any] = {
            "id": str(id),
            "flow": flow,
            "title": title,
            "section": self.scope.text(part.section, where),
            "source": self._source(part.source, where),
            "timers": timers(self.scope, self.ways, id, part.timers, where),
        }
        builders: dict[str, Callable[[Word, doc.State, dict[str, Any], Said], State]] = {
            "step": self._step,
            "choose": self._gateway,
            "call": self._call,
            "together": self._together,
            "wait": self._wait,
            "do": self._do,
            "end": self._end,
        }
        return builders[kind](id, part, common, where)

    def _kind(self, id: Word, part: doc.State) -> str:
        first, *others = part.kinds or ("step",)
        for other in others:
            self.scope.findings.add("two-kinds", part.at(other), state=id, first=first, second=other)
        if not others:
            self._check_keys(part, first)
        return first

    def _check_keys(self, part: doc.State, kind: str) -> None:
        allowed: tuple[str, ...] = (*doc.COMMON_KEYS, *doc.KIND_KEYS[kind])
        words = KINDS[kind].in_file
        if kind in doc.RESTLESS:
            allowed = tuple(key for key in allowed if key != "timers")
        if kind == "step" and part.choices:
            allowed = tuple(key for key in allowed if key not in ("to", "ask"))
            words = _STEP_WITH_CHOICES
        for key in part.given():
            if key not in allowed:
                self.scope.findings.add(
                    "key-not-here", part.at(key), key=key, kind=words, allowed=", ".join(allowed)
                )

    def _source(self, part: doc.Source | None, where: Said) -> Source | None:
        if part is None or part.kind is None:
            return None
        return Source(kind=str(part.kind), ref=self.scope.text(part.ref, where))  # type: ignore[arg-type]

    def _step(self, id: Word, part: doc.State, common: dict[str, Any], where: Said) -> Step:
        scope = self.scope
        given = part.given()
        missing = sum(key not in given for key in ("role", "title"))
        is_told = part.may_lack(missing)
        if "role" not in given and not is_told:
            example = next(iter(scope.document.roles), "medarbetare")
            scope.findings.add("step-without-role", id.place, state=id, example=example)
        if "title" not in given and not is_told:
            scope.findings.add("step-without-title", id.place, state=id)
        roles = scope.roles(part.role)
        not_by, same_as = duties(scope, part, id)
        return Step(
            **common,
            roles=roles,
            not_by=not_by,
            same_as=same_as,
            caution=scope.text(part.caution, where),
            text=scope.text(part.text, where),
            note=scope.text(part.note, where),
            help=scope.text(part.help, where),
            checklist=self._texts(part, where),
            contacts=scope.contacts(part.contacts),
            links=scope.links(part.links),
            documents=scope.documents(part.documents),
            choices=self.choices.of_step(id, part, roles, where),
        )

    def _texts(self, part: doc.State, where: Said) -> tuple[Text, ...]:
        return tuple(text for words in part.checklist if (text := self.scope.text(words, where)))

    def _gateway(self, id: Word, part: doc.State, common: dict[str, Any], where: Said) -> Gateway:
        findings = self.scope.findings
        branches: list[Branch] = []
        moves: list[Move] = []
        for exit in part.choose:
            if "else" in exit.given() and exit is not part.choose[-1]:
                findings.add("else-not-last", exit.at("else"), state=id)
            branch = self._branch(id, exit, where)
            if branch is not None:
                moves.append(self._exit(id, branch, moves))
                branches.append(branch)
        if part.choose and not any("else" in exit.given() for exit in part.choose):
            findings.add("gateway-without-else", part.at("choose"), state=id)
        for exit in [exit for exit in part.choose if exit.main][1:]:
            findings.add("two-main-ways", exit.at("main"), state=id)
        return Gateway(**common, branches=tuple(branches), moves=tuple(moves))

    def _branch(self, id: Word, exit: doc.Exit, where: Said) -> Branch | None:
        given = exit.given()
        if "else" in given and ("when" in given or "to" in given):
            exactly_one(
                self.scope, exit, Said("Ett vägval", "A way of a gateway"), ("when", "else"), ["when", "else"]
            )
        elif given and "else" not in given and not exit.may_lack(1):
            for key in ("when", "to"):
                if key not in given:
                    self.scope.findings.add(
                        "missing-key", exit.place, key=key, what=Said("vägvalet", "the gateway")
                    )
        to = exit.else_ or exit.to
        when = condition(self.scope, exit.when)
        target = self.ways.target(id, to, exit.place) if to else None
        if target is None:
            return None
        label = self.scope.text(exit.label, where)
        if label is None and when is None:
            label = in_languages(self.scope.languages, OTHERWISE)
        elif label is None and when is not None:
            languages = self.scope.languages
            label = Text(
                tuple((language, worded(when, self.scope.facts, language)) for language in languages)
            )
        return Branch(
            when=when,
            to=target,
            label=label or made_title(to or id, self.scope.languages),
            main=bool(exit.main),
        )

    def _exit(self, id: Word, branch: Branch, before: list[Move]) -> Move:
        """The way's move: it shares the trigger of the way before it where both targets lie in one flow."""
        flow = self.scope.flow_of[branch.to]
        if not before:
            trigger = f"{id}.choose"
        elif before[-1].flow == flow:
            trigger = before[-1].trigger
        else:
            trigger = f"{id}.choose.{len(before)}"
        return self.ways.move(trigger, id, branch.to, branch.when)

    def _call(self, id: Word, part: doc.State, common: dict[str, Any], where: Said) -> Call:
        scope = self.scope
        handed = handed_down(scope, part.with_)
        taken = [
            (fact, theirs) for name, theirs in part.take.items() if (fact := scope.fact(name)) and theirs
        ]
        scope.given.update(fact for fact, _ in taken)
        outcomes = {
            str(name): self.ways.go(f"{id}.outcome.{name}", id, to, to.place)
            for name, to in part.outcomes.items()
            if to is not None
        }
        cancelled = outcomes.pop(CANCELLED, None)
        otherwise = None
        if part.to or scope.next_of(id) or not part.outcomes:
            otherwise = self.ways.go(f"{id}.outcome", id, part.to, part.at("to") if part.to else id.place)
        if part.call:
            scope.references.append(
                Reference(
                    routine=part.call,
                    state=str(id),
                    call=True,
                    hand_down=tuple(handed.items()),
                    take=tuple((scope.facts.get(fact), theirs) for fact, theirs in taken),
                    outcomes=tuple(part.outcomes),
                    otherwise=otherwise is not None,
                )
            )
        return Call(
            **common,
            routine=scope.routine(part.call) if part.call else "",
            hand_down=sound(handed),
            take=tuple(sorted((fact, str(theirs)) for fact, theirs in taken)),
            outcomes=outcomes,
            otherwise=otherwise,
            cancelled=cancelled,
        )

    def _together(self, id: Word, part: doc.State, common: dict[str, Any], where: Said) -> Together:
        # What is no group of branches at all, or an empty one, is told where it is read.
        if len(part.together) == 1:
            self.scope.findings.add("branches-missing", part.at("together"), state=id)
        for branch in islice(part.together, MOST_BRANCHES, MOST_BRANCHES + 1):
            self.scope.findings.add(
                "too-many",
                branch.place,
                what=QUOTED.fill(words=id),
                found=str(len(part.together)),
                things=Said("grenar", "branches"),
                most=str(MOST_BRANCHES),
                advice=_IN_PARTS,
            )
        flows = tuple(f"{id}.{branch}" for branch in part.together)
        move = self.ways.go(f"{id}.join", id, part.to, part.at("to") if part.to else id.place)
        return Together(**common, flows=flows, move=move)

    def _wait(self, id: Word, part: doc.State, common: dict[str, Any], where: Said) -> Wait:
        message = part.wait
        if message is not None and message.lower() in YES:
            message = None
        moves_on = any(timer.to for timer in part.timers)
        if message is None and not moves_on and part.wait:
            self.scope.findings.add("wait-for-nothing", part.at("wait"), state=id)
        elif not part.timers:
            self.scope.findings.add("wait-unbounded", id.place, state=id)
        if message is None:
            kind = Said("en väntan utan meddelande", "a wait without a message")
            for key in ("role", "ask", "to") if part.wait else ():
                if key in part.given():
                    self.scope.findings.add(
                        "key-not-here", part.at(key), key=key, kind=kind, allowed="timers"
                    )
            return Wait(**common)
        check_id(message, self.scope.findings)
        move = self.ways.go(f"{id}.message", id, part.to, part.at("to") if part.to else id.place)
        return Wait(
            **common,
            message=str(message),
            move=move,
            roles=self.scope.roles(part.role),
            ask=asks(self.scope, part.ask),
        )

    def _do(self, id: Word, part: doc.State, common: dict[str, Any], where: Said) -> Do:
        done = self.ways.go(f"{id}.done", id, part.to, part.at("to") if part.to else id.place)
        failed = self.ways.go(f"{id}.failed", id, part.failed, part.at("failed")) if part.failed else None
        return Do(
            **common, work=self._work(part.do or doc.Work.model_construct(), where), done=done, failed=failed
        )

    def _work(self, part: doc.Work, where: Said) -> Mail | Webhook:
        scope = self.scope
        given = part.given()
        found = [key for key in ("mail", "webhook") if key in given]
        if given and len(found) != 1:
            exactly_one(scope, part, Said("do", "do"), ("mail", "webhook"), found)
        for key in ("subject", "body") if found == ["mail"] else ():
            if key not in given:
                scope.findings.add("missing-key", part.at("mail"), key=key, what=Said("mejlet", "the mail"))
        others = {"mail": ("facts",), "webhook": ("subject", "body")}[found[0]] if len(found) == 1 else ()
        for key in others:
            if key in given:
                kind = Said(f"do med {found[0]}", f"do with {found[0]}")
                allowed = "mail, subject, body" if found == ["mail"] else "webhook, facts"
                scope.findings.add("key-not-here", part.at(key), key=key, kind=kind, allowed=allowed)
        if part.webhook:
            facts = tuple(fact for word in part.facts if (fact := scope.fact(word)))
            scope.read.update(facts)
            return Webhook(url=str(part.webhook), facts=facts)
        for word in part.mail:
            contact = scope.document.contacts.get(word)
            if contact is not None and "email" not in contact.given():
                scope.findings.add("contact-without-email", word.place, contact=word)
        empty = Text((("sv", ""),))
        subject, body = scope.text(part.subject, where) or empty, scope.text(part.body, where) or empty
        return Mail(to=scope.contacts(part.mail), subject=subject, body=body)

    def _end(self, id: Word, part: doc.State, common: dict[str, Any], where: Said) -> End:
        return End(**common, outcome=str(part.end or ""))
