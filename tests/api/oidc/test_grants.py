"""Which roles and units somebody has, from what the sign-in service says, as Entra ID, Keycloak and AD FS say it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from api.oidc.grants import grants, subject
from api.settings import Settings
from engine.errors.store import SettingsWrong

PAGE = Path(__file__).parents[3] / "docs" / "sign-in.md"


def settings(**given: Any) -> Settings:
    needed = {"oidc_issuer": "https://i.example", "oidc_name": "K", "oidc_client_id": "rutin"}
    return Settings.load(**{**needed, **given})


BY_GROUP = {"oidc_roles": {"g-1": "medarbetare:norra", "g-2": ["chef:norra", "chef:sodra"]}}
BY_CLAIMS = {"oidc_roles": {"vard": "medarbetare"}, "oidc_units_claim": "unit"}
NESTED = {**BY_GROUP, "oidc_roles_claim": "realm_access.roles"}
NAMED = {**BY_CLAIMS, "oidc_units": {"4711": "norra"}}

SAID: list[tuple[dict[str, Any], dict[str, Any], set[tuple[str, str]]]] = [
    (BY_GROUP, {"roles": ["g-1"]}, {("medarbetare", "norra")}),
    (BY_GROUP, {"roles": "g-1"}, {("medarbetare", "norra")}),
    (BY_GROUP, {"roles": ["g-2", "g-9"]}, {("chef", "norra"), ("chef", "sodra")}),
    (BY_GROUP, {"roles": ["medarbetare:norra", "chef"]}, set()),
    (BY_GROUP, {"roles": {"g-1": True}}, set()),
    (BY_GROUP, {"roles": [["g-1"], None, 7]}, set()),
    (BY_GROUP, {}, set()),
    (BY_GROUP, {"roles": ["x"] * 200 + ["g-1"]}, set()),
    (NESTED, {"realm_access": {"roles": ["g-1"]}}, {("medarbetare", "norra")}),
    (NESTED, {"realm_access.roles": ["g-1"]}, {("medarbetare", "norra")}),
    (NESTED, {"realm_access": ["g-1"]}, set()),
    (
        BY_CLAIMS,
        {"roles": ["vard"], "unit": ["norra", "sodra"]},
        {("medarbetare", "norra"), ("medarbetare", "sodra")},
    ),
    (BY_CLAIMS, {"roles": ["vard"], "unit": "x" * 81}, set()),
    (BY_CLAIMS, {"roles": ["vard"], "unit": "nor\u200bra"}, set()),
    (BY_CLAIMS, {"roles": ["vard"]}, set()),
    (NAMED, {"roles": ["vard"], "unit": ["4711", "4712"]}, {("medarbetare", "norra")}),
]


@pytest.mark.parametrize(("given", "claims", "held"), SAID)
def test_roles_come_from_what_the_settings_name_and_nothing_else(
    given: dict[str, Any], claims: dict[str, Any], held: set[tuple[str, str]]
) -> None:
    assert grants(claims, settings(**given)) == held


@pytest.mark.parametrize(
    ("claims", "called"),
    [
        ({"oid": "a-1"}, "a-1"),
        ({"oid": ["a-1"]}, None),
        ({"oid": ""}, None),
        ({"sub": "a-1"}, None),
        ({"oid": "system"}, None),
    ],
)
def test_the_subject_is_the_claim_that_the_settings_name(claims: dict[str, Any], called: str | None) -> None:
    assert subject(claims, settings(**BY_GROUP, oidc_subject_claim="oid")) == called


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"oidc_roles": {}}, "RUTIN_OIDC_ROLES"),
        ({"oidc_roles": {"g-1": "medarbetare"}}, "RUTIN_OIDC_UNITS_CLAIM"),
        ({"oidc_roles": {"g-1": "Medarbetare:norra"}}, "RUTIN_OIDC_ROLES"),
        ({"oidc_roles": {"g-1": []}}, "RUTIN_OIDC_ROLES"),
        ({"oidc_roles": "g-1"}, "RUTIN_OIDC_ROLES"),
        ({**BY_GROUP, "oidc_issuer": "http://i.example"}, "RUTIN_OIDC_ISSUER"),
        ({**BY_GROUP, "oidc_client_id": None}, "RUTIN_OIDC_CLIENT_ID"),
        ({**BY_CLAIMS, "oidc_units": ["norra"]}, "RUTIN_OIDC_UNITS"),
    ],
)
def test_settings_that_could_let_nobody_in_stop_the_program(given: dict[str, Any], named: str) -> None:
    with pytest.raises(SettingsWrong) as refused:
        settings(**given)
    assert named in refused.value.say("sv")
    assert named in refused.value.say("en")


def test_a_table_stands_in_one_variable_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUTIN_OIDC_ROLES", '{"g-1": ["medarbetare:norra", "chef:norra"]}')
    assert settings().oidc_roles == {"g-1": ("medarbetare:norra", "chef:norra")}


@pytest.mark.parametrize("example", re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S))
def test_every_example_of_the_page_is_settings_that_let_somebody_in(example: str, tmp_path: Path) -> None:
    (tmp_path / "rutin.toml").write_text(example, encoding="utf-8")
    loaded = Settings.load(tmp_path / "rutin.toml")
    named: dict[str, Any] = {}
    inside = named
    *outer, last = loaded.oidc_roles_claim.split(".")
    for each in outer:
        inside[each] = inside = {}
    inside[last] = [next(iter(loaded.oidc_roles))]
    units = {loaded.oidc_units_claim: next(iter(loaded.oidc_units), None)} if loaded.oidc_units_claim else {}
    assert grants({**named, **units}, loaded) == {("medarbetare", "norra")}
