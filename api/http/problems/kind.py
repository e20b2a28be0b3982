"""What a kind of problem is (RFC 9457)."""

from __future__ import annotations

from dataclasses import dataclass

from engine.said import Said

ADDRESS = "/problems/"
MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem. `slug` never changes: programs compare the address that it is part of."""

    slug: str
    status: int
    title: Said
    advice: Said
    members: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """The problem's `type`: an address on this server, where the kind is described."""
        return ADDRESS + self.slug
