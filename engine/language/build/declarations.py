"""What a routine file declares beside its states: facts, roles, contacts, links and the document's head."""

from __future__ import annotations

from typing import Any, cast

from engine.language.build.scope import Scope, made_title
from engine.language.expression.lexing import RESERVED
from engine.language.file import document as doc
from engine.language.file.head import Head as WrittenHead
from engine.language.file.personal import smells_personal
from engine.language.file.reading import Word
from engine.language.rules.findings import Findings
from engine.model.facts import Fact, FactType, Option
from engine.model.head import Contact, Definition, Head, Law, Link, Role
from engine.said import Said
from engine.values import from_now

_ALLOWED_FOR = {
    "options": ("choice", "choices"),
    "min": ("number", "text", "moment", "date"),
    "max": ("number", "text", "moment", "date"),
}
_LONGEST_TEXT = 200


def facts(document: doc.Document, findings: Findings, languages: tuple[str, ...]) -> dict[str, Fact]:
    """The facts whose declarations are sound enough to read conditions with."""
    return {
        str(id): fact for id, part in document.facts.items() if (fact := _fact(id, part, findings, languages))
    }


def _fact(id: Word, part: doc.Fact, findings: Findings, languages: tuple[str, ...]) -> Fact | None:
    if id in RESERVED or id in ("settings", "reason"):
        findings.add("reserved-id", id.place, id=id, what=Said("uppgiften", "the fact"))
    if part.type is None:
        return None
    type = cast(FactType, str(part.type))
    for key, types in _ALLOWED_FOR.items():
        if key in part.given() and type not in types:
            findings.add("not-for-type", part.at(key), key=key, type=type, allowed=", ".join(types))
    title = part.title.text if part.title else made_title(id, languages)
    if smells_personal(id, title, type):
        findings.add("personal-fact", id.place, fact=id)
    options = tuple(
        Option(id=str(option), title=words.text if words else made_title(option, languages))
        for option, words in part.options.items()
    )
    for option in part.options:
        if option in RESERVED:
            findings.add("reserved-id", option.place, id=option, what=Said("valet", "the option"))
    if type in ("choice", "choices") and not options:
        if "options" not in part.given():
            findings.add("options-missing", part.at("type"), fact=id)
        return None
    fact = Fact(id=str(id), type=type, title=title, options=options, **_limits(type, part))
    if (crossed := _crossed(fact)) is not None:
        findings.add("limits-crossed", part.at("min"), fact=id, low=crossed[0], high=crossed[1])
    return fact


def _limits(type: FactType, part: doc.Fact) -> dict[str, Any]:
    if type in ("moment", "date"):
        return {"earliest": part.min, "latest": part.max}
    most = _LONGEST_TEXT if type == "text" and part.max is None else part.max
    return {"at_least": part.min, "at_most": most}


def _crossed(fact: Fact) -> tuple[str, str] | None:
    """The limits of a fact that nothing can lie between, as they are written."""
    if fact.at_least is not None and fact.at_most is not None and fact.at_least > fact.at_most:
        return f"{fact.at_least:g}", f"{fact.at_most:g}"
    if fact.earliest is not None and fact.latest is not None and fact.earliest > fact.latest:
        return from_now.canonical(fact.earliest), from_now.canonical(fact.latest)
    return None


def roles(scope: Scope) -> dict[str, Role]:
    """The roles, in the file's order."""
    return {
        str(id): Role(
            id=str(id),
            title=scope.titled(part.title, id),
            responsibility=scope.text(part.responsibility),
            manager=bool(part.manager),
        )
        for id, part in scope.document.roles.items()
    }


def contacts(scope: Scope) -> dict[str, Contact]:
    """The contacts, in the file's order."""
    return {
        str(id): Contact(
            id=str(id),
            title=scope.titled(part.title, id),
            phone=str(part.phone) if part.phone else None,
            email=str(part.email) if part.email else None,
        )
        for id, part in scope.document.contacts.items()
    }


def links(scope: Scope) -> dict[str, Link]:
    """The links, in the file's order."""
    return {
        str(id): Link(id=str(id), title=scope.titled(part.title, id), url=str(part.url) if part.url else None)
        for id, part in scope.document.links.items()
    }


def head(scope: Scope) -> Head:
    """The head of the official document."""
    part = scope.document.document or WrittenHead.model_construct()
    return Head(
        applies_to=scope.text(part.applies_to),
        type=scope.text(part.type),
        reference=scope.text(part.reference),
        approved_by=scope.text(part.approved_by),
        approved_on=part.approved_on,
        revised_on=part.revised_on,
        responsible=scope.text(part.responsible),
        valid_from=part.valid_from,
        valid_until=scope.text(part.valid_until),
        review_every=scope.text(part.review_every),
        area=tuple(text for words in part.area if (text := scope.text(words))),
        changes=scope.text(part.changes),
        replaces=scope.text(part.replaces),
        background=scope.text(part.background),
        definitions=tuple(
            Definition(word=word, means=means)
            for each in part.definitions
            if (word := scope.text(each.word)) and (means := scope.text(each.means))
        ),
        laws=tuple(
            Law(title=title, url=str(each.url) if each.url else None)
            for each in part.laws
            if (title := scope.text(each.law))
        ),
    )
