"""Facts about how errors become problems."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import make_url

from api.http.problems import errors as edge
from api.http.problems import kinds as problems
from api.http.problems.answering import KIND_OF, answer, kind_of
from api.oidc.problems import Silent
from diagrams.errors import CannotDraw
from engine.errors.draft import NewerDraft
from engine.errors.fault import NotSaved
from engine.errors.person import NotYours
from engine.errors.published import VersionTaken
from engine.errors.request import AlreadyRegistered, KeyReused, NotFound
from engine.errors.retention import PersonHeld
from engine.errors.root import Refusal, RutinError
from engine.errors.step import (
    CannotUndo,
    ConditionNotMet,
    Incident,
    MovedOn,
    NotAwaited,
    NotPossibleHere,
    NotRunning,
    NotTaken,
    Possible,
    Stale,
)
from engine.errors.store import StoreTrouble
from engine.errors.stored import StoredDamaged
from engine.errors.value import FactsWrong
from engine.said import Said
from engine.store.sql.troubles import Uncertain

EXAMPLES: list[RutinError] = [
    NotPossibleHere(
        "pa_vag",
        "klar",
        [Possible("dok", Said("Dokumentera", "Document"), "klart", Said("Klart", "Done"), "3")],
    ),
    ConditionNotMet(Said("Allt är inte dokumenterat.", "Not all is documented."), "x is set"),
    NotYours([Said("Enhetschef", "Manager")], "role", "norra"),
    FactsWrong({"orsak": Said("”Orsak” saknas.", "“Reason” is missing.")}),
    MovedOn(3, 5),
    NotRunning("ended", "klart"),
    Stale(),
    CannotUndo("late"),
    NotFound("routine", "stodpas", "stodpass"),
    KeyReused(),
    AlreadyRegistered(
        "KTMRPX-4R", "i1", datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 2, 9, tzinfo=UTC)
    ),
    VersionTaken("stodpass", 1, 2),
    PersonHeld("Tvist."),
    Incident(Said("den hittas inte.", "it is not found.")),
    edge.Unavailable(StoreTrouble(Said("Disken är full.", "The disk is full."))),
    StoredDamaged("instance", "i1"),
    NotSaved("0123456789ab"),
    NewerDraft(2, "anst-1", datetime(2026, 3, 2, tzinfo=UTC)),
    NotTaken(Said("Skriv", "Write")),
    NotAwaited("svar", [Said("Dokumentera", "Document")], []),
    edge.SignInNeeded(given=False),
    edge.NotAllHandedOver(["i-1"], {"i-2": "Nej."}, None),
    edge.Saved("i-1", 3),
    edge.HeaderWrong(Said("Rubriken är fel.", "The header is wrong.")),
    edge.FieldsWrong({"routine": Said("”routine” saknas.", "“routine” is missing.")}),
    edge.MediaTypeWrong(),
    edge.NoSuchAddress("/x"),
    edge.MethodNotAllowed("PUT", "GET, POST"),
    edge.TooLarge(),
    edge.TooSlow(),
    edge.Busy(),
    edge.OnlyOnThisMachine(),
    edge.FromElsewhere(),
    Silent(),
    edge.TooMany(3.2),
    edge.NotDrawn(),
    edge.NotReady(),
    edge.Ended(Said("skriver", "writes")),
    edge.Leaving(),
    edge.Unexpected(),
]


def subclasses(kind: type[RutinError]) -> Iterator[type[RutinError]]:
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


def test_every_refusal_of_the_engine_has_a_kind_that_says_more_than_no() -> None:
    for each in subclasses(Refusal):
        nearest = next(above for above in each.__mro__ if above in KIND_OF)
        assert nearest is not Refusal, f"{each.__name__} has no entry in api.http.problems.answering.KIND_OF"


def test_no_two_errors_share_a_kind() -> None:
    kinds = [kind.slug for kind in KIND_OF.values()]
    assert len(kinds) == len(set(kinds))


def test_the_examples_below_show_every_kind() -> None:
    assert {kind_of(each).slug for each in EXAMPLES} | {"refused"} == set(problems.KINDS)


def test_an_error_without_an_entry_takes_the_nearest_above_it() -> None:
    class New(CannotUndo):
        pass

    assert kind_of(New("late")) is problems.CANNOT_UNDO
    assert kind_of(RutinError()) is problems.UNEXPECTED


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_error_is_a_whole_problem_in_either_language(error: RutinError, language: str) -> None:
    response = answer(error, language)
    body = json.loads(bytes(response.body))
    kind = kind_of(error)
    assert response.media_type == "application/problem+json"
    assert response.headers["content-language"] == language
    assert (body["type"], body["status"], body["title"]) == (
        f"/problems/{kind.slug}",
        response.status_code,
        kind.title.say(language),
    )
    assert body["detail"] == error.say(language)
    assert set(body) == {"type", "title", "status", "detail", *kind.members}


@pytest.mark.parametrize(
    "error",
    [
        StoreTrouble(Said("Databasen /srv/hemlig.db är full.", "The database /srv/hemlig.db is full.")),
        CannotDraw(Said("/srv/hemlig/dot saknas.", "/srv/hemlig/dot is missing.")),
    ],
    ids=["database", "drawing"],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_nobody_is_told_where_things_are(error: RutinError, language: str) -> None:
    body = bytes(answer(error, language).body)
    assert b"hemlig" not in body
    assert json.loads(body)["error_id"] in json.loads(body)["detail"]


def test_whoever_may_have_saved_is_told_to_read_again() -> None:
    trouble = Uncertain(make_url("postgresql://rutin@hemlig/rutin"))
    body = members(trouble)
    assert "kan vara sparat eller inte" in str(body["detail"])
    assert "hemlig" not in str(body)


def test_swedish_and_english_differ_in_every_kind() -> None:
    for kind in problems.KINDS.values():
        assert kind.title.say("sv") != kind.title.say("en")
        assert kind.advice.say("sv") != kind.advice.say("en")


def members(error: RutinError) -> dict[str, object]:
    body: dict[str, object] = json.loads(bytes(answer(error, "sv").body))
    return body


def test_what_is_possible_is_told() -> None:
    assert members(EXAMPLES[0])["possible"] == [
        {"state": "dok", "title": "Dokumentera", "number": "3", "choice": "klart", "label": "Klart"}
    ]


def test_the_routines_own_reason_is_told() -> None:
    assert members(EXAMPLES[1])["because"] == "Allt är inte dokumenterat."


def test_who_may_is_told() -> None:
    assert members(EXAMPLES[2])["who"] == ["Enhetschef"]


def test_each_wrong_fact_is_told_by_name() -> None:
    assert members(EXAMPLES[3])["facts"] == {"orsak": "”Orsak” saknas."}


def test_the_revision_that_it_moved_on_to_is_told() -> None:
    assert members(EXAMPLES[4])["revision"] == 5


def test_the_nearest_name_is_told() -> None:
    assert members(EXAMPLES[8])["near"] == "stodpass"


def test_sign_in_says_how() -> None:
    assert answer(edge.SignInNeeded(given=False), "sv").headers["www-authenticate"] == 'Bearer realm="rutin"'
    assert 'error="invalid_token"' in answer(edge.SignInNeeded(given=True), "sv").headers["www-authenticate"]


def test_what_works_instead_of_a_method_is_in_allow() -> None:
    assert answer(edge.MethodNotAllowed("PUT", "GET, POST"), "sv").headers["allow"] == "GET, POST"


def test_trouble_with_the_database_says_when_to_come_back() -> None:
    assert answer(StoreTrouble(Said("a", "b")), "sv").headers["retry-after"] == "5"


def test_a_name_that_no_text_can_hold_does_not_break_the_answer() -> None:
    wrong = FactsWrong({"\ud800": Said("fel", "wrong")})
    assert json.loads(bytes(answer(wrong, "sv").body))["facts"] == {"·": "fel"}
