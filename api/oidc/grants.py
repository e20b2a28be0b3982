"""What somebody may do here, from what the sign-in service says of them, by the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from api.settings import Settings
from engine.said import Said
from engine.service.people.entry import Grant, name_read, subject_read, unit_read

MOST = 200
"""Values of one claim that are read: Entra ID sends no more groups than that."""


def subject(claims: Mapping[str, Any], settings: Settings) -> str | None:
    """What the person is called here; None where it can't be used."""
    return _read(_at(claims, settings.oidc_subject_claim), subject_read)


def name(claims: Mapping[str, Any]) -> str | None:
    """What others call the person; None where that is not told, or can't be used."""
    return _read(claims.get("name"), name_read) or None


def _read(value: Any, reader: Callable[[str], str | Said]) -> str | None:
    found = reader(value) if isinstance(value, str) else None
    return found if isinstance(found, str) else None


def grants(claims: Mapping[str, Any], settings: Settings) -> frozenset[Grant]:
    """The roles that the settings give for the values of the roles' claim. One without a unit is held in each of the units' claim."""
    units = _units(claims, settings)
    found: set[Grant] = set()
    for value in _texts(_at(claims, settings.oidc_roles_claim)):
        for role, _, unit in (each.partition(":") for each in settings.oidc_roles.get(value, ())):
            found |= {(role, each) for each in ([unit] if unit else units)}
    return frozenset(found)


def _units(claims: Mapping[str, Any], settings: Settings) -> list[str]:
    """What the settings call the units; with no names there, they are called what the service calls them."""
    if settings.oidc_units_claim is None:
        return []
    said = _texts(_at(claims, settings.oidc_units_claim))
    if settings.oidc_units:
        return [settings.oidc_units[each] for each in said if each in settings.oidc_units]
    return [each for each in said if _read(each, unit_read)]


def _at(claims: Mapping[str, Any], name: str) -> Any:
    """The claim; Keycloak's lie inside others, as `realm_access.roles`."""
    if name in claims:
        return claims[name]
    found: Any = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _texts(value: Any) -> Sequence[str]:
    listed = value if isinstance(value, list) else [value]
    return [each for each in listed[:MOST] if isinstance(each, str) and each]
