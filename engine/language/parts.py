"""A group of keys of a routine file: read from the tree, with unknown and missing keys answered."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, Self, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationInfo,
    model_validator,
)

from engine.language.findings import NOWHERE, Place
from engine.language.reading import KEYS, Reading, is_empty, kind_of, place_of
from engine.language.source import Mapping, Node, Scalar
from engine.problems import clipped, hint

IN_SWEDISH = {
    "anteckning": "note",
    "bocka_av": "checklist",
    "checklista": "checklist",
    "fakta": "facts",
    "fråga": "ask",
    "grenar": "together",
    "hjälp": "help",
    "kontakter": "contacts",
    "länkar": "links",
    "nödläge": "emergency",
    "påminn": "remind",
    "rubrik": "title",
    "slut": "end",
    "språk": "language",
    "steg": "states",
    "syfte": "purpose",
    "till": "to",
    "tillstånd": "states",
    "uppgifter": "facts",
    "val": "choices",
    "varning": "caution",
    "villkor": "when",
    "vänta": "wait",
}
"""Keys as an owner may put them, where the right word does not look like them."""

Entries = list[tuple[Scalar, Node]]


def key(says: str, **more: Any) -> Any:
    """A key that may be left out; `says` is what editors show for it."""
    return Field(default=None, description=says, **more)


def group(says: str, **more: Any) -> Any:
    """A key for several entries that may be left out."""
    return Field(default_factory=dict, description=says, **more)


def several(says: str, **more: Any) -> Any:
    """A key for a list that may be left out."""
    return Field(default=(), description=says, **more)


class Part(BaseModel):
    """A group of keys.

    `short` is the key that a bare text (and with `short_list` a list) stands for; `needs` are the keys that
    must be there; `what` names the group in messages; `open_keys` tells editors what keys of the owner's own
    hold, where there may be such.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)
    short: ClassVar[str | None] = None
    short_list: ClassVar[bool] = False
    needs: ClassVar[tuple[str, ...]] = ()
    what: ClassVar[tuple[str, str]] = KEYS
    open_keys: ClassVar[dict[str, Any] | None] = None
    _place: Place | None = PrivateAttr(default=None)
    _keys: dict[str, Place] = PrivateAttr(default={})

    @property
    def place(self) -> Place:
        """Where the group begins."""
        return self._place or NOWHERE

    def at(self, name: str) -> Place:
        """Where the key stands, or the whole group where it was not written."""
        return self._keys.get(name, self.place)

    def given(self) -> tuple[str, ...]:
        """The keys that were written, in the file's order."""
        return tuple(self._keys)

    @classmethod
    @cache
    def all_keys(cls) -> tuple[str, ...]:
        """All keys that may be written."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    @classmethod
    def prepared(cls, entries: Entries) -> Entries:
        """The entries with forms of this group's own brought to keys."""
        return entries

    @classmethod
    def allowed(cls, given: set[str]) -> tuple[str, ...]:
        """The keys to name in a message about a key that is not among them."""
        return cls.all_keys()

    @model_validator(mode="wrap")
    @classmethod
    def _read(
        cls, node: Node | dict[str, Node], handler: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        if isinstance(node, dict):  # a model that holds itself, as states hold branches, is wrapped twice
            return handler(node)
        reading = cast(Reading, info.context)
        entries = cls._known_keys(cls.prepared(cls._entries(node, reading, info)), reading)
        part = handler({name: value for name, (_, value) in entries.items()})
        place = part._place = place_of(node)
        part._keys = {name: at for name, (at, _) in entries.items()}
        if entries or (isinstance(node, Mapping) and node.entries):
            for name in cls.needs:
                if name not in entries:
                    reading.findings.add("missing-key", place, key=name, what=cls.what)
        return part

    @classmethod
    def _entries(cls, node: Node, reading: Reading, info: ValidationInfo) -> Entries:
        if isinstance(node, Mapping):
            return list(node.entries)
        if cls.short and not is_empty(node) and (isinstance(node, Scalar) or cls.short_list):
            reading.written.setdefault(place_of(node), (info.field_name or "").rstrip("_"))
            return [(Scalar(cls.short, node.line, node.column), node)]
        name = clipped(reading.key_of(node, info.field_name))
        if is_empty(node):
            reading.findings.add("empty-value", place_of(node), key=name)
        else:
            reading.findings.add(
                "wrong-type", place_of(node), key=name or cls.what[0], found=kind_of(node), allowed=KEYS
            )
        return []

    @classmethod
    def _known_keys(cls, entries: Entries, reading: Reading) -> dict[str, tuple[Place, Node]]:
        known = cls.all_keys()
        given = {name.text for name, _ in entries if name.text in known}
        found: dict[str, tuple[Place, Node]] = {}
        for name, node in entries:
            word = name.text
            if word not in known:
                allowed = cls.allowed(given)
                near = hint(IN_SWEDISH.get(word.lower(), word), [each for each in known if each not in given])
                reading.findings.add(
                    "unknown-key", place_of(name), key=clipped(word), hint=near, allowed=", ".join(allowed)
                )
                word = _named_in(near)
            if word and word not in found:
                found[word] = (place_of(name), node)
        return found


def _named_in(near: tuple[str, str]) -> str:
    return near[0].partition("«")[2].partition("»")[0]
