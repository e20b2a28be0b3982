"""`check` over files and folders."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.check import Report, check
from engine.errors.published import CannotCheck
from engine.errors.root import RutinError
from tests.engine.language.files import END, HEAD, STEP, one_step

HELP = one_step("").replace("prov", "hjalp", 1)
STARTS = one_step("choices: {a: {start: hjalp}, b: B}")
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Writes files, by name and content, into a folder."""

    def write(**files: str) -> Path:
        for name, content in files.items():
            (tmp_path / f"{name}.yaml").write_text(content, encoding="utf-8")
        return tmp_path

    return write


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


def test_a_folder_without_mistakes_gives_its_routines() -> None:
    report = check(["routines"])

    assert report.ok
    assert {"arbetspass", "stodpass", "telefon_fel", "forlorad_telefon"} <= {
        routine.id for routine in report.routines
    }


def test_settings_come_with_the_routines(folder: Folder) -> None:
    settings = "settings: {skap: {title: Skåp, value: Plan 2}, nummer: {title: Nummer, value: }}"
    report = check([folder(prov=one_step('text: "Gå till {settings.skap}."'), settings=settings)])

    assert rules(report) == []
    assert report.settings["skap"].value == "Plan 2"
    assert report.settings["nummer"].value is None
    assert [Path(file).name for file in report.files] == ["prov.yaml"]


def test_a_setting_that_is_nowhere_is_told_also_where_there_is_no_settings_file(folder: Folder) -> None:
    assert rules(check([folder(prov=one_step('text: "Gå till {settings.skap}."'))])) == ["unknown-setting"]


def test_mistakes_in_the_settings_are_told_in_their_file(folder: Folder) -> None:
    (finding,) = check([folder(prov=one_step(""), settings="settings: [skap]")]).findings

    assert (Path(finding.file).name, finding.rule) == ("settings.yaml", "wrong-type")


def test_a_file_s_siblings_are_read_for_what_it_starts_and_not_reported(folder: Folder) -> None:
    path = folder(prov=STARTS, hjalp=HELP, annan="routine: [")

    report = check([path / "prov.yaml"])

    assert rules(report) == []
    assert [routine.id for routine in report.routines] == ["prov"]


def test_a_routine_that_is_started_and_not_there_is_told(folder: Folder) -> None:
    assert rules(check([folder(prov=STARTS)])) == ["unknown-routine"]


def test_a_routine_in_a_condition_that_is_not_there_is_told(folder: Folder) -> None:
    keys = "choices: {a: {when: 'running(\"hjelp\") == 0', because: Hjälp pågår.}, b: B}"

    assert rules(check([folder(prov=one_step(keys), hjalp=HELP)])) == ["condition-name"]


def test_several_paths_are_one_set(tmp_path: Path) -> None:
    for name, content in (("prov", STARTS), ("hjalp", HELP)):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.yaml").write_text(content, encoding="utf-8")

    report = check([tmp_path / "prov", tmp_path / "hjalp", tmp_path / "prov" / "prov.yaml"])

    assert rules(report) == []
    assert [routine.id for routine in report.routines] == ["prov", "hjalp"]


def test_a_routine_with_errors_is_left_out(folder: Folder) -> None:
    report = check([folder(prov=STARTS, hjalp=HELP.replace("title: Ring", "titel: Ring"))])

    assert not report.ok
    assert [routine.id for routine in report.routines] == ["prov"]


def test_warnings_do_not_make_a_set_wrong(folder: Folder) -> None:
    report = check([folder(prov=one_step("choices: {a: {label: A}, b: {label: A}}"))])

    assert rules(report) == ["same-label"]
    assert report.ok
    assert len(report.routines) == 1


LOST = "  lost: {title: Ring chefen, role: medarbetare, to: slut}\n"
"""A state that nothing leads to."""


def test_a_state_that_nothing_leads_to_hides_no_other_fault(folder: Folder) -> None:
    looping = HEAD + "states:\n  ring: {title: Ring chefen, role: medarbetare, to: ring}\n" + LOST + END
    assert rules(check([folder(prov=looping)])) == ["no-way-to-end", "state-not-reached"]


def test_a_state_that_nothing_leads_to_is_told_also_where_the_rest_can_not_be_proved(folder: Folder) -> None:
    misspelt = HEAD + "states:\n  ring: {title: Ring chefen, role: medarbetaren, to: slut}\n" + LOST + END
    assert "state-not-reached" in rules(check([folder(prov=misspelt)]))


def test_findings_speak_the_wanted_language(folder: Folder) -> None:
    path = folder(prov=one_step("titel: x"))

    assert check([path]).findings[0].message.startswith("Nyckeln")
    assert check([path], language="en").findings[0].message.startswith("There is no key")


@pytest.mark.parametrize("why", ["missing", "empty"])
def test_a_path_with_nothing_to_check_is_refused_in_words(tmp_path: Path, why: str) -> None:
    path = tmp_path / "finns_inte" if why == "missing" else tmp_path

    with pytest.raises(CannotCheck) as refused:
        check([path])

    assert isinstance(refused.value, RutinError)
    assert refused.value.why == why
    assert str(path) in refused.value.say("sv")


def test_a_file_that_can_t_be_read_is_a_finding_of_rule_file_unreadable(folder: Folder) -> None:
    path = folder(prov=one_step(""))
    os.mkfifo(path / "ror.yaml")
    (path / "mapp.yaml").mkdir()

    report = check([path])

    assert rules(report) == ["file-unreadable", "file-unreadable"]
    assert [routine.id for routine in report.routines] == ["prov"]


def test_a_file_by_another_ending_is_told_its_name(tmp_path: Path) -> None:
    (tmp_path / "prov.yml").write_text(one_step(""), encoding="utf-8")

    assert rules(check([tmp_path])) == ["file-name"]


def test_a_scenario_that_does_not_play_breaks_scenario_fails_at_its_line(folder: Folder) -> None:
    lines = "scenarios:\n  - title: Samtal\n    play:\n      - {medarbetare: klar}\n      - {medarbetare: klar}\n    ends: klart\n"
    text = one_step("") + lines

    (finding,) = check([folder(prov=text)]).findings

    assert finding.rule == "scenario-fails"
    assert finding.line == 1 + text.split("\n").index("      - {medarbetare: klar}") + 1
    assert "”Samtal”" in finding.message


def test_a_scenario_that_ends_otherwise_than_it_says_does_not_play(folder: Folder) -> None:
    text = one_step("choices: {a: {to: slut}, b: {to: annat}}") + "  annat: {end: annat}\n"
    lines = "scenarios: [{title: Samtal, play: [{medarbetare: b}], ends: klart}]\n"

    assert rules(check([folder(prov=text + lines)])) == ["scenario-fails"]
    assert rules(check([folder(prov=text + lines.replace("medarbetare: b", "medarbetare: a"))])) == []


def test_a_scenario_goes_through_the_routines_that_are_started(folder: Folder) -> None:
    lines = "scenarios: [{title: Hjälp, play: [{medarbetare: a}, {medarbetare: klar, routine: hjalp}, {medarbetare: b}], ends: klart}]\n"

    assert rules(check([folder(prov=STARTS + lines, hjalp=HELP)])) == []


def test_no_scenario_is_played_where_a_routine_it_may_start_has_errors(folder: Folder) -> None:
    lines = "scenarios: [{title: Hjälp, play: [{medarbetare: a}], ends: klart}]\n"
    broken = HELP.replace("title: Ring", "titel: Ring")

    assert rules(check([folder(prov=STARTS + lines, hjalp=broken)])) == ["unknown-key"]


def test_a_choice_that_its_condition_closes_does_not_play(folder: Folder) -> None:
    keys = "choices: {a: {when: antal > 3, because: För få., to: slut}, b: {ask: antal, to: ring}}"
    play = "[{medarbetare: b, facts: {antal: 2}}, {medarbetare: a}]"
    lines = f"scenarios: [{{title: Samtal, play: {play}, ends: klart}}]\n"
    path = folder(prov=one_step(keys, more="facts: {antal: number}") + lines)

    (finding,) = check([path]).findings

    assert "För få." in finding.message


def test_a_file_over_the_limit_is_told_its_size(folder: Folder) -> None:
    steps = "".join(f"  s{number}: {{title: Ring chefen, role: medarbetare}}\n" for number in range(8_000))

    assert rules(check([folder(prov=f"{HEAD}states:{STEP}{steps}{END}")])) == ["yaml-size"]


def test_garbage_is_collected_again_after_a_check(folder: Folder) -> None:
    import gc

    check([folder(prov=one_step(""))])

    assert gc.isenabled()


@pytest.mark.parametrize("name", [".#prov.yaml", "._prov.yaml", "~$prov.yaml", "#prov.yaml", ".prov.yaml"])
def test_hidden_files_locks_and_what_is_not_saved_yet_are_no_routines(folder: Folder, name: str) -> None:
    path = folder(prov=one_step(""))
    if name.startswith(".#"):
        (path / name).symlink_to("nagon@dator.1:1")
    else:
        (path / name).write_bytes(b"\0\5\26\7")

    report = check([path])

    assert rules(report) == []
    assert [Path(file).name for file in report.files] == ["prov.yaml"]


@pytest.mark.parametrize("name", ["HJALP.YAML", "hjalp.yaml.txt", "hjalp.yml.docx"])
def test_a_file_beside_the_routines_with_another_ending_is_told(folder: Folder, name: str) -> None:
    path = folder(prov=one_step(""))
    (path / name).write_text(HELP, encoding="utf-8")

    (finding,) = check([path]).findings

    assert (finding.rule, finding.severity, Path(finding.file).name) == ("file-ending", "warning", name)
    assert finding.say("sv").endswith("döp om den till ”hjalp.yaml”.")


@pytest.mark.parametrize("name", ["README.md", "prov.yaml.bak", "prov.yaml~", "lista.txt", ".hjalp.yaml.swp"])
def test_other_files_beside_them_are_let_be(folder: Folder, name: str) -> None:
    path = folder(prov=one_step(""))
    (path / name).write_text(HELP, encoding="utf-8")

    assert rules(check([path])) == []
