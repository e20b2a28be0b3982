"""What is known of the words of the language before a file is read: that tells a mistake from a text."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

_TEXTS = ("label", "remind", "title")
"""The keys of what people read, the first of those that a group has."""


@dataclass(frozen=True, slots=True)
class Known:
    """The words that are keys, those of them that a list may stand under, and the keys of what stands in each group of the file (`top`)
    and of a part of it (`inner`), by the key above the group. `short`: of a key at the top of the file that holds one group, all keys of
    that, first the one whose value its short form is.
    """

    keys: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    top: Mapping[str, frozenset[str]] = field(default_factory=dict)
    inner: Mapping[str, frozenset[str]] = field(default_factory=dict)
    short: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def holds_pairs(self, key: str) -> bool:
        """Whether the list under the key is one of groups: in it `[personal: klar]` is a group without braces, as YAML has it."""
        return key in self.lists and (key in self.inner or key in self.top)

    def text_key(self, beside: Collection[str]) -> str | None:
        """The key of the text that people read in what has these keys beside it; None where that can't be told."""
        groups = [own for own in (*self.inner.values(), *self.top.values()) if own.issuperset(beside)]
        found = (key for key in _TEXTS for own in groups if key in own and key not in beside)
        return next(found, None) if beside else None

    def group_of(
        self, keys: Collection[str], *, as_list: bool, at_top: bool, but: Collection[str]
    ) -> str | None:
        """The group in which something with these keys stands, but for groups that there are already; None where none has all of them."""
        groups = self.top if at_top else self.inner
        fits = (
            name
            for name, own in groups.items()
            if name not in but and (name in self.lists) == as_list and own.issuperset(keys)
        )
        return next(fits, None) if keys else None


NOTHING_KNOWN = Known()
