"""Facts about how a token becomes a person."""

from __future__ import annotations

import asyncio

import pytest
from fastapi import Request

from api.http.problems.errors import SignInNeeded
from api.http.request import identity
from api.http.request.identity import REMEMBERED_SECONDS, Identities, signed_in
from api.oidc.problems import Untrusted
from api.oidc.sign_in import OrganisationSignIn
from engine.run.instance import Person
from engine.service.access.tokens import Bearer

NURSE = Bearer(Person("anst-1", frozenset({("medarbetare", "norra")})))


class Tokens:
    """The engine's side: tokens that exist, and how often they were asked for."""

    def __init__(self) -> None:
        self.valid = {"secret-1": NURSE}
        self.asked = 0
        self.now = 0.0

    def find(self, token: str) -> Bearer | None:
        self.asked += 1
        return self.valid.get(token)

    def clock(self) -> float:
        return self.now


@pytest.fixture
def tokens() -> Tokens:
    return Tokens()


@pytest.fixture
def identities(tokens: Tokens) -> Identities:
    return Identities(tokens.find, clock=tokens.clock)


def bearer(identities: Identities, token: str) -> Bearer | None:
    return asyncio.run(identities.bearer(token))


def test_a_token_stands_for_its_person(identities: Identities) -> None:
    assert bearer(identities, "secret-1") == NURSE


def test_a_known_token_is_not_asked_for_again_at_once(identities: Identities, tokens: Tokens) -> None:
    bearer(identities, "secret-1")
    bearer(identities, "secret-1")
    assert tokens.asked == 1


def test_a_token_that_is_taken_away_stops_working_within_five_seconds(
    identities: Identities, tokens: Tokens
) -> None:
    bearer(identities, "secret-1")
    tokens.valid.clear()
    tokens.now = 5.0
    assert bearer(identities, "secret-1") is None


def test_a_wrong_token_is_nobody_and_is_asked_for_each_time(identities: Identities, tokens: Tokens) -> None:
    assert bearer(identities, "secret-2") is None
    tokens.valid["secret-2"] = NURSE
    assert bearer(identities, "secret-2") == NURSE


def test_a_wrong_token_takes_no_place_from_those_that_are_remembered(
    tokens: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "REMEMBERED_TOKENS", 1)
    remembers_one = Identities(tokens.find, clock=tokens.clock)
    for token in ("secret-1", "secret-2", "secret-1"):
        bearer(remembers_one, token)
    assert tokens.asked == 2


@pytest.mark.parametrize(
    "token", ["", "å" * 10, "a b", "x" * 201, "'; drop table tokens --", "\ud800", "a\nb"]
)
def test_what_can_be_no_token_is_never_looked_up(token: str, identities: Identities, tokens: Tokens) -> None:
    assert bearer(identities, token) is None
    assert tokens.asked == 0


def test_the_token_itself_is_not_kept_in_memory(identities: Identities) -> None:
    bearer(identities, "secret-1")
    assert "secret-1" not in repr(vars(identities))


def test_a_token_is_remembered_until_its_seconds_are_over(identities: Identities, tokens: Tokens) -> None:
    bearer(identities, "secret-1")
    tokens.now = REMEMBERED_SECONDS - 0.5
    assert bearer(identities, "secret-1") == NURSE
    assert tokens.asked == 1


def test_without_a_sign_in_of_the_organisation_what_looks_like_its_tokens_is_looked_up_too(
    identities: Identities, tokens: Tokens
) -> None:
    tokens.valid["a.b.c"] = NURSE
    assert asyncio.run(identities.caller("a.b.c")) == NURSE


class Service(OrganisationSignIn):
    """The organisation's side: one access token that it has given, and how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    async def caller(self, token: str) -> Person:
        self.asked += 1
        if token != "given.by.us":
            raise Untrusted("a signature of nobody's")
        return NURSE.person


def test_an_access_token_of_the_organisations_is_not_asked_for_again_at_once(tokens: Tokens) -> None:
    service = Service()
    identities = Identities(tokens.find, service, clock=tokens.clock)
    for _ in range(2):
        assert asyncio.run(identities.caller("given.by.us")) == NURSE
    assert (service.asked, tokens.asked) == (1, 0)


def test_a_refused_access_token_is_told_in_the_log_with_why_and_without_itself(
    tokens: Tokens, caplog: pytest.LogCaptureFixture
) -> None:
    identities = Identities(tokens.find, Service(), clock=tokens.clock)
    assert asyncio.run(identities.caller("made.by.nobody")) is None
    assert caplog.messages == ["an access token was refused (untrusted): a signature of nobody's"]


def request(*authorization: str) -> Request:
    headers = [(b"authorization", each.encode()) for each in authorization]
    return Request({"type": "http", "headers": headers})


@pytest.mark.parametrize("header", ["Bearer secret-1", "bearer secret-1", "Bearer   secret-1 "])
def test_a_request_is_whose_its_token_is(header: str, identities: Identities) -> None:
    assert asyncio.run(signed_in(request(header), identities)) == NURSE


@pytest.mark.parametrize(
    ("header", "given"),
    [([], False), ([""], False), (["Bearer"], True), (["Bearer secret-2"], True), (["Basic secret-1"], True)],
)
def test_a_request_without_a_valid_token_is_told_to_sign_in(
    header: list[str], given: bool, identities: Identities
) -> None:
    with pytest.raises(SignInNeeded) as refused:
        asyncio.run(signed_in(request(*header), identities))
    assert refused.value.given is given


def test_only_a_bearers_token_is_looked_up(identities: Identities, tokens: Tokens) -> None:
    with pytest.raises(SignInNeeded):
        asyncio.run(signed_in(request("Basic secret-1"), identities))
    assert tokens.asked == 0
