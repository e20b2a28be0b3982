"""Nobody without a role on a unit reads or does anything of it: every address, each kind of person, also in
demonstration mode."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest

from engine.values.moments import iso
from tests.api.acting import Actor, Run
from tests.api.http.town import Town

PEOPLE = (
    "nobody",
    "forged",
    "owner",
    "colleague",
    "manager",
    "other_role",
    "elsewhere",
    "manager_elsewhere",
    "administrator",
)


SIGNED_IN = PEOPLE[2:]


IN_THE_UNIT = ("owner", "colleague", "manager", "other_role")


Ask = Callable[[Town, Actor, Run], httpx.Response]


@dataclass(frozen=True)
class Rule:
    """One address: how to ask it, in an instance that is at `place`; who gets `status`, and what the others get."""

    address: tuple[str, str]
    ask: Ask
    may: tuple[str, ...]
    status: int = 200
    place: str = "forbered"
    others: int = 403


def get(path: str) -> Ask:
    return lambda town, actor, run: actor.get(
        path.replace("{instance}", run.id).replace("{routine}", "besok").replace("UNIT", town.unit)
    )


def post(path: str, content: Any = None) -> Ask:
    def ask(town: Town, actor: Actor, run: Run) -> httpx.Response:
        filled = (
            {key: town.unit if value == "UNIT" else value for key, value in content.items()}
            if content
            else None
        )
        return actor.post(path.replace("{instance}", run.id), filled)

    return ask


def release(town: Town, actor: Actor, run: Run) -> httpx.Response:
    assert town.people["manager"].post(f"{run.path}/take", {"state": "granska"}).status_code == 200
    return actor.post(f"{run.path}/release", {"state": "granska"})


def undo(town: Town, actor: Actor, run: Run) -> httpx.Response:
    run.takes("Jag har läst")
    return actor.post(f"{run.path}/undo")


def knows_one(town: Town, actor: Actor, run: Run) -> httpx.Response:
    return actor.get(f"/people/{town.house.engine.people.one('colleague').number}")


def sees_changes(town: Town, actor: Actor, run: Run) -> httpx.Response:
    return actor.get(f"/people/{town.house.engine.people.one('colleague').number}/changes")


GIVEN = {"subject": "new", "role": "medarbetare", "unit": "UNIT"}


def takes_away(town: Town, actor: Actor, run: Run) -> httpx.Response:
    taken = {**GIVEN, "unit": town.unit}
    assert town.people["manager"].post("/unit/people", taken).status_code == 200
    return actor.post("/unit/people/take", taken)


def lets_in(town: Town, actor: Actor, run: Run) -> httpx.Response:
    until = iso(town.house.engine.now() + timedelta(hours=8))
    shift = {"name": "Vikarie Ett", "role": "medarbetare", "unit": town.unit, "until": until}
    return actor.post("/unit/shifts", shift)


def ends_shift(town: Town, actor: Actor, run: Run) -> httpx.Response:
    lets_in(town, town.people["manager"], run)
    latest = town.people["manager"].get(f"/unit/shifts?unit={town.unit}").json()[0]
    return actor.post("/unit/shifts/end", {"shift": latest["shift"]})


def writes_down(town: Town, actor: Actor, run: Run) -> httpx.Response:
    return actor.put("/people", {"subject": "new"})


def signs_out(town: Town, actor: Actor, run: Run) -> httpx.Response:
    return actor.post(
        "/people/sign-out", {"subject": "owner" if town.unit == "norra" else "demo-medarbetare"}
    )


def forgets(town: Town, actor: Actor, run: Run) -> httpx.Response:
    town.house.engine.tokens.add("borta", {("medarbetare", town.unit)})
    return actor.post("/people/forget", {"subject": "borta"})


def answers(town: Town, actor: Actor, run: Run) -> httpx.Response:
    suggested = town.people["owner"].post("/suggestions", {"routine": "besok", "text": "Byt."}).json()
    return actor.post("/suggestions/answer", {"suggestion": suggested["id"], "text": "Ja."})


def sends_again(town: Town, actor: Actor, run: Run) -> httpx.Response:
    return actor.post("/deliveries/send", {"delivery": f"{run.id}-1"})


ALL_BY_MAIL = {"ways": {kind: ["mail"] for kind in ("task", "remind", "notice", "escalation")}}


def tells_again(town: Town, actor: Actor, run: Run) -> httpx.Response:
    engine = town.house.engine
    engine.notifications.spread(engine.notifications.claim(), {"sms"})
    manager = town.people["manager"]
    (found,) = (each for each in manager.get("/undelivered").json() if each["instance"] == run.id)
    return actor.post("/undelivered/send", {"id": found["id"]})


def rule(method: str, path: str, ask: Ask, *may: str, **rest: Any) -> Rule:
    return Rule((method, path), ask, may, **rest)


V1 = "/api/v1"


ONE = "/instances/{instance}"


RULES = [
    rule("get", "/healthz", get("//healthz"), *PEOPLE),
    rule("get", "/readyz", get("//readyz"), *PEOPLE),
    rule("get", "/metrics", get("//metrics"), *PEOPLE),
    rule("get", f"{V1}/routines", get("/routines"), *SIGNED_IN),
    rule("get", f"{V1}/routines/{{routine}}", get("/routines/{routine}"), *SIGNED_IN),
    rule(
        "get",
        f"{V1}/routines/{{routine}}/statistics",
        get("/routines/{routine}/statistics?unit=UNIT"),
        "manager",
    ),
    rule("get", f"{V1}/me", get("/me"), *SIGNED_IN),
    rule("get", f"{V1}/tasks", get("/tasks"), *SIGNED_IN),
    rule("get", f"{V1}/suggestions", get("/suggestions?of=all"), "manager", "manager_elsewhere"),
    rule(
        "post",
        f"{V1}/suggestions",
        post("/suggestions", {"routine": "besok", "text": "Byt."}),
        *SIGNED_IN,
        status=201,
    ),
    rule("post", f"{V1}/suggestions/answer", answers, "manager", "manager_elsewhere"),
    rule("get", f"{V1}/notices", get("/notices"), *SIGNED_IN),
    rule("get", f"{V1}/instances", get("/instances?of=units"), *SIGNED_IN),
    rule("get", f"{V1}/me/notifications", get("/me/notifications"), *SIGNED_IN),
    rule(
        "put",
        f"{V1}/me/notifications",
        lambda town, actor, run: actor.put("/me/notifications", ALL_BY_MAIL),
        *SIGNED_IN,
    ),
    rule("get", f"{V1}/undelivered", get("/undelivered"), *SIGNED_IN),
    rule("post", f"{V1}/undelivered/send", tells_again, "manager", place="hjalp"),
    rule(
        "post",
        f"{V1}/instances",
        post("/instances", {"routine": "besok", "facts": {"ref": "S-2"}, "unit": "UNIT"}),
        "owner",
        "colleague",
        status=201,
    ),
    rule("get", V1 + ONE, get(ONE), *IN_THE_UNIT),
    rule("get", f"{V1}{ONE}/facts", get(f"{ONE}/facts"), *IN_THE_UNIT),
    rule("get", f"{V1}{ONE}/drafts", get(f"{ONE}/drafts"), *IN_THE_UNIT),
    rule(
        "post",
        f"{V1}{ONE}/drafts",
        post(f"{ONE}/drafts", {"state": "forbered", "typed": {"ref": ["S"]}}),
        "owner",
        "manager",
    ),
    rule("get", f"{V1}{ONE}/history", get(f"{ONE}/history"), *IN_THE_UNIT),
    rule(
        "post",
        f"{V1}{ONE}/choices",
        post(f"{ONE}/choices", {"state": "forbered", "choice": "klart"}),
        "owner",
        "manager",
    ),
    rule("post", f"{V1}{ONE}/undo", undo, "owner", "manager"),
    rule(
        "post",
        f"{V1}{ONE}/corrections",
        post(f"{ONE}/corrections", {"facts": {"ref": "S-3"}, "reason": "Fel referens."}),
        "owner",
        "manager",
    ),
    rule("post", f"{V1}{ONE}/cancel", post(f"{ONE}/cancel", {"reason": "Sjukdom."}), "manager"),
    rule(
        "post",
        f"{V1}{ONE}/incidents",
        post(f"{ONE}/incidents", {"state": "hjalp", "way": "again", "reason": "Prova igen."}),
        "manager",
        place="hjalp",
    ),
    rule("post", f"{V1}{ONE}/take", post(f"{ONE}/take", {"state": "granska"}), "manager", place="granska"),
    rule("post", f"{V1}{ONE}/release", release, "manager", place="granska"),
    rule("get", f"{V1}{ONE}/successors", get(f"{ONE}/successors"), "owner", "manager"),
    rule("post", f"{V1}{ONE}/hand-over", post(f"{ONE}/hand-over", {"to": "colleague"}), "owner", "manager"),
    rule(
        "post",
        f"{V1}{ONE}/messages",
        post(f"{ONE}/messages", {"message": "leverans"}),
        *IN_THE_UNIT,
        place="vanta",
    ),
    rule(
        "post",
        f"{V1}/me/hand-over",
        lambda town, actor, run: actor.post(
            "/me/hand-over", {"of": run.view["owner"], "to": "colleague", "unit": town.unit}
        ),
        "owner",
        "manager",
    ),
    rule("get", f"{V1}{ONE}/reads", get(f"{ONE}/reads"), "owner", "manager"),
    rule("get", f"{V1}/tokens", get("/tokens"), "administrator"),
    rule(
        "post",
        f"{V1}/tokens/end",
        post("/tokens/end", {"subject": "colleague", "until": "2099-12-31"}),
        "administrator",
    ),
    rule("get", f"{V1}/people", get("/people"), "administrator"),
    rule("get", f"{V1}/people/{{number}}", knows_one, "administrator"),
    rule("get", f"{V1}/people/{{number}}/changes", sees_changes, "administrator"),
    rule("get", f"{V1}/unit/people", get("/unit/people?unit=UNIT"), "manager"),
    rule("post", f"{V1}/unit/people", post("/unit/people", GIVEN), "manager"),
    rule("post", f"{V1}/unit/people/take", takes_away, "manager"),
    rule("get", f"{V1}/unit/shifts", get("/unit/shifts?unit=UNIT"), "manager"),
    rule("post", f"{V1}/unit/shifts", lets_in, "manager"),
    rule("post", f"{V1}/unit/shifts/end", ends_shift, "manager", others=404),
    rule("put", f"{V1}/people", writes_down, "administrator"),
    rule(
        "post",
        f"{V1}/people/import",
        post("/people/import", {"people": [{"subject": "colleague"}], "dry_run": True}),
        "administrator",
    ),
    rule("post", f"{V1}/people/sign-out", signs_out, "administrator"),
    rule("post", f"{V1}/people/forget", forgets, "administrator"),
    rule("get", f"{V1}/deliveries", get("/deliveries"), "administrator"),
    rule("post", f"{V1}/deliveries/send", sends_again, "administrator", place="mejla"),
    rule("get", f"{V1}/settings", get("/settings"), "administrator"),
]


DRAWN = [
    rule("get", f"{V1}/routines/{{routine}}/diagram.svg", get("/routines/{routine}/diagram.svg"), *SIGNED_IN),
    rule(
        "get",
        f"{V1}/routines/{{routine}}/handbook.{{format}}",
        get("/routines/{routine}/handbook.html"),
        *SIGNED_IN,
    ),
    rule("get", f"{V1}/routines/{{routine}}/diagram.png", get("/routines/{routine}/diagram.png"), *SIGNED_IN),
    rule("get", f"{V1}/routines/{{routine}}/diagram.pdf", get("/routines/{routine}/diagram.pdf"), *SIGNED_IN),
    rule(
        "get",
        f"{V1}/routines/{{routine}}/documents/{{document}}",
        get("/routines/utlamning/documents/kvittens"),
        *SIGNED_IN,
    ),
    rule("get", f"{V1}{ONE}/diagram.svg", get(f"{ONE}/diagram.svg"), *IN_THE_UNIT),
    rule("get", f"{V1}/unit/open.pdf", get("/unit/open.pdf?unit=UNIT"), "manager"),
]


def test_the_rules_cover_every_address_of_the_api(town: Town) -> None:
    paths = town.people["owner"].get("//openapi.json").json()["paths"]
    there = {(method, path) for path, methods in paths.items() for method in methods}
    assert {each.address for each in RULES + DRAWN} == there


REFUSED = {403: "/problems/not-yours", 404: "/problems/not-found"}
"""How it is said to those who may not: also as if it were not there."""


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("rule", RULES + DRAWN, ids=lambda rule: " ".join(rule.address))
def test_only_those_who_may_get_an_answer(town: Town, rule: Rule, name: str) -> None:
    run = town.at(rule.place)
    response = rule.ask(town, town.people[name], run)
    if name in rule.may:
        assert response.status_code == rule.status, response.text
    elif name in ("nobody", "forged"):
        assert response.status_code == 401, response.text
        assert response.headers["www-authenticate"].startswith("Bearer")
    else:
        assert response.status_code == rule.others, response.text
        assert response.json()["type"] == REFUSED[rule.others]
        assert "who" in response.json() or rule.others == 404


SNOOPING: dict[str, Any] = {
    "a step that is not open": ("choices", {"state": "slut", "choice": "klart"}, {}),
    "a choice that does not exist": ("choices", {"state": "forbered", "choice": "nej"}, {}),
    "an old revision": ("choices", {"state": "forbered", "choice": "klart"}, {"If_Match": '"99"'}),
    "facts that are not asked for": (
        "choices",
        {"state": "forbered", "choice": "allt", "facts": {"x": 1}},
        {},
    ),
    "nothing to undo": ("undo", None, {}),
    "a message that nobody waits for": ("messages", {"message": "annat"}, {}),
    "a correction without facts": ("corrections", {"facts": {"okant": 1}, "reason": "x"}, {}),
    "a step to take that is not there": ("take", {"state": "slut"}, {}),
}


@pytest.mark.parametrize("what", SNOOPING)
def test_a_refusal_tells_a_stranger_nothing_of_the_instance(town: Town, what: str) -> None:
    run = town.begun()
    address, content, headers = SNOOPING[what]
    response = town.people["elsewhere"].post(f"{run.path}/{address}", content, **headers)
    assert response.status_code == 403, response.text
    assert set(response.json()) == {"type", "title", "status", "detail", "who", "reason", "unit"}


def test_what_strangers_try_changes_nothing(town: Town) -> None:
    run = town.begun()
    for each in RULES:
        if each.address[0] == "post" and ONE in each.address[1] and each.ask not in (undo, release):
            each.ask(town, town.people["elsewhere"], run)
    assert run.look().view["revision"] == 1
    assert len(town.people["owner"].get(f"{run.path}/history").json()) == 1
