"""One address is the server's own: the settings name it, and no header of a request does."""

from __future__ import annotations

import httpx
import pytest

from tests.api.acting import PLAIN
from tests.api.house import House, house

PUBLIC = "https://rutin.example"


def signs_in(built: House, **headers: str) -> httpx.Response:
    """A form with a token that works, with those headers alone."""
    token = built.engine.tokens.add("anst-1", [("medarbetare", "norra")])
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.post(f"{built.address}/sign-in", data={"token": token}, headers=sent, verify=PLAIN)


def test_a_form_may_come_from_the_address_in_the_settings_and_its_cookie_is_for_that_host_alone() -> None:
    with house(address=f"{PUBLIC}/") as built:
        cookie = signs_in(built, Origin=PUBLIC).headers["set-cookie"]
    assert cookie.startswith("__Host-rutin=")
    assert "; secure" in cookie.lower()


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example", "Origin": "https://evil.example"},
        {"Host": "evil.example", "Origin": "http://evil.example"},
        {"X_Forwarded_Host": "evil.example", "Origin": "https://evil.example"},
        {"Origin": "http://rutin.example"},
        {"Origin": "https://rutin.example:8443"},
        {"Origin": "https://evil.example", "Sec_Fetch_Site": "same-origin"},
    ],
)
@pytest.mark.parametrize("address", [PUBLIC, None])
def test_no_header_makes_another_address_ours(address: str | None, headers: dict[str, str]) -> None:
    with house(address=address) as built:
        response = signs_in(built, **headers)
    assert response.status_code == 403
    assert "set-cookie" not in response.headers


def test_without_a_setting_the_address_is_where_the_server_listens() -> None:
    with house() as built:
        port = built.address.rpartition(":")[2]
        assert "set-cookie" in signs_in(built, Origin=f"http://localhost:{port}").headers
        assert "set-cookie" in signs_in(built, Origin=built.address, Host="evil.example").headers
        assert signs_in(built, Origin="http://localhost:1").status_code == 403


def test_the_command_on_the_start_page_is_not_written_by_a_header() -> None:
    with house(demo=True) as built:
        page = httpx.get(built.address, headers={"Host": "localhost:1"}, verify=PLAIN)
    assert f"curl {built.address}/api" in page.text


def test_nobody_says_that_a_request_came_by_tls() -> None:
    with house() as built:
        cookie = signs_in(built, Origin=built.address, X_Forwarded_Proto="https").headers["set-cookie"]
    assert cookie.startswith("rutin=")


@pytest.mark.parametrize(
    ("proxies", "status"), [("127.0.0.1", 403), ("127.0.0.0/8", 403), ("10.0.0.1", 200), ("", 200)]
)
def test_who_asks_is_told_by_named_proxies_alone(proxies: str, status: int) -> None:
    """The demonstration answers nobody from elsewhere: whom it takes for somebody from elsewhere shows whom it believes."""
    with house(demo=True, proxies=proxies) as built:
        headers = {"X-Forwarded-For": "203.0.113.9"}
        assert httpx.get(built.address, headers=headers, verify=PLAIN).status_code == status


@pytest.mark.parametrize(("address", "told"), [(PUBLIC, "max-age=31536000; includeSubDomains"), (None, None)])
def test_browsers_are_told_to_keep_to_tls_where_people_reach_us_by_it(
    address: str | None, told: str | None
) -> None:
    with house(address=address) as built:
        for path in ("/", "/healthz", "/api/v1/me"):
            response = httpx.get(built.address + path, verify=PLAIN)
            assert response.headers.get("strict-transport-security") == told
