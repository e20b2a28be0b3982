"""What the product says no with: sentences for people in two languages, facts for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from string import Formatter

import pytest

from engine.errors.draft import NewerDraft
from engine.errors.duty import DoneByYou, HeldForAnother, InPersonOnly
from engine.errors.fault import NotSaved
from engine.errors.person import NotYours
from engine.errors.published import CannotCheck, DocumentChanged, VersionTaken
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
from engine.errors.store import SettingsWrong, StoreTrouble
from engine.errors.stored import StoredByNewer, StoredDamaged, Unreadable
from engine.errors.value import FactsWrong
from engine.said import Said
from engine.values.moments import iso

WRITE = Possible("skriv", Said("Skriv", "Write"), "klart", Said("Klar", "Done"))
EXAMPLES: list[RutinError] = [
    NotPossibleHere("ring", "klar", []),
    NotPossibleHere("skriva", "klar", [WRITE], title=Said("Skriva", "Writing")),
    NotPossibleHere("skriva", "klar", [WRITE], title=Said("Skriva", "Writing"), offered=True),
    NotPossibleHere("ring", "", [], title=Said("Ring", "Call")),
    NotAwaited("svar", [Said("Skriv", "Write")], [WRITE]),
    NotAwaited("svar", [], []).waits_in("i2", Said("Barnet", "The child")),
    NotTaken(Said("Skriv", "Write")),
    ConditionNotMet(Said("Vänta.", "Wait."), "antal > 3"),
    NotYours([Said("Chefen", "The manager"), Said("Chefen", "The manager")], "role", "e"),
    NotYours([Said("Medarbetare", "Employee")], "owner", "e"),
    NotYours([Said("Medarbetare", "Employee")], "owner", "e", managed=False),
    NotYours([], "role", "e"),
    DoneByYou([Said("Chefen", "The manager")], "e", Said("Skriv", "Write")),
    DoneByYou([Said("Chefen", "The manager")], "e", None),
    HeldForAnother([Said("Chefen", "The manager")], "e", Said("Skriv", "Write")),
    HeldForAnother([Said("Chefen", "The manager")], "e", None, managed=False),
    InPersonOnly([Said("Chefen", "The manager")], "e", taken=True),
    InPersonOnly([Said("Chefen", "The manager")], "e", taken=False),
    FactsWrong({"antal": Said("”Antal” saknas.", "“Number” is missing.")}),
    NewerDraft(2, "anst-1", datetime(2026, 3, 2, tzinfo=UTC)),
    PersonHeld("Arbetsrättslig tvist."),
    MovedOn(1, 2),
    NotRunning("ended", "klart"),
    NotRunning("cancelled", None),
    Stale(),
    CannotUndo("nothing"),
    CannotUndo("other"),
    CannotUndo("late"),
    CannotUndo("sent"),
    NotFound("instance", "i1"),
    NotFound("routine", "stodpas", "stodpass"),
    *(NotFound(what, "x") for what in NotFound.SV),
    KeyReused(),
    AlreadyRegistered(
        "KTMRPX-4R", "i1", datetime(2026, 3, 2, 6, 40, tzinfo=UTC), datetime(2026, 3, 2, 9, 12, tzinfo=UTC)
    ),
    VersionTaken("stodpass", 1, 2),
    DocumentChanged("stodpass", "kvittens.pdf"),
    Incident(Said("den gick runt.", "it went round.")),
    StoreTrouble(Said("Databasen saknas {så}.", "The database {so} is missing.")),
    SettingsWrong(Said("Fel.", "Wrong.")),
    StoredByNewer("routine", "stodpass"),
    StoredDamaged("instance", "i1"),
    NotSaved("0123456789ab"),
    CannotCheck("mappen", "missing"),
    CannotCheck("mappen", "empty"),
    CannotCheck("mappen", "closed"),
    RutinError(),
]


def subclasses(kind: type[RutinError]) -> Iterator[type[RutinError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from subclasses(each)


def test_every_kind_of_error_in_the_tree_is_among_the_examples() -> None:
    here = {each for each in subclasses(RutinError) if each.__module__.startswith("engine.errors.")}
    assert here - {type(each) for each in EXAMPLES} == {Refusal, Unreadable}


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_error_says_a_whole_sentence(error: RutinError, language: str) -> None:
    sentence = error.say(language)
    assert sentence[0].isupper() or sentence[0] in "“”"
    assert sentence.rstrip()[-1] in ".!?"
    if not isinstance(error, StoreTrouble):
        assert "{" not in sentence


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda each: type(each).__name__)
def test_both_languages_need_the_same_parts_and_get_them(error: RutinError) -> None:
    if isinstance(error, StoreTrouble):
        return
    needs = [{name for _, name, _, _ in Formatter().parse(each) if name} for each in error.sentence]
    assert needs[0] == needs[1] == needs[0] & set(error.parts())


def test_an_error_without_a_language_speaks_swedish_and_to_programmers_english() -> None:
    assert Stale().say() == "Det gäller ett steg som redan är lämnat; inget har ändrats."
    assert str(Stale()).startswith("It concerns a step")


def test_who_may_is_named_once_each() -> None:
    titles = [Said("Chefen", "The manager"), Said("Administratör", "Office"), Said("Chefen", "The manager")]
    assert "Chefen eller Administratör i enheten e" in NotYours(titles, "role", "e").say("sv")


def test_the_nearest_word_is_proposed_where_there_is_one() -> None:
    assert NotFound("routine", "stodpas", "stodpass").say("sv") == (
        "Det finns ingen rutin ”stodpas”. Menade du ”stodpass”?"
    )
    assert NotFound("suggestion", "x").say("sv") == "Det finns inget förslag ”x”."
    assert "Did you mean" not in NotFound("routine", "x").say("en")


def test_several_wrong_facts_are_told_one_after_another() -> None:
    wrong = FactsWrong({"a": Said("Ett.", "One."), "b": Said("Två.", "Two.")})
    assert wrong.say("sv") == "Uppgifter saknas eller är fel: Ett. Två."


def test_the_stores_sentences_come_as_they_are() -> None:
    trouble = StoreTrouble(Said("Fil {x} saknas.", "File {x} is missing."))
    assert (trouble.say("sv"), trouble.say("en")) == ("Fil {x} saknas.", "File {x} is missing.")


def test_a_moment_is_written_in_utc_with_a_z() -> None:
    assert iso(datetime(2026, 3, 1, 8, 30, tzinfo=UTC)) == "2026-03-01T08:30:00Z"
