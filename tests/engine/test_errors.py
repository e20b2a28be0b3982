"""What the product says no with: sentences for people in two languages, facts for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from string import Formatter

import pytest

from engine import errors
from engine.errors import RutinError

WRITE = errors.Possible("skriv", ("Skriv", "Write"), "klart", ("Klar", "Done"))
EXAMPLES: list[RutinError] = [
    errors.NotPossibleHere("ring", "klar", []),
    errors.NotPossibleHere("skriva", "klar", [WRITE], title=("Skriva", "Writing")),
    errors.NotPossibleHere("skriva", "klar", [WRITE], title=("Skriva", "Writing"), offered=True),
    errors.NotPossibleHere("ring", "", [], title=("Ring", "Call")),
    errors.NotAwaited("svar", [("Skriv", "Write")], [WRITE]),
    errors.NotAwaited("svar", [], []).waits_in("i2", ("Barnet", "The child")),
    errors.NotTaken(("Skriv", "Write")),
    errors.ConditionNotMet(("Vänta.", "Wait."), "antal > 3"),
    errors.NotYours([("Chefen", "The manager"), ("Chefen", "The manager")], "role", "e"),
    errors.NotYours([("Medarbetare", "Employee")], "owner", "e"),
    errors.NotYours([("Medarbetare", "Employee")], "owner", "e", managed=False),
    errors.NotYours([], "role", "e"),
    errors.FactsWrong({"antal": ("«Antal» saknas.", "“Number” is missing.")}),
    errors.MovedOn(1, 2),
    errors.NotRunning("ended", "klart"),
    errors.NotRunning("cancelled", None),
    errors.Stale(),
    errors.CannotUndo("nothing"),
    errors.CannotUndo("other"),
    errors.CannotUndo("late"),
    errors.CannotUndo("sent"),
    errors.NotFound("instance", "i1"),
    errors.NotFound("routine", "stodpas", "stodpass"),
    errors.NotFound("something", "x"),
    errors.KeyReused(),
    errors.VersionTaken("stodpass", 1, 2),
    errors.Incident("den gick runt.", "it went round."),
    errors.StoreTrouble("Databasen saknas {så}.", "The database {so} is missing."),
    errors.SettingsWrong("Fel.", "Wrong."),
    errors.StoredByNewer("routine", "stodpass"),
    errors.StoredDamaged("instance", "i1"),
    errors.NotSaved("0123456789ab"),
    errors.CannotCheck("mappen", "missing"),
    errors.CannotCheck("mappen", "empty"),
    errors.CannotCheck("mappen", "closed"),
    errors.RutinError(),
]


def subclasses(kind: type[RutinError]) -> Iterator[type[RutinError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from subclasses(each)


def test_every_kind_of_error_in_the_tree_is_among_the_examples() -> None:
    here = {each for each in subclasses(RutinError) if each.__module__ == errors.__name__}
    assert here - {type(each) for each in EXAMPLES} == {errors.Refusal, errors.Unreadable}


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_error_says_a_whole_sentence(error: RutinError, language: str) -> None:
    sentence = error.say(language)
    assert sentence[0].isupper() or sentence[0] in "“«"
    assert sentence.rstrip()[-1] in ".!?"
    if not isinstance(error, errors.StoreTrouble):
        assert "{" not in sentence


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda each: type(each).__name__)
def test_a_sentence_needs_nothing_that_the_error_does_not_know(error: RutinError) -> None:
    if isinstance(error, errors.StoreTrouble):
        return
    for template in (error.sv, error.en):
        names = {name for _, name, _, _ in Formatter().parse(template) if name}
        assert names <= set(error.facts())


def test_an_error_without_a_language_speaks_swedish_and_to_programmers_english() -> None:
    assert errors.Stale().say() == "Det gäller ett steg som redan är lämnat; inget har ändrats."
    assert str(errors.Stale()).startswith("It concerns a step")


def test_who_may_is_named_once_each() -> None:
    both = [("Chefen", "The manager"), ("Administratör", "Office"), ("Chefen", "The manager")]
    assert "Chefen eller Administratör i enheten e" in errors.NotYours(both, "role", "e").say("sv")


def test_the_nearest_word_is_proposed_where_there_is_one() -> None:
    assert errors.NotFound("routine", "stodpas", "stodpass").say("sv") == (
        "Det finns ingen rutin «stodpas». Menade du «stodpass»?"
    )
    assert "Did you mean" not in errors.NotFound("routine", "x").say("en")


def test_several_wrong_facts_are_told_one_after_another() -> None:
    wrong = errors.FactsWrong({"a": ("Ett.", "One."), "b": ("Två.", "Two.")})
    assert wrong.say("sv") == "Uppgifter saknas eller är fel: Ett. Två."


def test_the_stores_sentences_come_as_they_are() -> None:
    trouble = errors.StoreTrouble("Fil {x} saknas.", "File {x} is missing.")
    assert (trouble.say("sv"), trouble.say("en")) == ("Fil {x} saknas.", "File {x} is missing.")
    assert trouble.facts() == {}


def test_a_moment_is_written_in_utc_with_a_z() -> None:
    assert errors.iso(datetime(2026, 3, 1, 8, 30, tzinfo=UTC)) == "2026-03-01T08:30:00Z"
