"""Nobody without a session sees a page, and nobody without a role in the unit sees or does anything of it: every page that there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from engine.service.engine import Engine
from tests.api.acting import PLAIN
from tests.api.house import house
from tests.api.http.town import Town, ordinary

OPEN = {
    "/",
    "/accessibility",
    "/docs",
    "/enter",
    "/help",
    "/manifest.webmanifest",
    "/offline/{why}",
    "/openapi.json",
    "/pictures.css",
    "/practice",
    "/practice/{rest:path}",
    "/problems",
    "/problems/{slug}",
    "/sign-in",
    "/sign-in/organisation",
    "/sign-in/organisation/back",
    "/sign-in/organisation/sign-out",
    "/sign-out",
    "/sw.js",
    "/typeface/{name}.{kind}",
}
"""What whoever is not signed in needs, to read what all may read and to come in and out."""

BY_PROOF = {"/sign-in/organisation/sign-out"}
"""What no browser sends: what is in it shows that it is right."""

ADMINISTRATORS = (
    "/tokens",
    "/tokens/end",
    "/deliveries",
    "/deliveries/send",
    "/people/import",
    "/people/export",
)
PEOPLE = "/people"

OUTSIDE = ("elsewhere", "manager_elsewhere", "administrator")
STAFF = ("owner", "colleague", "other_role", "elsewhere")
EVERYBODY = (*STAFF, "manager", *OUTSIDE[1:])

FILLED = {
    "state": "forbered",
    "choice": "klart",
    "fact": "ref",
    "routine": "besok",
    "format": "html",
    "ending": "svg",
    "why": "none",
    "rest:path": "groups/ABCDEF",
}


def pages() -> list[tuple[str, str]]:
    """Method and path of every page of the application, as its routes are."""
    with Engine.open("memory://") as engine:
        app = create_app(Settings.load(), engine)
        found = {(method, route.path) for route in _routes(app) for method in route.methods - {"HEAD"}}
    return sorted(each for each in found if not each[1].startswith("/api/"))


def _routes(inside: Any) -> Iterator[Any]:
    for route in inside.routes:
        if getattr(route, "methods", None):
            if not getattr(route, "include_in_schema", True):
                yield route
        elif router := getattr(route, "original_router", None):
            yield from _routes(router)


PAGES = pages()
CLOSED = [each for each in PAGES if each[1] not in OPEN]
OF_AN_INSTANCE = [each for each in CLOSED if "{instance}" in each[1]]
OF_NONE = [each for each in CLOSED if "{instance}" not in each[1] and not each[1].startswith("/routines/")]


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    with house() as built:
        yield ordinary(built)


@pytest.fixture(scope="module")
def browsers(town: Town) -> Iterator[dict[str, httpx.Client]]:
    """A browser for each of the people, signed in; one of nobody, and one with an id that somebody made up."""
    made: dict[str, httpx.Client] = {}
    for name, token in town.tokens.items():
        found = town.house.engine.tokens.bearer(token) if token else None
        cookies = {"forged": {"rutin": "påhittad".encode().hex()}}.get(name, {})
        if found is not None:
            cookies = {"rutin": town.house.engine.sessions.begin(found.person, token=token)}
        made[name] = httpx.Client(base_url=town.house.address, cookies=cookies, verify=PLAIN, timeout=30)
    yield made
    for each in made.values():
        each.close()


def asked(browser: httpx.Client, page: tuple[str, str], **names: str) -> httpx.Response:
    method, path = page
    for name, value in {**FILLED, "number": "4711", "id": "4711", "document": "kvittens", **names}.items():
        path = path.replace(f"{{{name}}}", value)
    assert "{" not in path, f"the test does not know what to put into {path}"
    headers = {"Origin": str(browser.base_url).rstrip("/"), "Accept": "text/html"}
    if method == "POST":
        return browser.post(path, data={"key": "k", "reason": "Prov."}, headers=headers)
    return browser.get(path, headers=headers)


def test_there_are_pages_to_ask_for() -> None:
    assert len(OF_AN_INSTANCE) > 15
    assert len(OF_NONE) > 10
    assert {path for _, path in PAGES} >= OPEN


@pytest.mark.parametrize("name", ["nobody", "forged"])
def test_whoever_is_not_signed_in_is_led_there_from_every_page(
    town: Town, browsers: dict[str, httpx.Client], name: str
) -> None:
    run = town.begun()
    answers = {page: asked(browsers[name], page, instance=run.id) for page in CLOSED}
    let_in = {
        page: response.status_code
        for page, response in answers.items()
        if not (response.status_code == 303 and response.headers["location"].startswith("/?next="))
        and not (page[1].startswith("/routines/") and response.status_code == 404)
        and not (page[1].startswith("/offline/") and response.status_code == 401)
    }
    assert let_in == {}
    assert not [page for page, response in answers.items() if "S-1" in response.text]


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_page_of_an_instance_is_for_whoever_has_no_role_in_its_unit(
    town: Town, browsers: dict[str, httpx.Client], name: str
) -> None:
    run = town.begun()
    answers = {page: asked(browsers[name], page, instance=run.id) for page in OF_AN_INSTANCE}
    assert {
        page: each.status_code for page, each in answers.items() if each.status_code not in (401, 403, 404)
    } == {}
    assert not [page for page, response in answers.items() if "S-1" in response.text]
    assert run.look().view["revision"] == 1


@pytest.mark.parametrize("name", EVERYBODY)
def test_other_pages_tell_nothing_of_an_instance_to_whoever_has_no_role_in_its_unit(
    town: Town, browsers: dict[str, httpx.Client], name: str
) -> None:
    run = town.begun()
    answers = {page: asked(browsers[name], page) for page in OF_NONE if page[0] == "GET"}
    assert {page: each.status_code for page, each in answers.items() if each.status_code >= 500} == {}
    if name in OUTSIDE:
        assert not [page for page, each in answers.items() if run.id in each.text]


@pytest.mark.parametrize("name", EVERYBODY)
def test_what_administrators_and_managers_see_to_is_theirs(
    town: Town, browsers: dict[str, httpx.Client], name: str
) -> None:
    refused = {page for page in OF_NONE if asked(browsers[name], page).status_code == 403}
    of_administrators = {page for page in OF_NONE if page[1] in ADMINISTRATORS}
    of_people = {page for page in OF_NONE if page[1].startswith(PEOPLE)}
    if name == "administrator":
        assert not refused & (of_administrators | of_people)
    elif name in STAFF:
        assert refused >= of_administrators | of_people
    else:
        assert refused >= of_administrators


def test_a_form_from_elsewhere_is_taken_by_no_page(town: Town, browsers: dict[str, httpx.Client]) -> None:
    run = town.begun()
    forms = [path for method, path in PAGES if method == "POST" and path not in BY_PROOF]
    taken = {
        (path, site): response.status_code
        for path in forms
        for site in ("cross-site", "same-site", "none")
        if (
            response := browsers["owner"].post(
                _path(path, run.id), data={"key": "k"}, headers={"Sec-Fetch-Site": site}
            )
        ).status_code
        != 403
    }
    assert len(forms) > 15
    assert taken == {}
    assert run.look().view["revision"] == 1


def _path(path: str, instance: str) -> str:
    for name, value in {**FILLED, "instance": instance, "number": "4711", "id": "4711"}.items():
        path = path.replace(f"{{{name}}}", value)
    return path


def test_every_page_keeps_the_browser_safe(town: Town, browsers: dict[str, httpx.Client]) -> None:
    run = town.begun()
    for page in PAGES:
        if page[0] == "POST" or "{slug}" in page[1] or "{name}" in page[1]:
            continue
        headers = asked(browsers["manager"], page, instance=run.id).headers
        assert headers["x-content-type-options"] == "nosniff", page
        assert headers["referrer-policy"] == "same-origin", page
        assert "frame-ancestors 'none'" in headers["content-security-policy"], page
        assert (
            "'unsafe-inline'"
            not in headers["content-security-policy"].partition("script-src")[2].partition(";")[0]
        )
