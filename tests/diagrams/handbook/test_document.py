"""Facts about what a handbook says, whatever it is printed as."""

from __future__ import annotations

import pytest

from diagrams.handbook.build import handbook_of
from diagrams.handbook.content.order import in_reading_order
from diagrams.handbook.document import Entry, Handbook, Overview, Section, Table, all_ids, all_sections
from engine.model.numbering import numbers, questions
from engine.model.routine import Gateway, Routine
from tests.diagrams import samples
from tests.diagrams.handbook.library import entries, everything, handbook, helping, real, texts

SIDE_CHOICE = """
routine: rapport
version: 1
title: Rapporten
roles: {m: Medarbetare, n: Kollega}
start: m
states:
  a:
    title: Ta emot rapporten
    role: m
    choices:
      klart: {label: Rapporten är mottagen}
      avbryt: {label: Jag avbryter, role: n, to: slut}
    timers: [{after: 1 h, remind: "Har du fått rapporten?"}]
  b: {title: Arkivera, role: m}
  slut: {end: klart}
"""


@pytest.fixture(scope="module")
def whole() -> Handbook:
    return handbook_of([everything()], known={"hjalp": helping()}, settings={})


def told(entry: Entry) -> str:
    return " ".join(texts(entry))


def section(handbook: Handbook, title: str) -> Section:
    return next(each for each in all_sections(handbook.chapters[0].sections()) if each.title == title)


def test_the_head_says_who_decided_what_and_when(whole: Handbook) -> None:
    assert dict(whole.chapters[0].head) == {
        "Gäller för": "Norra enheten",
        "Dokumentet är beslutat av": "Nämnden",
        "Dokumentet beslutades den": "2026-02-01",
        "Senast reviderad": "2026-03-01",
        "Dokumentansvarig": "Utvecklaren",
        "Giltighetstid": "tills vidare",
        "Ses över": "12 månader",
        "Ärenden sparas": "2 år efter avslut",
        "Version": "3",
        "Ändringar från föregående version": "Steget Packa är nytt.",
    }


def test_the_sections_stand_in_the_order_of_decided_documents(whole: Handbook) -> None:
    assert [each.title for each in whole.chapters[0].official] == [
        "Inledning",
        "I korthet",
        "Roller och ansvar",
        "Område",
        "Inte bestämt än",
        "Utförande",
        "När som helst",
        "Kontakter",
        "Länkar",
    ]


def test_the_overview_has_the_usual_way_and_the_events_by_the_numbers_that_they_have_everywhere(
    whole: Handbook,
) -> None:
    (block,) = section(whole, "I korthet").blocks
    assert isinstance(block, Overview)
    told = entries(whole)
    assert [each.number for each in block.entries] == ["1", "2", "3", "4", "5", "6", "A", "B"]
    assert all(
        (each.number, each.title) == (told[each.id].number, told[each.id].title) for each in block.entries
    )


def test_the_overview_says_who_does_a_step_only_where_it_is_not_always_the_same(whole: Handbook) -> None:
    (mixed,) = section(whole, "I korthet").blocks
    assert isinstance(mixed, Overview)
    assert [each.who for each in mixed.entries][:2] == ["Personal", "Personal eller Chef"]
    visit = handbook_of([each for each in real() if each.id == "stodpass"], training=False)
    (same,) = section(visit, "I korthet").blocks
    assert isinstance(same, Overview)
    assert {each.who for each in same.entries} == {None}


def test_every_state_is_told_once_with_the_number_that_it_has_everywhere(whole: Handbook) -> None:
    routine, found = everything(), entries(whole)
    for state in routine.states.values():
        assert found[f"allt-{state.id}"].title == state.title.say()
        question = questions(routine).get(state.id)
        number = f"Fråga {question}" if question else numbers(routine).get(state.id)
        assert found[f"allt-{state.id}"].number == number
    assert len(found) == len(routine.states) + len(routine.anytime)


def test_a_step_is_told_with_everything_that_its_file_says(whole: Handbook) -> None:
    step = entries(whole)["allt-packa"]
    assert (step.who, step.caution, step.help) == ("Personal", "Väskan är tung.", "Fråga en kollega.")
    assert step.note == "Besöket gäller [Referens]."
    assert step.checklist == ("Nycklar", "Telefon", "Handskar")
    assert {remark.name: remark.text for remark in step.remarks} == {
        "Kontakt": "IT-stöd, telefon 010-20 30 40, it@exempel.se",
        "Får hoppas över": "Med ett skäl.",
        "Källa": "Lagen om väskor 3 §",
    }


def test_choices_say_where_they_lead_and_what_they_need(whole: Handbook) -> None:
    ways = {way.when: way for way in entries(whole)["allt-packa"].ways}
    assert list(ways) == ["När ”Väskan är packad”", "Om ”Besöket blir inte av”", "Om ”Be om hjälp”"]
    packed, not_done, help = ways.values()
    assert (packed.then, packed.target) == ("gå till 2 Gör besöket", "allt-besok")
    assert packed.details == (
        "Krävs: checklistan är klar.",
        "Annars: Något är inte packat.",
        "Sparas av sig självt: Klar tid.",
        "Går att ångra i 10 minuter.",
    )
    assert not_done.then == "gå till fråga 1, ”Är den enskilde sjuk?”"
    assert not_done.details == (
        "Kontrollfråga: Är du säker?",
        "Fyll i: Varför blev det inte av? (Sjukdom eller Resa).",
    )
    assert help.then == "starta rutinen ”Få hjälp” och fortsätt i samma steg"


def test_deadlines_say_when_and_who_is_told(whole: Handbook) -> None:
    found = entries(whole)
    assert [(each.when, each.what) for each in found["allt-packa"].deadlines] == [
        ("efter 15 minuter", "påminnelse ”Är väskan packad?”"),
        ("efter 1 timme", "Chef får veta: ”Väskan är inte packad.”"),
    ]
    assert [(each.when, each.what) for each in found["allt-besok"].deadlines] == [
        ("2 timmar efter ”Klar tid”", "gå till 4 Mejla IT-stöd")
    ]


def test_a_question_leads_on_by_its_answers(whole: Handbook) -> None:
    question = entries(whole)["allt-fraga"]
    assert (question.kind, question.number) == ("question", "Fråga 1")
    assert [(way.when, way.then) for way in question.ways] == [
        ("Om ”Sjuk”", "gå till 1a Ring chefen"),
        ("Annars", "avsluta med ”Besöket är klart”"),
    ]


def test_branches_are_told_under_their_own_letters(whole: Handbook) -> None:
    assert [each.title for each in section(whole, "Efteråt").parts] == [
        "Samtidigt 3A: Skriva",
        "Samtidigt 3B: Städa",
    ]
    assert entries(whole)["allt-stada_bilen"].number == "3B1"
    assert entries(whole)["allt-samtidigt"].ways[0].when == "När alla är klara"


def test_called_routines_waits_and_mail_say_what_happens(whole: Handbook) -> None:
    found = entries(whole)
    assert found["allt-folj"].text == "Följ rutinen ”Få hjälp”."
    assert found["allt-folj"].ways[0].when == "Om den slutar med ”Hjälpen kom”"
    assert found["allt-vanta"].ways[0].when == "När det har kommit"
    assert "Ämne: ”Besök [Referens]”. Text: ”Besöket är gjort.”" in told(found["allt-mejla"])
    assert found["allt-mejla"].ways[1].when == "Om det inte gick att skicka"


def test_a_source_says_its_kind_unless_its_words_begin_so() -> None:
    said = {
        remark.text
        for entry in entries(handbook("several")).values()
        for remark in entry.remarks
        if remark.name == "Källa"
    }
    assert "lag: Dataskyddsförordningen (EU) 2016/679, artikel 33.1." in said
    assert "Vanligt i kommunala rutiner när någon inte öppnar." in said


def test_a_question_that_ends_a_sentence_has_no_full_stop_after_it() -> None:
    for each in texts(handbook("several")):
        assert "?." not in each


def test_what_can_happen_at_any_time_is_lettered_and_leads_on(whole: Handbook) -> None:
    lost, fire = (each for each in entries(whole).values() if each.kind == "event")
    assert (lost.number, lost.title) == ("A", "Nyckeln är borta")
    assert lost.ways[0].then == "Starta rutinen ”Få hjälp” och fortsätt sedan där du var"
    assert (fire.number, fire.ways[0].target) == ("B", "allt-ring_chefen")


def test_the_sections_of_the_usual_way_come_before_those_beside_it(whole: Handbook) -> None:
    assert [part.title for part in section(whole, "Utförande").parts] == [
        "Hemma",
        "Hos den enskilde",
        "Efteråt",
        "Om det inte blir av",
    ]


def test_a_setting_without_a_value_says_that_it_is_not_decided() -> None:
    missing = handbook_of([everything()], settings={"lista": ""})
    assert "Listan finns här: (inte bestämt än: fråga din chef)." in told(entries(missing)["allt-packa"])
    assert "steg 1 Packa väskan" in " ".join(texts(section(missing, "Inte bestämt än")))
    decided = handbook_of([everything()], settings={"lista": "på dörren"})
    assert "Listan finns här: på dörren." in told(entries(decided)["allt-packa"])
    assert "Inte bestämt än" not in [each.title for each in decided.chapters[0].official]


def test_every_way_leads_to_something_that_is_in_the_handbook() -> None:
    for each in (handbook("several"), handbook_of([everything(), helping()])):
        ids = list(all_ids(each))
        assert len(ids) == len(set(ids))
        targets = {way.target for entry in entries(each).values() for way in entry.ways}
        assert targets - {None} <= set(ids)


def test_the_routine_by_role_gives_each_role_its_steps_and_notices(whole: Handbook) -> None:
    chef = " ".join(texts(section(whole, "Chef")))
    assert "Gör besöket (kan också göras av Personal)" in chef
    assert "3A1 Skriv i journalen efter 1 dygn" in chef
    assert "Packa väskan" in " ".join(texts(section(whole, "Personal")))


def test_a_role_with_a_side_choice_alone_is_told_of_that_choice() -> None:
    routine = samples.compiled(SIDE_CHOICE, "rapport.yaml")
    told = {
        part.title: [row for block in part.blocks if isinstance(block, Table) for row in block.rows]
        for part in section(handbook_of([routine]), "Rutinen fördelad på roller").parts
    }
    assert told["Kollega"] == [("1", "Ta emot rapporten: kan välja ”Jag avbryter”", "–")]
    assert told["Medarbetare"] == [
        ("1", "Ta emot rapporten", "1 h → påminnelse"),
        ("2", "Arkivera", "–"),
    ]


def test_a_role_whose_steps_are_its_own_is_not_told_of_them_twice(whole: Handbook) -> None:
    chef = section(whole, "Chef")
    assert [block.columns for block in chef.blocks if isinstance(block, Table)] == [
        ("Steg", "Det du gör", "Tid"),
        ("Steg", "Du får besked om", "När"),
    ]
    (_, notices) = chef.blocks
    assert isinstance(notices, Table)
    assert [row[0] for row in notices.rows] == ["1", "3A1"]


def test_a_role_that_shares_a_step_reads_there_when_it_is_told_and_not_again() -> None:
    (lost,) = (routine for routine in real() if routine.id == "forlorad_telefon")
    manager = section(handbook_of([lost]), "Enhetschef")
    does, notices = (block for block in manager.blocks if isinstance(block, Table))
    assert (
        "1",
        "Ange när telefonen försvann (kan också göras av Medarbetare)",
        "10 min → Enhetschef",
    ) in does.rows
    assert [row[0] for row in notices.rows] == ["2", "3"]


def test_answers_name_the_right_option_by_its_letter() -> None:
    handbook = handbook_of([routine for routine in real() if routine.id == "stodpass"])
    asked, answers = (
        section(handbook, "Övningsfrågor").blocks[1],
        section(handbook, "Svar på övningsfrågorna"),
    )
    for exercise, row in zip(asked.exercises, answers.blocks[0].rows, strict=True):  # type: ignore[union-attr]
        letter, _, answer = row[1].partition(" ")
        assert exercise.options["ABCD".index(letter)] == answer


def test_without_training_only_the_official_document_is_there() -> None:
    plain = handbook_of([everything()], training=False)
    assert (plain.chapters[0].training, plain.pictures) == ((), {})


def test_a_set_tells_each_routine_before_those_that_it_begins() -> None:
    order = [routine.id for routine in in_reading_order(real())]
    assert order.index("arbetspass") < order.index("stodpass")
    assert order.index("stodpass") < order.index("forlorad_telefon")
    assert sorted(order) == sorted(routine.id for routine in real())


def test_routines_that_begin_each_other_are_all_told() -> None:
    def beginning(id: str, other: str) -> Routine:
        text = f"routine: {id}\nversion: 1\ntitle: {id}\nlanguage: sv\nroles: {{p: {{title: P}}}}\nstart: p\nstates:\n"
        text += f"  s: {{title: Gör, role: p, choices: {{mer: {{label: Mer, start: {other}}}, klar: {{label: Klar, to: e}}}}}}\n"
        return samples.compiled(text + "  e: {end: e, title: Slut}\n", f"{id}.yaml")

    assert [each.id for each in in_reading_order([beginning("a", "b"), beginning("b", "a")])] == ["a", "b"]


def test_english_is_spoken_throughout_where_it_is_asked_for() -> None:
    english = handbook_of([samples.in_both(everything())], language="en", known={"hjalp": helping()})
    assert [each.title for each in english.chapters[0].official][:3] == [
        "Introduction",
        "At a glance",
        "Roles and responsibilities",
    ]
    assert entries(english)["allt-packa"].ways[0].when == "When “Väskan är packad”"


def test_the_numbers_are_those_of_the_picture(whole: Handbook) -> None:
    picture = whole.pictures["allt.svg"]
    for state in everything().states.values():
        if not isinstance(state, Gateway) and state.id in numbers(everything()):
            assert f">{numbers(everything())[state.id]}<" in picture


def test_the_same_routines_give_the_same_document() -> None:
    assert handbook_of(real()[:3]) == handbook_of(real()[:3])
