"""A group of keys of a routine file: read from the tree, with unknown and missing keys answered."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, NamedTuple, Self, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationInfo,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema

from engine.language.file.containers import AS_ITEMS
from engine.language.file.reading import KEYS, Reading, is_empty, kind_of, place_of
from engine.language.rules.findings import NOWHERE, Position
from engine.language.yaml.source import Mapping, Node, Scalar, Sequence
from engine.problems import clipped, meant
from engine.said import Said

IN_SWEDISH = {
    "aldrig": "never",
    "alltid": "always",
    "annars": "else",
    "ansvarig": "responsible",
    "anteckning": "note",
    "anropa": "call",
    "bakgrund": "background",
    "bekräfta": "confirm",
    "beteckning": "reference",
    "beslutad": "approved_on",
    "beslutad av": "approved_by",
    "bocka_av": "checklist",
    "checklista": "checklist",
    "definitioner": "definitions",
    "diarienummer": "reference",
    "dokument": "document",
    "därför": "because",
    "e-post": "email",
    "efter": "after",
    "epost": "email",
    "ersätter": "replaces",
    "fakta": "facts",
    "förbud": "never",
    "fråga": "ask",
    "gallra": "retain",
    "gallring": "retain",
    "giltig till": "valid_until",
    "grenar": "together",
    "gäller för": "applies_to",
    "gäller från": "valid_from",
    "hjälp": "help",
    "kontakter": "contacts",
    "lagar": "laws",
    "länkar": "links",
    "mejl": "email",
    "när": "when",
    "när som helst": "anytime",
    "nödläge": "emergency",
    "om": "when",
    "otherwise": "else",
    "parallellt": "together",
    "påminn": "remind",
    "roll": "role",
    "rubrik": "title",
    "samtidigt": "together",
    "slut": "end",
    "språk": "language",
    "steg": "states",
    "syfte": "purpose",
    "säg": "say",
    "telefon": "phone",
    "till": "to",
    "tillstånd": "states",
    "uppgifter": "facts",
    "val": "choices",
    "varning": "caution",
    "villkor": "when",
    "vänta": "wait",
    "ångra": "undo",
    "ändringar": "changes",
}
"""Keys as an owner may put them, where the right word does not look like them."""

INSTEAD = {
    "deadline": Said(
        " En tidsgräns är en timer: after: eller by:, med notify eller to.",
        " A deadline is a timer: after: or by:, with notify or to.",
    ),
    "every": Said(
        " En påminnelse som kommer igen är en timer: every: med remind eller notify.",
        " A reminder that comes again is a timer: every: with remind or notify.",
    ),
    "if": Said(" Ett villkor skrivs med when.", " A condition is written with when."),
    "links": Said(
        " Länkar står överst i filen, under links.", " Links stand at the top of the file, under links."
    ),
    "optional": Said(
        " Får steget hoppas över: skriv skip: ask. Får en uppgift lämnas tom: skriv required: no.",
        " If the step may be skipped, write skip: ask. If a fact may be left empty, write required: no.",
    ),
    "rules": Said(" Regler skrivs under always: och never:", " Rules are written under always: and never:"),
    "repeat": Said(
        " Att göra om något skrivs som ett val med to till steget.",
        " To do something again is written as a choice with to: the step.",
    ),
}
"""What to write instead of keys that owners try, and that nothing here is called."""

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


class KeyPlaces(NamedTuple):
    """Where a group begins, the keys that were written in it, and how many others there are that mean nothing."""

    place: Position
    keys: dict[str, Scalar]
    strangers: int = 0


NO_KEY_PLACES = KeyPlaces(NOWHERE, {})


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
    what: ClassVar[Said] = KEYS
    open_keys: ClassVar[dict[str, Any] | None] = None
    places: SkipJsonSchema[KeyPlaces] = NO_KEY_PLACES

    @property
    def place(self) -> Position:
        """Where the group begins."""
        return self.places.place

    def at(self, name: str) -> Position:
        """Where the key stands, or the whole group where it was not written."""
        key = self.places.keys.get(name)
        return self.places.place if key is None else place_of(key)

    def given(self) -> tuple[str, ...]:
        """The keys that were written, in the file's order."""
        return tuple(self.places.keys)

    def may_lack(self, missing: int) -> bool:
        """Whether so many keys that are missing may be those that were written as something else, which is told already."""
        return 0 < missing <= self.places.strangers

    @classmethod
    @cache
    def all_keys(cls) -> tuple[str, ...]:
        """All keys that may be written."""
        return tuple(field.alias or name for name, field in cls.model_fields.items() if name != "places")

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
        entries = cls.prepared(cls._entries(node, reading, info))
        values, keys = cls._known_keys(entries, reading)
        place = place_of(node)
        part = handler({**values, "places": KeyPlaces(place, keys, len(entries) - len(keys))})
        missing = [] if is_empty(node) else [name for name in cls.needs if name not in keys]
        for name in () if part.may_lack(len(missing)) else missing:
            reading.findings.add("missing-key", place, key=name, what=cls.what)
        return part

    @classmethod
    def _entries(cls, node: Node, reading: Reading, info: ValidationInfo) -> Entries:
        if isinstance(node, Mapping) and node.entries:
            return list(node.entries)
        if cls.short and not is_empty(node) and (isinstance(node, Scalar) or cls.short_list):
            reading.written.setdefault(place_of(node), (info.field_name or "").rstrip("_"))
            return [(Scalar(cls.short, node.line, node.column), node)]
        name = clipped(reading.key_of(node, info.field_name))
        if is_empty(node):
            reading.findings.add("empty-value", place_of(node), key=name)
        else:
            reading.findings.add(
                "wrong-type", place_of(node), key=name or cls.what.sv, found=kind_of(node), allowed=KEYS
            )
        return []

    @classmethod
    def _known_keys(cls, entries: Entries, reading: Reading) -> tuple[dict[str, Node], dict[str, Scalar]]:
        """The values and the places of the known keys; a misspelt key is read as the one that it is nearest to."""
        known = cls.all_keys()
        written = {name.text for name, _ in entries if name.text in known}
        values: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        for name, node in entries:
            word: str | None = name.text
            if word not in known:
                word = cls._nearest_key(name, written, reading)
                if word is not None and not cls._may_hold(word, node):
                    word = None  # The guess does not fit: to be blamed under another name helps nobody.
            if word is None and not isinstance(node, Scalar):
                reading.is_whole = False
            if word and word not in keys:
                values[word], keys[word] = node, name
        return values, keys

    @classmethod
    def _may_hold(cls, word: str, node: Node) -> bool:
        """Whether something of the node's kind can stand after the key."""
        field = next(each for name, each in cls.model_fields.items() if (each.alias or name) == word)
        if field.default_factory is dict:
            return not isinstance(node, Scalar)
        if field.default == ():
            return AS_ITEMS not in field.metadata or isinstance(node, Sequence)
        return not isinstance(node, Sequence)

    @classmethod
    def _nearest_key(cls, name: Scalar, written: set[str], reading: Reading) -> str | None:
        """Notes that there is no such key, and finds the key that was probably meant."""
        known = [each for each in cls.all_keys() if each not in written]
        word = IN_SWEDISH.get(name.text.lower(), name.text)
        allowed = ", ".join(cls.allowed(written))
        near = reading.findings.near(word, known)
        instead = INSTEAD.get(name.text.lower())
        reading.findings.add(
            "unknown-key",
            place_of(name),
            None if instead or near is None else (name.text, near),
            key=clipped(name.text),
            hint=instead or meant(near),
            allowed=allowed,
        )
        return near
