"""Conditions that can't be used: each mistake is answered with its column and what to write instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.language.expression.expressions import compile_condition, compile_expression
from engine.model.conditions import Condition, Expression
from engine.model.facts import Fact
from engine.problems import Problem
from tests.engine.samples import FACTS, fact


def problems(text: str) -> tuple[Problem, ...]:
    found = compile_condition(text, FACTS)
    assert not isinstance(found, Condition), found.text
    return found


def problem(text: str) -> Problem:
    found = problems(text)
    assert len(found) == 1, found
    return found[0]


NAMES = [
    ("orsk == sjukhus", 1, "Det finns ingen uppgift ”orsk”. Menade du ”orsak”?"),
    ("stulen and svara", 12, "Menade du ”svarar”?"),
    ("xyz is set", 1, "Uppgifterna är: orsak, plats, insatser"),
    ("orsåk is set", 1, "Menade du ”orsak”?"),
    ("exec(now)", 1, "”exec(…)” finns inte. Det som går är running, hours_since och days_since."),
    ("hour_since(upptackt) > 3", 1, "Menade du ”hours_since”?"),
    ("checklist is done", 1, "i ett steg som har en checklista"),
]
OPTIONS = [
    ("orsak == sjukhuset", 10, "är inget av valen för ”orsak”. Menade du ”sjukhus”?"),
    ('orsak == "sjuk"', 10, "Det som går att välja: avbokat, sjukhus och bortrest."),
    ("orsak in [avbokat, sjukt]", 20, "”sjukt” är inget av valen"),
    ('"stada" in insatser', 1, "Menade du ”stad”?"),
]
TYPES = [
    ("orsak", 1, "”orsak” (ett val) är inte ja eller nej. Skriv till exempel: orsak == avbokat"),
    ("insatser", 1, 'Skriv till exempel: "samtal" in insatser'),
    ("antal", 1, "Skriv till exempel: antal is set"),
    ("now", 1, "Jämför det med något"),
    ("stulen and antal + 1", 12, "ett tal är inte ja eller nej"),
    ('antal == "tre"', 10, '”antal” (ett tal) kan inte jämföras med "tre" (en text).'),
    ('"tre" == antal', 1, "kan inte jämföras"),
    ("stulen == 1", 11, "”stulen” (ja eller nej) kan inte jämföras med 1 (ett tal)."),
    ('stulen == "ja"', 11, "kan inte jämföras"),
    ("orsak < sjukhus", 9, "”<” går inte för ”orsak” (ett val)"),
    ("namn > namn", 8, "Skriv == eller !=."),
    ("insatser == samtal", 13, 'är en lista med val. Skriv till exempel: "samtal" in insatser'),
    ("insatser in [samtal]", 14, "kan inte stå före ”in”"),
    ("orsak == [avbokat]", 11, "En lista kan bara stå efter ”in”."),
    ('"a" in namn', 8, "”namn” (en text) är ingen lista."),
    ("orsak in plats", 10, "är ingen lista"),
    ("antal in insatser", 10, "kan inte finnas i"),
    ("antal in [1, avbokat]", 14, "Det finns ingen uppgift ”avbokat”"),
    ("orsak in [avbokat, 3]", 11, "kan inte jämföras med 3 (ett tal) i listan."),
    ("upptackt + 72 < now", 12, "Talet behöver en enhet, till exempel 72 h eller 3 d."),
    ("upptackt + slut < now", 12, "”+” går inte mellan ”upptackt” (en tidpunkt) och ”slut” (en tidpunkt)."),
    ("namn + namn == namn", 8, "”+” går inte"),
    ("frist + 2 h < frist", 9, "bara att lägga hela dagar"),
    ("frist < now", 9, "”frist” (ett datum) kan inte jämföras med ”now” (en tidpunkt)."),
    ("frist < 2026-02-30", 9, "ett datum som finns"),
    ("upptackt < 2026-03-01 08:30", 12, "tidszon"),
    ("hours_since(upptackt) > 24 h", 25, "Skriv talet utan enhet, till exempel > 24."),
    ("hours_since(orsak) > 24", 13, "behöver en tidpunkt eller ett datum"),
    ("-stulen", 2, "Ett minus framför kan bara ett tal ha."),
]
SYNTAX = [
    ("", 1, "Villkoret är tomt."),
    ("   ", 1, "Villkoret är tomt."),
    ("orsak = sjukhus", 7, "Skriv ”==”."),
    ("antal => 3", 7, "Skriv ”>=”."),
    ("antal <> 3", 7, "Skriv ”!=”."),
    ("antal ≥ 3", 7, "Skriv ”>=”."),
    ("stulen && svarar", 8, "Skriv ”and”."),
    ("stulen || svarar", 8, "Skriv ”or”."),
    ("! stulen", 1, "Skriv ”not”."),
    ("stulen och svarar", 8, "Skriv ”and”."),
    ("stulen ELLER svarar", 8, "Skriv ”or”."),
    ("inte stulen", 1, "Skriv ”not”."),
    ("stulen AND svarar", 8, "Skriv ”and”."),
    ("stulen == ja", 11, "Skriv ”yes”."),
    ("stulen == True", 11, "Skriv ”yes”."),
    ("orsak är sjukhus", 7, "Skriv ”==”."),
    ("orsak is sjukhus", 10, "För en jämförelse: skriv ==."),
    ("orsak is not sjukhus", 14, "För en jämförelse: skriv !=."),
    ("orsak is done", 1, "Skriv: checklist is done"),
    ("checklist is set", 1, "Skriv: checklist is done"),
    ("checklist", 1, "kan bara stå så här: checklist is done"),
    ("set", 1, "kan bara stå så här: … is set"),
    ("now is set", 1, "Det finns ingen uppgift ”now”"),
    ("3 is set", 1, "Före ”is set” ska en uppgift stå."),
    ("stulen svarar", 8, "Det saknas något mellan ”stulen” och ”svarar”"),
    ("stulen and", 8, "Det saknas något efter ”and”."),
    ("and stulen", 1, "Det saknas något före ”and”."),
    ("stulen and or svarar", 12, "Det saknas något före ”or”."),
    ("(stulen or svarar", 1, "Sätt ”)” där den ska sluta."),
    ("stulen or svarar)", 17, "”)” har ingen början."),
    ("orsak in [avbokat", 10, "Sätt ”]” där den ska sluta."),
    ("orsak in [avbokat)", 18, "”)” har ingen början."),
    ("not not stulen", 5, "”not” står två gånger i rad."),
    ("stulen == not svarar", 11, "Sätt parentes"),
    ("stulen not svarar", 8, "Det saknas något mellan"),
    ("stulen, svarar", 7, "Menade du ”and” eller ”or”?"),
    ("antal > 1,5", 9, "Skriv talet med punkt: 1.5"),
    ("orsak == avbokat == plats", 1, "Det står flera jämförelser i rad."),
    ("orsak in [avbokat, plats]", 20, "I en lista kan bara färdiga värden stå"),
    ("om stulen", 1, "”om” behövs inte: skriv bara villkoret."),
    ("10 minutr > 3 d", 4, "”minutr” är ingen tidsenhet. Menade du ”minuter”?"),
    ("10 månader > 3 d", 4, "”månader” är inte alltid lika långt, så det går inte att räkna i. Skriv dygn"),
    ("upptackt + 3 arbetsdagar < now", 14, "”arbetsdagar” är inte alltid lika långt"),
    ("upptackt + 3 tmmar < now", 14, "Menade du ”timmar”?"),
    ("antal > 3x", 9, "varken ett tal eller en tid"),
    ("antal > 3.4.5", 9, "varken ett tal eller en tid"),
    ("antal > 1234567890123456", 9, "Högst 15 siffror"),
    ("antal > 0.00001", 9, "4 decimaler"),
    ("upptackt + 0 h < now", 12, "längre än 0"),
    ('namn == "hej', 9, 'Sätt " även efter den.'),
    ("namn == “hej", 9, 'Skriv ”"”.'),
    ('namn == "a\\nb"', 11, "bakstreck"),
    ('namn == "a\u200bb"', 9, "osynliga tecken"),
    ("running(stodpass) == 0", 9, 'running("stodpass")'),
    ("running() == 0", 9, "Det saknas något inom parentesen."),
    ('running("a", "b") == 0', 1, "precis en sak"),
    ("running == 0", 1, "Efter ”running” ska en parentes komma"),
    ('running("Stöd pass") == 0', 9, "Det finns ingen rutin ”Stöd pass”."),
]
ESCAPES = [
    ("orsak.__class__", 6, "en uppgift har inga delar"),
    ("().__class__", 3, "en uppgift har inga delar"),
    ("__import__ is set", 1, "Det finns ingen uppgift ”__import__”."),
    ("orsak[0] == avbokat", 6, "Det saknas något mellan ”orsak” och ”[”"),
    ("(lambda: 1)()", 2, "”lambda” kan inte användas"),
    ("[x for x in insatser]", 4, "”for” kan inte användas"),
    ('f"{orsak}"', 2, "Det saknas något mellan"),
    ("(antal := 3)", 8, "kan inte stå i ett villkor"),
    ("antal * 2 > 3", 7, "det går bara att lägga till (+) och dra ifrån (-)"),
    ("antal ** 9 > 3", 7, "det går bara att lägga till (+) och dra ifrån (-)"),
    ("antal / 2 > 3", 7, "det går bara att lägga till (+) och dra ifrån (-)"),
    ("{antal}", 1, "Tecknet ”{” kan inte stå i ett villkor."),
    ("ｏｒｓａｋ is set", 1, "Det finns ingen uppgift ”ｏｒｓａｋ”."),
    ("оrsak is set", 1, "Menade du ”orsak”?"),  # the first letter is Cyrillic
    ("orsak\x00 is set", 6, "Tecknet ”U+0000” kan inte stå i ett villkor."),
    ("antal if stulen else 3", 7, "”if” kan inte användas"),
]


@pytest.mark.parametrize(("text", "column", "words"), NAMES)
def test_a_word_that_means_nothing_is_answered_with_the_nearest_one(
    text: str, column: int, words: str
) -> None:
    assert problem(text).rule == "condition-name"
    assert problem(text).column == column
    assert words in problem(text).said.sv


@pytest.mark.parametrize(("text", "column", "words"), OPTIONS)
def test_an_option_that_does_not_exist_is_answered_with_those_that_do(
    text: str, column: int, words: str
) -> None:
    assert problem(text).rule == "condition-option"
    assert problem(text).column == column
    assert words in problem(text).said.sv


@pytest.mark.parametrize(("text", "column", "words"), TYPES)
def test_values_that_do_not_go_together_are_answered(text: str, column: int, words: str) -> None:
    assert problem(text).rule in ("condition-type", "condition-name")
    assert words in problem(text).said.sv
    assert problem(text).column == column


@pytest.mark.parametrize(("text", "column", "words"), SYNTAX)
def test_what_can_not_be_read_is_answered_with_how_to_write_it(text: str, column: int, words: str) -> None:
    first = problems(text)[0]
    assert words in first.said.sv
    assert first.column == column
    assert first.rule in ("condition-syntax", "condition-name")


@pytest.mark.parametrize(("text", "column", "words"), ESCAPES)
def test_no_more_of_python_than_conditions_need_is_let_in(text: str, column: int, words: str) -> None:
    first = problems(text)[0]
    assert words in first.said.sv
    assert first.column == column


@pytest.mark.parametrize("text", [text for text, _, _ in NAMES + OPTIONS + TYPES + SYNTAX + ESCAPES])
def test_each_problem_is_said_in_english_too(text: str) -> None:
    for each in problems(text):
        assert each.said.en
        assert each.said.en != each.said.sv


def test_all_problems_of_a_text_are_told_at_once() -> None:
    found = problems("orsk is set and plats == borta and antal > sant")
    assert [(each.rule, each.column) for each in found] == [
        ("condition-name", 1),
        ("condition-option", 26),
        ("condition-name", 44),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000,
        "(" * 400 + "stulen" + ")" * 400,
        "not " * 100 + "stulen",
        "-" * 450 + "1 > 0",
        "[" * 450,
        "running(" * 60,
    ],
)
def test_deep_and_long_texts_are_answered(text: str) -> None:
    assert problems(text)


def test_a_text_of_more_than_500_characters_is_too_long() -> None:
    found = problem("stulen or " * 60 + "svarar")
    assert found.rule == "condition-too-long"
    assert "606 tecken; högst 500" in found.said.sv


def test_a_text_whose_canonical_form_is_too_long_is_too_long() -> None:
    text = " or ".join(["0 < antal < 1 < kostnad < 2 < antal < 3"] * 11)
    assert len(text) < 500
    assert problem(text).rule == "condition-too-long"


@pytest.mark.parametrize(
    "text", ["if == if", "pass is set and class == 3", "in_ == in_", "None_ is set", "match > 3"]
)
def test_words_that_python_keeps_to_itself_may_name_facts(text: str) -> None:
    words = {
        "if": "text",
        "pass": "text",
        "class": "number",
        "in_": "text",
        "None_": "text",
        "match": "number",
    }
    facts = {id: fact(id, "number" if type == "number" else "text", id) for id, type in words.items()}
    assert isinstance(compile_condition(text, facts), Condition)


def test_a_bare_word_is_the_fact_before_it_is_an_option() -> None:
    facts = {
        "orsak": fact("orsak", "choice", "Orsak", "plats"),
        "plats": fact("plats", "choice", "Plats", "plats"),
    }
    found = compile_condition("orsak == plats", facts)
    assert isinstance(found, Condition)
    assert found.facts == {"orsak", "plats"}


def test_a_routine_that_is_known_may_be_counted() -> None:
    text = 'running("stodpas") == 0'
    assert isinstance(compile_condition(text, FACTS), Condition)
    found = compile_condition(text, FACTS, routines=["stodpass", "arbetspass"])
    assert isinstance(found, tuple)
    assert "Menade du ”stodpass”?" in found[0].said.sv


def test_the_checklist_may_be_asked_for_where_there_is_one() -> None:
    assert isinstance(compile_condition("checklist is done", {}, checklist=True), Condition)


@pytest.mark.parametrize(
    ("text", "wanted", "rule", "words"),
    [
        ("sjukhuset", "orsak", "condition-option", "Menade du ”sjukhus”?"),
        ("namn", "orsak", "condition-type", "Här i ”orsak” ska ett val stå; ”namn” (en text) passar inte."),
        ("now", "frist", "condition-type", "ska ett datum stå"),
        (
            "plats",
            "orsak",
            "condition-option",
            "”plats” kan vara ”hemma”, som inte är något av valen för ”orsak”.",
        ),
        ("11", "antal", "condition-type", "mellan 0 och 10"),
        ("hej", "namn", "condition-name", 'En text ska ha citattecken: "hej"'),
        ('"' + "x" * 201 + '"', "namn", "condition-type", "högst 200 tecken"),
        ("[samtal, borta]", "insatser", "condition-option", "”borta” är inget av valen för ”insatser”."),
        ("samtal", "insatser", "condition-type", "ska en lista med val stå"),
        ("antal", "stulen", "condition-type", "är inte ja eller nej"),
        ("72 h", "upptackt", "condition-type", "ska en tidpunkt stå; 72 h (en tidslängd) passar inte."),
        ("ja", "stulen", "condition-syntax", "Skriv ”yes”."),
    ],
)
def test_a_value_that_does_not_fit_the_fact_is_answered(
    text: str, wanted: str, rule: str, words: str
) -> None:
    found = compile_expression(text, FACTS, wanted=FACTS[wanted])
    assert isinstance(found, tuple)
    assert found[0].rule == rule
    assert words in found[0].said.sv


def test_an_expression_may_be_wanted_of_a_type_or_of_any() -> None:
    assert isinstance(compile_expression("upptackt + 72 h", FACTS, wanted="moment"), Expression)
    assert isinstance(compile_expression("antal", FACTS, wanted="moment"), tuple)
    assert isinstance(compile_expression("antal", FACTS, wanted=None), Expression)


PIECES = """sjukhus samtal yes no now and or not in is set checklist done running hours_since ( ) [ ] , == != < >= + -
3 1.5 72 h "a" 'x 2026-03-01 = . * lambda __class__ å – 3x 1,5 {"""
WORDS = st.sampled_from([*FACTS, *PIECES.split(), "72 h", "\x00", "\n", "\t"])


@given(
    text=st.text(max_size=60)
    | st.lists(WORDS, max_size=14).map(" ".join)
    | st.lists(WORDS, max_size=14).map("".join)
)
def test_any_text_is_a_condition_or_has_problems_inside_it(text: str) -> None:
    found = compile_condition(text, FACTS, checklist=True)
    if isinstance(found, Condition):
        assert isinstance(compile_condition(found.text, FACTS, checklist=True), Condition)
        return
    assert found
    assert all(1 <= each.column <= len(text) + 1 and each.said.sv and each.said.en for each in found)


@pytest.mark.parametrize("wanted", FACTS.values(), ids=FACTS)
@given(text=st.lists(WORDS, max_size=8).map(" ".join))
def test_any_text_is_an_expression_or_has_problems(wanted: Fact, text: str) -> None:
    assert compile_expression(text, FACTS, wanted=wanted)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("svarar = ja", "svarar == yes"),
        ("inte svarar och antal ≥ 3", "not svarar and antal >= 3"),
        ("svarar ÄR ja ELLER stulen", "svarar == yes or stulen"),
    ],
)
def test_several_signs_of_other_languages_are_told_at_once_with_the_whole_condition(
    text: str, whole: str
) -> None:
    assert problems(text)[0].said.sv.endswith(f"Hela villkoret: {whole}")
    assert problems(text)[0].said.en.endswith(f"The whole condition: {whole}")


def test_one_sign_is_told_by_itself_and_so_is_one_beside_what_can_not_be_put_right() -> None:
    assert problems("antal = 3")[0].said.sv.endswith("Skriv ”==”.")
    assert problems("antal = 3; ja")[0].said.sv.endswith("Skriv ”==”.")
