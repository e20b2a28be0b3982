"""What the proofs find in a routine and in a set, where, and by which path."""

from __future__ import annotations

from engine.language.compile import compile_text
from engine.language.proof.prove import prove
from tests.engine.language.proof.routines import END, branches, file, findings, rules, step

WAITS = "a: {label: A, when: klar, because: Inte än., to: slut}"


def test_a_sound_routine_has_no_findings() -> None:
    assert rules(file(step("ring", "a: {label: A, ask: klar}", "b: {label: B, to: slut}") + END)) == []


def test_a_fact_that_is_asked_for_on_one_way_only_closes_the_choice_on_the_other() -> None:
    states = step("ring", "a: {label: A, ask: klar, to: mejla}", "b: {label: B, to: mejla}")
    states += step("mejla", WAITS) + END

    (finding,) = findings(file(states))

    assert (finding.rule, finding.path) == ("no-way-to-end", ("ring", "mejla"))


def test_numbers_are_counted_up_to_what_they_are_compared_with() -> None:
    again = "a: {label: A, set: {antal: antal + 1}, to: ring}"
    begin = step("borja", "c: {label: C, set: {antal: 0}}")
    sound = begin + step("ring", again, "b: {label: B, when: antal > 8, because: Ring mer., to: slut}") + END
    beyond = (
        begin
        + step("ring", again, "b: {label: B, when: antal > 3 and antal < 3.5, because: Nej., to: slut}")
        + END
    )

    assert rules(file(sound)) == []
    assert rules(file(beyond)) == ["no-way-to-end"]


def test_a_sum_of_a_number_that_somebody_has_filled_in_is_worked_out_within_its_limits() -> None:
    down = "a: {label: A, when: antal is set, because: Fyll i., set: {antal: antal - 1}, to: ring}"
    up = down.replace("antal - 1", "antal + 1")
    leave = "b: {label: B, when: antal > 1, because: Nej., to: slut}"
    begin = step("borja", "c: {label: C, ask: antal}")

    assert rules(file(begin + step("ring", down, leave) + END)) == ["no-way-to-end"]
    assert rules(file(begin + step("ring", up, leave) + END)) == []


def test_branches_that_share_a_changing_fact_are_searched_together() -> None:
    waits = step("x1", WAITS.replace("slut", "x2")) + "  x2: {end: x}\n"
    tells = step("y1", "b: {label: B, set: {klar: yes}, to: y2}") + "  y2: {end: y}\n"
    refuses = tells.replace("klar: yes", "klar: no")

    assert rules(file(branches(waits, tells) + END)) == []
    assert rules(file(branches(waits, refuses) + END)) == ["branch-cannot-end"]


def test_a_branch_that_cannot_end_is_no_fault_where_something_around_it_ends_it() -> None:
    never = step("x1", WAITS.replace("slut", "x2")) + "  x2: {end: x}\n"
    other = step("y1") + "  y2: {end: y}\n"
    timer = "timers: [{after: 1 h, to: slut}]"

    assert "branch-cannot-end" in rules(file(branches(never, other) + END))
    assert "branch-cannot-end" not in rules(file(branches(never, other, keys=timer) + END))


def test_a_choice_of_any_time_saves_a_branch_only_where_its_condition_can_hold() -> None:
    never = step("x1", WAITS.replace("slut", "x2")) + "  x2: {end: x}\n"
    other = step("y1") + "  y2: {end: y}\n"
    always = "anytime: {bort: {label: Bort, to: slut}}\n"
    closed = "anytime: {bort: {label: Bort, when: klar, because: Inte än., to: slut}}\n"

    asked = step("ring", "a: {label: A, ask: klar}") + branches(never, other) + END

    assert "branch-cannot-end" not in rules(file(asked, more=always))
    assert "branch-cannot-end" in rules(file(asked, more=closed))


def test_a_call_goes_on_by_what_the_called_routine_can_end_with() -> None:
    child = file(
        step("ring", "a: {label: A, set: {orsak: sjuk}, to: slut}") + "  slut: {end: klart}\n", id="barn"
    )
    parent = (
        "  hjalp: {call: barn, take: {orsak: orsak}}\n"
        "  vilken:\n    choose: [{when: orsak == sjuk, to: slut}, {else: annat}]\n"
        "  annat: {end: annat}\n" + END
    )

    assert rules(file(parent), child) == ["else-never", "state-not-reached"]


def test_a_state_for_the_outcomes_that_are_not_named_is_told_where_all_are_named() -> None:
    child = file(step("ring") + END, id="barn")
    parent = "  hjalp: {call: barn, outcomes: {klart: slut}}\n" + step("annat") + END

    assert rules(file(parent), child) == ["state-not-reached"]


def test_routines_that_call_each_other_are_told_in_each_with_the_way_around() -> None:
    first = file("  a: {call: andra}\n" + END)
    second = file("  a: {call: tredje}\n" + END, id="andra")
    third = file("  a: {call: prov}\n" + END, id="tredje")

    found = prove((first, second, third), {first.file, second.file, third.file})

    assert {name: [each.rule for each in every] for name, every in found.items()} == {
        name: ["call-circle"] for name in ("prov.yaml", "andra.yaml", "tredje.yaml")
    }
    assert "prov → andra → tredje → prov" in found["prov.yaml"][0].said.en


def test_a_routine_that_only_calls_into_a_circle_is_not_told_of_it() -> None:
    outside = file("  a: {call: andra}\n" + END)
    circle = file("  a: {call: andra}\n" + END, id="andra")

    assert rules(outside, circle) == []
    assert rules(circle, outside) == ["call-circle"]


def test_calls_that_lead_around_without_anybody_doing_anything_are_a_loop() -> None:
    child = file("  vilken:\n    choose: [{when: klar, to: slut}, {else: slut}]\n" + END, id="barn")
    again = (
        "  hjalp: {call: barn, to: vilken}\n  vilken:\n    choose: [{when: klar, to: slut}, {else: hjalp}]\n"
        + END
    )

    assert rules(file(again, more="start: {by: medarbetare, ask: [klar]}\n"), child) == ["endless-loop"]


def test_a_bound_that_is_met_is_said_with_what_is_proved_all_the_same() -> None:
    begin = step("borja", "c: {label: C, set: {antal: 0}}")
    again = "a: {label: A, set: {antal: antal + 1}, to: ring}"
    states = begin + step("ring", again, "b: {label: B, when: antal == 5, because: Nej., to: slut}") + END

    (bounded,) = findings(file(states), most=4)
    (nothing,) = findings(file(states), most=1)

    assert (bounded.rule, bounded.severity) == ("proof-bounded", "warning")
    assert "more than 4 different" in bounded.said.en
    assert "as if each condition could be both true and false" in bounded.said.en
    assert "Nothing is proved" in nothing.said.en


def test_what_has_no_way_to_an_end_whatever_its_conditions_is_told_also_where_the_bound_is_met() -> None:
    begin = step("borja", "c: {label: C, set: {antal: 0}}")
    again = "a: {label: A, set: {antal: antal + 1}, to: ring}"
    states = begin + step(
        "ring", again, "b: {label: B, when: antal == 5, because: Nej., to: slut}", "d: {label: D, to: fast}"
    )
    states += step("fast", "e: {label: E, to: fast}") + END

    assert rules(file(states), most=5) == ["proof-bounded", "no-way-to-end"]


def test_a_role_is_somebody_when_it_acts_manages_or_is_responsible_in_any_routine() -> None:
    timer = "timers: [{after: 1 h, notify: chef, say: Nu.}]"
    lonely = step("ring", keys=timer) + END

    def told(chef: str, *others: str) -> list[str]:
        text = f"routine: prov\nversion: 1\ntitle: Prov\nroles: {{medarbetare: Medarbetare, chef: {chef}}}\nstates:\n{lonely}"
        return rules(compile_text(text, "prov.yaml"), *(file(each, id="andra") for each in others))

    assert told("Chef") == ["notifies-nobody"]
    assert told("{title: Chef, manager: yes}") == []
    assert told("{title: Chef, responsibility: Följer upp.}") == []
    assert told("Chef", step("ring").replace("medarbetare", "chef") + END) == []


def test_only_the_asked_files_have_findings_and_those_without_a_routine_are_left_alone() -> None:
    sound, other = file(step("ring") + END), file(step("ring") + END, id="andra")

    assert set(prove((sound, other), {"prov.yaml"})) == {"prov.yaml"}


def test_a_thousand_gateways_in_a_row_are_proved_whole() -> None:
    row = "".join(f"  s{each}: {{choose: [{{else: s{each + 1}}}]}}\n" for each in range(1_000))
    step = "  s1000: {title: Gör, role: medarbetare, choices: {a: {label: Klart, to: slut}}}\n"
    assert rules(file(f"{row}{step}  slut: {{end: klart}}\n")) == []


def test_a_routine_of_a_thousand_states_is_proved_whole() -> None:
    states = (
        "".join(step(f"s{number}", "a: {label: A, ask: klar}", "b: {label: B}") for number in range(999))
        + END
    )

    assert rules(file(states), most=10_000) == []


def twelve(fact: str) -> str:
    """Twelve branches of ten steps, each with a fact that `fact` names by the branch's number."""
    lines = "  bada:\n    together:\n"
    for branch in range(12):
        lines += f"      g{branch}:\n        states:\n"
        choices = f"{{a: {{label: A, set: {{{fact.format(branch)}: yes}}}}}}"
        for number in range(10):
            name = f"g{branch}s{number}"
            lines += f"          {name}: {{title: {name}, role: medarbetare, choices: {choices}}}\n"
        lines += f"          g{branch}e: {{end: klar}}\n"
    return lines + "  vilken:\n    choose: [{when: f0 and f1, to: ring}, {else: slut}]\n" + step("ring") + END


def test_twelve_branches_of_ten_states_are_proved_whole_unless_they_share_facts_which_is_said() -> None:
    facts = "facts: {" + ", ".join(f"f{number}: yes_no" for number in range(12)) + "}\n"
    alone, shared = file(twelve("f{}"), facts=facts), file(twelve("f0"), facts=facts)

    assert "proof-bounded" not in rules(alone)
    assert "proof-bounded" in rules(shared, most=300)


COUNTED = "a: {label: A, set: {antal: antal + 1}, to: ring}"
ON = "b: {label: B, to: slut}"


def test_a_counter_that_no_condition_reads_is_set_where_it_was_asked_for_or_set_before() -> None:
    asked = step("borja", keys="ask: antal") + step("ring", COUNTED, ON) + END
    begun = step("borja", "c: {label: C, set: {antal: 0}}") + step("ring", COUNTED, ON) + END

    assert rules(file(asked)) == []
    assert rules(file(begun)) == []


def test_a_counter_that_nothing_begins_is_told() -> None:
    (finding,) = findings(file(step("ring", COUNTED, ON) + END))

    assert finding.rule == "fact-unset"
    assert finding.say("sv").endswith("Fråga efter den tidigare på vägen.")


def test_a_deadline_without_its_fact_is_told_not_to_start() -> None:
    states = step("borja", "a: {label: A, set: {tid: now}}", "b: {label: B}")
    states += step("ring", keys="timers:\n  - {by: tid + 4 h, remind: Nu.}") + END

    (finding,) = findings(file(states))

    assert finding.rule == "fact-unset"
    assert "Då startar den inte." in finding.say("sv")
    assert "is set" not in finding.say("sv")
