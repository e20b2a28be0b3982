"""Which form a stored thing is in, and how an older form becomes today's.

Everything that is stored carries the number of its form. Code reads its own form and every one before it; a form is changed by adding
one upgrade here, never by editing what an older one means. What is stored stays as it is until it is written anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from engine.errors.stored import StoredByNewer, StoredDamaged

Document = Mapping[str, Any]
Upgrade = Callable[[Document], Document]
"""One step: a document of one form becomes one of the next. Its docstring says what changed and why."""

T = TypeVar("T")


class FromTheFuture(Exception):
    """The form has a number that this program does not know."""


class Format:
    """The forms of one kind of stored thing: the first, and one more for each upgrade."""

    def __init__(self, upgrades: Sequence[Upgrade] = ()) -> None:
        self._upgrades = tuple(upgrades)

    @property
    def number(self) -> int:
        """The form that is written now."""
        return len(self._upgrades) + 1

    def current(self, document: Document, number: int | None = None) -> Document:
        """The document in today's form; `number` is the form it is in, where the document does not say so itself.

        Raises:
            FromTheFuture: a later version of the program wrote it.
            LookupError, ValueError: it says no form.
        """
        found = document["format"] if number is None else number
        if type(found) is not int or found < 1:
            raise ValueError(f"{found!r} is no form")
        if found > self.number:
            raise FromTheFuture(found)
        for upgrade in self._upgrades[found - 1 :]:
            document = upgrade(document)
        return document


def read(kind: str, id: str, text: str, decode: Callable[[Any], T]) -> T:
    """What `decode` makes of the stored JSON text of the thing with this id.

    Raises:
        StoredByNewer: it was written by a later version of the program.
        StoredDamaged: it can't be read.
    """
    try:
        return decode(json.loads(text))
    except FromTheFuture as newer:
        raise StoredByNewer(kind, id) from newer
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as wrong:
        raise StoredDamaged(kind, id) from wrong
