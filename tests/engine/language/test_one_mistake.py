"""One mistake in a whole routine, as owners make them, is one finding, at the line where it is."""

from __future__ import annotations

import re
import unicodedata

import pytest

from tests.engine.language.mistaken import ARRIVAL, FIRST_TIMER, FOLDER, TEXT, VISIT, changed, compiled, found

STRAY = {
    "a note without #": "    OBS fråga chefen",
    "a note without # at the edge": "OBS fråga chefen",
    "a line of signs": "==========",
    "a heading between dashes": "--- Om stödpasset blir av ---",
    "only dashes": "---------",
    "two lines of a note": "    OBS fråga chefen\n    OBS eller kollegan",
}


@pytest.mark.parametrize("what", STRAY)
def test_a_line_that_belongs_to_nothing_is_told_and_the_rest_is_read(what: str) -> None:
    text, line = changed(TEXT, f"{STRAY[what]}\n{TEXT}")

    assert found(text) == [("yaml-stray", line, "")]


def test_a_stray_line_is_told_what_it_may_be() -> None:
    text, _ = changed(TEXT, f"    OBS fråga chefen\n{TEXT}")

    (finding,) = (each for each in compiled(text).findings if each.rule == "yaml-stray")
    assert "börja den med #" in finding.say("sv")
    assert "dra in den till 6 blanksteg" in finding.say("sv")
    assert "begin it with #" in finding.say("en")


@pytest.mark.parametrize("before", ["Stödpass för alla\n", "# En rutin\nStödpass för alla\n"])
def test_a_stray_first_line_too(before: str) -> None:
    assert found(before + VISIT) == [("yaml-stray-note", before.count("\n"), "")]


def test_two_stray_lines_are_two() -> None:
    text, first = changed(TEXT, f"    OBS ett\n{TEXT}")
    text = text.replace(ARRIVAL, f"OBS två\n{ARRIVAL}", 1)

    assert [each[0] for each in found(text)] == ["yaml-stray", "yaml-stray-note"]
    assert found(text)[0][1] == first


@pytest.mark.parametrize(("before", "after"), [("```yaml\n", "```\n"), ("```\n", "")])
def test_fences_around_a_pasted_routine_are_one_mistake(before: str, after: str) -> None:
    assert found(before + VISIT + after) == [("yaml-fence", 1, "")]


OURS, THEIRS = "    title: Åk till stödpasset\n", "    title: Gå till stödpasset\n"


@pytest.mark.parametrize(
    "merge",
    [
        f"<<<<<<< HEAD\n{OURS}=======\n{THEIRS}>>>>>>> main\n",
        f"<<<<<<< HEAD\n{OURS}||||||| bas\n    title: Åk\n=======\n{THEIRS}>>>>>>> main\n",
        f"<<<<<<< HEAD\n{OURS}",
        f"{OURS}>>>>>>> main\n",
    ],
    ids=["two versions", "three versions", "only its beginning", "only its end"],
)
def test_what_is_left_of_a_merge_is_one_mistake(merge: str) -> None:
    text, line = changed(OURS, merge)

    assert found(text) == [("yaml-merge", line + (not merge.startswith("<")), "")]


WRAPPED = "    text: Läs planen innan du går\n"


@pytest.mark.parametrize("rest", ["in genom dörren.", "    in genom dörren.", "    in.", "   till dörren."])
def test_a_text_that_goes_on_too_far_out_is_told_to_be_indented(rest: str) -> None:
    text, line = changed(TEXT, f"{WRAPPED}{rest}\n")

    assert found(text) == [("yaml-wrapped", line + 1, "")]
    assert "Dra in den till 6." in compiled(text).findings[0].say("sv")


@pytest.mark.parametrize("indent", ["", "    "])
def test_so_is_one_after_a_bar(indent: str) -> None:
    text, line = changed(TEXT, f"    text: |\n{indent}Läs planen.\n{indent}Gå in.\n")

    assert found(text) == [("yaml-wrapped", line + 1, "")]


def test_a_note_inside_a_text_is_told_to_stand_above() -> None:
    text, line = changed(TEXT, "    text: Läs planen\n    # fråga chefen\n      innan du går in.\n")

    assert found(text) == [("yaml-note-inside", line + 1, "")]


@pytest.mark.parametrize("mark", [">-", "|"])
def test_what_looks_like_a_note_after_a_bar_is_read_by_staff_which_is_told(mark: str) -> None:
    text, line = changed(TEXT, f"    text: {mark}\n      Läs planen.\n      # fråga chefen först\n")

    assert found(text) == [("yaml-note-in-text", line + 2, "")]
    assert compiled(text).routine is not None  # it may be meant


@pytest.mark.parametrize("bullet", ["•", "–", "—", "*", "1.", "1)", "a)", "·", "◦", "\uf0b7", "o"])
def test_a_list_with_bullets_is_told_to_be_one_with_hyphens(bullet: str) -> None:
    text, line = changed(TEXT, f"    checklist:\n      {bullet} Läs planen\n      {bullet} Ring på\n{TEXT}")

    assert found(text) == [("yaml-bullet", line + 1, "- Läs planen")]


def test_a_dash_of_a_word_processor_before_braces_likewise() -> None:
    text, line = changed(FIRST_TIMER, "      – {after: 30 min")

    assert [each[:2] for each in found(text)] == [("yaml-bullet", line)]
    assert found(text)[0][2].startswith("- {after: 30 min")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (FIRST_TIMER, "      {after: 30 min"),
        ("      - {after: 2 h, notify", "      {after: 2 h, notify"),
        ("      - {medarbetare: framme}", "      {medarbetare: framme}"),
        ("  - title: Ett vanligt stödpass", "    title: Ett vanligt stödpass"),
    ],
    ids=["first", "second", "first line of a scenario", "first keys of an item"],
)
def test_an_item_without_its_dash_is_told_with_it(old: str, new: str) -> None:
    text, line = changed(old, new)

    assert [each[:2] for each in found(text)] == [("yaml-missing-dash", line)]
    assert found(text)[0][2].startswith(old.strip())


def test_a_first_point_without_its_dash_is_no_longer_read_as_one_long_point() -> None:
    text, line = changed(TEXT, f"    checklist:\n      Läs planen\n      - Ring på\n{TEXT}")

    assert found(text) == [("yaml-missing-dash", line + 1, "- Läs planen")]


@pytest.mark.parametrize(
    ("written", "right"),
    [("text: - Läs planen.", "text: Läs planen."), ("contacts: - chef", "contacts: [chef]")],
)
def test_a_dash_behind_a_key_is_told_with_the_right_line(written: str, right: str) -> None:
    text, line = changed(TEXT, f"    {written}\n")

    assert found(text)[0] == ("yaml-list-line", line, right)


@pytest.mark.parametrize(
    "written", ["role = medarbetare", "role=medarbetare", "role; medarbetare", "Role medarbetare"]
)
def test_another_sign_for_the_colon_is_told_with_the_right_line(written: str) -> None:
    text, line = changed("    role: medarbetare", f"    {written}")

    assert found(text) == [("yaml-missing-colon", line, "role: medarbetare")]


def test_quotes_around_a_whole_line_are_told_with_the_right_line() -> None:
    text, line = changed(TEXT, '    "text: Läs planen."\n')

    assert found(text) == [("yaml-quoted-line", line, "text: Läs planen.")]


CHOICE = "      framme:     {label: Jag är framme, undo: 10 min}"
IN_BRACES = {
    "a number sign": (
        "{label: Rum #2 klart, undo: 10 min}",
        "yaml-hash",
        '{label: "Rum #2 klart", undo: 10 min}',
    ),
    "a comma too many": (
        "{label: Framme,, undo: 10 min}",
        "yaml-extra-comma",
        "{label: Framme, undo: 10 min}",
    ),
    "round brackets": (
        "(label: Framme, undo: 10 min)",
        "yaml-round-brackets",
        "{label: Framme, undo: 10 min}",
    ),
    "a decimal comma": (
        "{label: Framme, undo: 1,5 h}",
        "yaml-decimal-comma",
        "{label: Framme, undo: 90 min}",
    ),
}


@pytest.mark.parametrize("what", IN_BRACES)
def test_what_is_wrong_inside_braces_is_told_with_the_right_line(what: str) -> None:
    written, rule, right = IN_BRACES[what]
    text, line = changed(CHOICE, f"      framme: {written}")

    assert found(text) == [(rule, line, f"framme: {right}")]


@pytest.mark.parametrize("between", [", ", " och ", " ", "/", " & ", "; ", " eller ", ", och "])
def test_several_names_without_brackets_are_told_as_a_list(between: str) -> None:
    text, line = changed("role: medarbetare", f"role: medarbetare{between}enhetschef")

    assert [each[:2] for each in found(text)] == [("several-names", line)]
    assert compiled(text).findings[0].say("sv").endswith("[medarbetare, enhetschef]")


def test_several_names_in_braces_likewise() -> None:
    text, line = changed("ask: [orsak, meddelat_av], to: varfor", "ask: orsak, meddelat_av, to: varfor")

    assert [each[:2] for each in found(text)] == [("yaml-names", line)]
    assert "ask: [orsak, meddelat_av], to: varfor" in found(text)[0][2]


def moved(by: int, *, head_only: bool = False) -> str:
    """The routine with its second step moved sideways, or only the line with the step's name."""
    begin, end = VISIT.index(ARRIVAL), VISIT.index("  utfor_insatser:\n")
    lines = VISIT[begin:end].split("\n")
    for at, line in enumerate(lines):
        if line.strip() and not (head_only and at):
            lines[at] = " " * (len(line) - len(line.lstrip()) + by) + line.lstrip()
    return VISIT[:begin] + "\n".join(lines) + VISIT[end:]


@pytest.mark.parametrize("by", [2, -2])
@pytest.mark.parametrize("head_only", [True, False], ids=["only its name", "all of it"])
def test_a_step_on_the_wrong_level_is_told_at_its_name(by: int, head_only: bool) -> None:
    line = VISIT[: VISIT.index(ARRIVAL)].count("\n") + 1

    ((rule, at, right),) = found(moved(by, head_only=head_only))

    assert (rule, at) == ("yaml-indent" if head_only else "wrong-level", line)
    assert right == ("registrera_ankomst:" if head_only else "")


@pytest.mark.parametrize("deeper", [True, False], ids=["keys further in", "keys below the name"])
def test_states_as_a_list_are_told_once(deeper: bool) -> None:
    begin, end = VISIT.index("  ak_dit:\n"), VISIT.index("anytime:\n")
    states = re.sub(r"^  (\w+:)$", r"  - \1", VISIT[begin:end], flags=re.MULTILINE)
    if deeper:
        states = re.sub(r"^    ", "      ", states, flags=re.MULTILINE)

    text = VISIT[:begin] + states + VISIT[end:]

    assert [each[:2] for each in found(text)] == [("names-in-a-list", VISIT[:begin].count("\n") + 1)]


def test_a_choice_beside_its_group_and_a_key_inside_it_are_each_one_mistake() -> None:
    beside, line = changed("      framme:     {", "    framme:     {")
    inside, within = changed("    timers:\n", "      timers:\n")

    assert found(beside)[0][:2] == ("yaml-indent", line)
    assert len(found(beside)) == 1
    assert found(inside) == [("key-too-far-in", within, "")]


def test_the_same_name_twice_leads_to_nothing_else() -> None:
    text, line = changed(ARRIVAL, "  ak_dit:\n")

    assert [each[:2] for each in found(text)] == [("yaml-duplicate", line)]


def test_a_title_instead_of_a_state_is_answered_with_the_state() -> None:
    text, line = changed("        to: sok_kontakt\n", "        to: Sök kontakt med den enskilde\n")

    assert [each[:2] for each in found(text)] == [("unknown-state", line)]
    assert "Menade du ”sok_kontakt”?" in compiled(text).findings[0].say("sv")


def test_decomposed_letters_are_read_as_the_letters_that_they_look_like() -> None:
    decomposed = unicodedata.normalize("NFD", VISIT)

    assert decomposed != VISIT
    assert compiled(decomposed).digest == compiled(VISIT).digest


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_letters_of_the_wrong_encoding_are_told_once_with_the_right_line(encoding: str) -> None:
    wrong = VISIT.encode("utf-8").decode(encoding, "replace")

    rules = [each[0] for each in found(wrong)]

    assert rules.count("yaml-miscoded") == 1
    title = next(each for each in found(wrong) if each[0] == "yaml-miscoded")
    assert title[1:] == (3, "title: Stödpass")


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\u00ad", "\u2060"])
def test_an_invisible_character_is_told_and_read_over(hidden: str) -> None:
    text, line = changed("title: Stödpass", f"title: Stöd{hidden}pass")

    assert found(text) == [("yaml-character", line, "title: Stödpass")]


@pytest.mark.parametrize("written", ["!secret x", "*bas"])
def test_what_only_yaml_has_is_not_told_to_be_put_in_quotes(written: str) -> None:
    text, line = changed("    role: medarbetare", f"    role: {written}")

    assert found(text)[-1][:2] == ("yaml-tag" if written[0] == "!" else "yaml-anchor", line)
    assert "citattecken" not in compiled(text).findings[-1].say("sv")


@pytest.mark.parametrize(
    ("instead", "rule"), [(" yes", "wrong-type"), (" {}", "empty-value"), ("", "empty-value")]
)
def test_branches_that_are_none_are_told_once_at_their_line(instead: str, rule: str) -> None:
    text = (FOLDER / "forlorad_telefon.yaml").read_text("utf-8")
    without = re.sub(r"(?m)^    together:\n(?: {6}.*\n|\n)+", f"    together:{instead}\n", text, count=1)
    assert without != text
    line = text[: text.index("    together:")].count("\n") + 1

    assert [(at, each) for each, at, _ in found(without, "forlorad_telefon") if at == line] == [(line, rule)]
