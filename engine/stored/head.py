"""What stands at the head of a routine as it is stored, and back: its roles and contacts, links, documents, standing rules, and the head
of the official document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from engine.model.head import Attachment, Contact, Definition, Head, Law, Link, Role, StandingRule
from engine.model.routine import Routine
from engine.model.standing_rules import HEADINGS
from engine.stored.texts import maybe, text_from_stored, text_to_stored, texts_from_stored, without_empty

Document = Mapping[str, Any]
Stored = dict[str, Any]


def head_to_stored(routine: Routine) -> Stored:
    """The keys at the top of the stored document that `head_from_stored` reads."""
    return {
        "document": _head(routine.head),
        "roles": {
            id: without_empty(
                {
                    "title": text_to_stored(each.title),
                    "responsibility": text_to_stored(each.responsibility),
                    "manager": True if each.manager else None,
                }
            )
            for id, each in routine.roles.items()
        },
        "contacts": {
            id: without_empty({"title": text_to_stored(each.title), "phone": each.phone, "email": each.email})
            for id, each in routine.contacts.items()
        },
        "links": {
            id: without_empty({"title": text_to_stored(each.title), "url": each.url})
            for id, each in routine.links.items()
        },
        "documents": {
            id: {
                "title": text_to_stored(each.title),
                "file": each.file,
                "media_type": each.media_type,
                "size": each.size,
                "digest": each.digest,
            }
            for id, each in routine.documents.items()
        },
        **{kind: [_rule(each) for each in routine.rules if each.kind == kind] for kind in HEADINGS},
    }


def head_from_stored(document: Document) -> dict[str, Any]:
    """What `head_to_stored` wrote, by the names that `Routine` has for it."""
    return {
        "head": _head_from(document.get("document", {})),
        "roles": {
            id: Role(
                id=id,
                title=text_from_stored(each["title"]),
                responsibility=maybe(each, "responsibility", text_from_stored),
                manager=each.get("manager", False),
            )
            for id, each in document.get("roles", {}).items()
        },
        "contacts": {
            id: Contact(
                id=id, title=text_from_stored(each["title"]), phone=each.get("phone"), email=each.get("email")
            )
            for id, each in document.get("contacts", {}).items()
        },
        "links": {
            id: Link(id=id, title=text_from_stored(each["title"]), url=each.get("url"))
            for id, each in document.get("links", {}).items()
        },
        "documents": {
            id: Attachment(
                id=id,
                title=text_from_stored(each["title"]),
                file=each["file"],
                media_type=each["media_type"],
                size=each["size"],
                digest=each["digest"],
            )
            for id, each in document.get("documents", {}).items()
        },
        "rules": tuple(_rules_from(document)),
    }


def _rule(rule: StandingRule) -> Stored:
    return without_empty({"rule": text_to_stored(rule.text), "section": rule.section})


def _rules_from(document: Document) -> Iterator[StandingRule]:
    for kind in HEADINGS:
        for each in document.get(kind, ()):
            yield StandingRule(kind=kind, text=text_from_stored(each["rule"]), section=each.get("section"))


def _head(head: Head) -> Stored:
    return without_empty(
        {
            "applies_to": text_to_stored(head.applies_to),
            "type": text_to_stored(head.type),
            "approved_by": text_to_stored(head.approved_by),
            "approved_on": _day(head.approved_on),
            "revised_on": _day(head.revised_on),
            "responsible": text_to_stored(head.responsible),
            "valid_until": text_to_stored(head.valid_until),
            "review_every": text_to_stored(head.review_every),
            "area": [text_to_stored(each) for each in head.area],
            "changes": text_to_stored(head.changes),
            "reference": text_to_stored(head.reference),
            "valid_from": _day(head.valid_from),
            "replaces": text_to_stored(head.replaces),
            "background": text_to_stored(head.background),
            "definitions": [
                {"word": text_to_stored(each.word), "means": text_to_stored(each.means)}
                for each in head.definitions
            ],
            "laws": [
                without_empty({"law": text_to_stored(each.title), "url": each.url}) for each in head.laws
            ],
        }
    )


def _head_from(body: Document) -> Head:
    return Head(
        applies_to=maybe(body, "applies_to", text_from_stored),
        type=maybe(body, "type", text_from_stored),
        approved_by=maybe(body, "approved_by", text_from_stored),
        approved_on=maybe(body, "approved_on", date.fromisoformat),
        revised_on=maybe(body, "revised_on", date.fromisoformat),
        responsible=maybe(body, "responsible", text_from_stored),
        valid_until=maybe(body, "valid_until", text_from_stored),
        review_every=maybe(body, "review_every", text_from_stored),
        area=texts_from_stored(body.get("area", ())),
        changes=maybe(body, "changes", text_from_stored),
        reference=maybe(body, "reference", text_from_stored),
        valid_from=maybe(body, "valid_from", date.fromisoformat),
        replaces=maybe(body, "replaces", text_from_stored),
        background=maybe(body, "background", text_from_stored),
        definitions=tuple(
            Definition(word=text_from_stored(each["word"]), means=text_from_stored(each["means"]))
            for each in body.get("definitions", ())
        ),
        laws=tuple(
            Law(title=text_from_stored(each["law"]), url=each.get("url")) for each in body.get("laws", ())
        ),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
