"""One wrong word in a whole routine, as owners write it, is one finding at its line, with the line as it should be."""

from __future__ import annotations

import pytest

from tests.engine.language.mistaken import changed, compiled, found

SHIFT = "arbetspass"
OPTIONS = "options: {ordinarie: Ordinarie personal, timvikarie: Timvikarie}"
EMPLOYED = "options: {ordinarie: Ordinarie personal, timvikarie: Timvikarie, pa_prov: På prov}"


def only(old: str, new: str, routine: str = SHIFT) -> tuple[str, int, str]:
    """The only finding of the routine with one piece changed: its rule, how far below the piece it is, its corrected line."""
    text, line = changed(old, new, routine)
    told = found(text, routine)
    assert len(told) == 1, [each.say() for each in compiled(text, routine).findings]
    ((rule, at, right),) = told
    return rule, at - line, right


@pytest.mark.parametrize(
    ("written", "below", "right"),
    [
        (
            "[ordinarie, timvikarie, på prov]",
            0,
            "options: {ordinarie: Ordinarie, timvikarie: Timvikarie, pa_prov: På prov}",
        ),
        (
            "[Ordinarie personal, Timvikarie]",
            0,
            "options: {ordinarie_personal: Ordinarie personal, timvikarie: Timvikarie}",
        ),
        (
            "\n      - Ordinarie\n      - Timvikarie",
            1,
            "options: {ordinarie: Ordinarie, timvikarie: Timvikarie}",
        ),
        ("ordinarie, timvikarie", 0, "options: {ordinarie: Ordinarie, timvikarie: Timvikarie}"),
        ("ordinarie eller timvikarie", 0, "options: {ordinarie: Ordinarie, timvikarie: Timvikarie}"),
        (
            "\n      - ordinarie: Ordinarie\n      - timvikarie: Timvikarie",
            1,
            "options: {ordinarie: Ordinarie, timvikarie: Timvikarie}",
        ),
    ],
)
def test_options_in_people_s_words_are_told_with_names_for_them(written: str, below: int, right: str) -> None:
    old, new = OPTIONS, f"options: {written}"
    if "personal" in written:
        text, line = changed(old, new, SHIFT)
        told = found(text.replace("anstallning: ordinarie", "anstallning: ordinarie_personal"), SHIFT)
        assert told == [("options-words", line, right)]
    else:
        assert only(old, new) == ("options-words", below, right)


ROLE = "    role: medarbetare\n    text: Logga in"


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        (
            ROLE,
            ROLE.replace("role: medarbetare", "roles: [medarbetare, enhetschef]"),
            "role: [medarbetare, enhetschef]",
        ),
        (ROLE, ROLE.replace("role", "roll"), "role: medarbetare"),
        ("    end: avslutat", "    slut: avslutat", "end: avslutat"),
        ("ends: avslutat", "end: avslutat", "ends: avslutat"),
        ("- {wait: 5 min}", "- vänta: 5 min", "- wait: 5 min"),
        ("routine: arbetspass", "rutin: arbetspass", "routine: arbetspass"),
    ],
)
def test_a_key_by_another_word_is_told_with_the_line_as_it_should_be(old: str, new: str, right: str) -> None:
    assert only(old, new) == ("unknown-key", 0, right)


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        ("    end: avslutat\n", "    end: avslutat passet\n", "end: avslutat_passet"),
        ("    end: avslutat\n", "    end: Arbetspasset är slut\n", "end: arbetspasset_ar_slut"),
        ("last: {label", "läst: {label", "last: {label: Jag har läst, undo: 10 min}"),
        ("pass_slut:   {", "pass slut:   {", "pass_slut:   {type: moment, title: Passet slutar, min: now}"),
        ("{aterstallt: logga_in}", "{återställt: logga_in}", "outcomes: {aterstallt: logga_in}"),
        ("routine: arbetspass", "routine: Arbetspass", "routine: arbetspass"),
    ],
)
def test_what_can_t_be_a_name_is_told_with_one_that_can(old: str, new: str, right: str) -> None:
    assert only(old, new) == ("bad-id", 0, right)


def test_nothing_is_said_of_texts_and_conditions_that_use_the_name_as_it_should_be() -> None:
    assert only("  upptackt:", "  upptäckt:", "logguppfoljning")[:2] == ("bad-id", 0)


@pytest.mark.parametrize("written", ["end:", "end: {outcome: avslutat}"])
def test_an_end_without_a_name_leads_to_nothing_else(written: str) -> None:
    assert only("    end: avslutat\n", f"    {written}\n")[1] == 0


@pytest.mark.parametrize(
    ("written", "rule", "right"),
    [
        ("{Jag har läst, undo: 10 min}", "yaml-missing-name", "last: {label: Jag har läst, undo: 10 min}"),
        ("{undo: 10 min, Jag har läst}", "yaml-missing-name", "last: {undo: 10 min, label: Jag har läst}"),
        (
            "{label Jag har läst, undo: 10 min}",
            "yaml-missing-colon",
            "last: {label: Jag har läst, undo: 10 min}",
        ),
    ],
)
def test_words_without_a_key_in_braces_are_told_with_theirs(written: str, rule: str, right: str) -> None:
    assert only("{label: Jag har läst, undo: 10 min}", written) == (rule, 0, right)


def test_so_is_a_reminder_without_its_key() -> None:
    new = '{after: 15 min, "Har du hämtat'
    right = '- {after: 15 min, remind: "Har du hämtat telefonen? Tryck på ”Jag har telefonen”."}'
    assert only('{after: 15 min, remind: "Har du hämtat', new) == ("yaml-missing-name", 0, right)


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        ("- {wait: 5 min}", "- wait 5 min", "- wait: 5 min"),
        ("- {medarbetare: inloggad}", "- medarbetare inloggad", "- medarbetare: inloggad"),
    ],
)
def test_a_line_of_a_scenario_without_its_colon_is_told_with_it(old: str, new: str, right: str) -> None:
    assert only(old, new) == ("yaml-missing-colon", 0, right)


@pytest.mark.parametrize("written", ["yes", "ja", "true"])
def test_another_word_for_the_only_one_is_told_and_read_as_it(written: str) -> None:
    assert only("skip: ask", f"skip: {written}") == ("wrong-value", 0, "")


def test_a_choice_that_is_renamed_is_told_once_with_all_its_lines() -> None:
    text, _ = changed("      last: {", "      har_last: {", SHIFT)

    (told,) = (each for each in compiled(text, SHIFT).findings if each.rule != "setting-unset")
    assert told.rule == "unknown-choice"
    assert "Så är det också på rad" in told.say("sv")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("9 januari 2023", "2023-01-09"), ("9/1 2023", "2023-01-09"), ("20230109", "2023-01-09")],
)
def test_a_day_in_words_is_told_as_it_is_written(written: str, meant: str) -> None:
    text, line = changed("approved_on: 2023-01-09", f"approved_on: {written}", SHIFT)

    assert found(text, SHIFT) == [("wrong-value", line, f"approved_on: {meant}")]


@pytest.mark.parametrize(("written", "meant"), [("1 h 15 min", "75 min"), ("2 d och 12 h", "60 h")])
def test_a_duration_in_two_units_is_told_in_one(written: str, meant: str) -> None:
    text, line = changed("after: 15 min", f"after: {written}", SHIFT)

    assert [each[:2] for each in found(text, SHIFT)] == [("duration", line)]
    assert compiled(text, SHIFT).findings[0].say("sv").endswith(f"Skriv tiden i en enhet: {meant}")


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        ("  - title: Ett vanligt", "  - Ett vanligt", "- title: Ett vanligt arbetspass med två stödpass"),
        ("      - {wait: 5 min}", "      - vänta 5 min", "- wait: 5 min"),
    ],
)
def test_words_where_an_item_has_no_key_are_told_with_it(old: str, new: str, right: str) -> None:
    assert only(old, new)[1:] == (0, right)


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        (
            "- {medarbetare: hamtad, facts: {telefon_id: T-07}}",
            "- medarbetare: hamtad, facts: {telefon_id: T-07}",
            "- {medarbetare: hamtad, facts: {telefon_id: T-07}}",
        ),
        (
            "last: {label: Jag har läst, undo: 10 min}",
            "last: label: Jag har läst, undo: 10 min",
            "last: {label: Jag har läst, undo: 10 min}",
        ),
    ],
)
def test_several_keys_on_a_line_without_braces_are_told_with_them(old: str, new: str, right: str) -> None:
    assert only(old, new) == ("yaml-missing-braces", 0, right)


@pytest.mark.parametrize(
    ("written", "right"),
    [("ask: {telefon_id}", "[telefon_id]"), ("ask: {telefon_id, besok_ref}", "[telefon_id, besok_ref]")],
)
def test_a_list_in_braces_is_told_in_brackets(written: str, right: str) -> None:
    whole = f"hamtad: {{label: Jag har telefonen, ask: {right}, undo: 10 min}}"
    assert only("ask: [telefon_id]", written) == ("yaml-names", 0, whole)


@pytest.mark.parametrize(
    ("old", "new", "right", "routine"),
    [
        ("    together:\n", "    samtidigt:\n", "together:", "forlorad_telefon"),
        ("    together:\n", "    parallellt:\n", "together:", "forlorad_telefon"),
        ("- {else: ingen_polisanmalan", "- {annars: ingen_polisanmalan", "else", "forlorad_telefon"),
        ("- {when: handelse == stulen", "- {när: handelse == stulen", "when", "forlorad_telefon"),
        ("    phone: 08", "    telefon: 08", "phone: 08-530 610 10", SHIFT),
        ("    email: it", "    epost: it", "email: it-support@botkyrka.se", SHIFT),
        ("anytime:\n", "när som helst:\n", "anytime:", SHIFT),
        ("\ndocument:\n", "\ndokument:\n", "document:", SHIFT),
        ("        because: Någon", "        därför: Någon", "because: Någon", SHIFT),
        ("  valid_until: till", "  giltig till: till", "valid_until: tillsvidare", SHIFT),
    ],
)
def test_a_key_in_swedish_is_told_as_it_is_in_the_language(
    old: str, new: str, right: str, routine: str
) -> None:
    rule, below, line = only(old, new, routine)
    assert (rule, below) == ("unknown-key", old.startswith("\n"))
    assert right in line


def test_nothing_is_said_of_what_stood_below_a_key_that_means_nothing() -> None:
    assert only("    together:\n", "    grejer:\n", "forlorad_telefon") == ("unknown-key", 0, "")


@pytest.mark.parametrize(
    "written", ["botwebb.botkyrka.se", "http://botwebb.botkyrka.se", "www.botkyrka.se/lmo"]
)
def test_an_address_is_told_with_https(written: str) -> None:
    found = only('url: "https://botwebb.botkyrka.se"', f"url: {written}")
    assert found[:2] == ("wrong-value", 0)
    assert f"url: https://{written.removeprefix('http://')}" in found[2]


def test_a_setting_without_its_group_is_told_with_it() -> None:
    text, line = changed("{settings.telefonskap}", "{telefonskap}", SHIFT)

    assert [each[:2] for each in found(text, SHIFT)] == [("unknown-name-in-text", line)]
    assert any(
        "Menade du ”settings.telefonskap”?" in each.say("sv") for each in compiled(text, SHIFT).findings
    )


def test_a_question_is_told_as_the_name_of_its_fact() -> None:
    text, _ = changed("ask: [telefon_id]", "ask: Telefonens nummerlapp", SHIFT)

    (told,) = (each for each in compiled(text, SHIFT).findings if each.rule != "setting-unset")
    assert "Menade du ”telefon_id”?" in told.say("sv")


def test_a_moment_after_after_is_told_to_stand_after_by() -> None:
    text, _ = changed("by: pass_slut + 30 min", "after: pass_slut + 30 min", SHIFT)

    (told,) = (each for each in compiled(text, SHIFT).findings if each.rule != "setting-unset")
    assert told.say("sv").endswith("Räknas tiden från en uppgift: skriv by: pass_slut + 30 min")
