from __future__ import annotations

from datetime import timedelta

from engine.model.routine import SKIP, Choice, Step
from tests.engine.language.files import HEAD, STEP, VISIT, compiled, one_step, routine_of, rules_in


def choices(keys: str, *, more: str = "") -> dict[str, Choice]:
    step = routine_of(one_step(keys, more=more)).states["ring"]
    assert isinstance(step, Step)
    return {choice.id: choice for choice in step.choices}


def test_a_step_without_choices_has_one_button_to_the_next_state() -> None:
    (choice,) = choices("ask: antal", more="facts: {antal: number}").values()

    assert (choice.id, choice.label.say(), choice.move.to) == ("klar", "Klar", "slut")
    assert [ask.fact for ask in choice.ask] == ["antal"]


def test_a_choice_is_for_the_step_s_roles_unless_it_has_its_own() -> None:
    found = choices("choices: {a: A, b: {label: B, role: chef}}")

    assert found["a"].roles == ("medarbetare",)
    assert found["b"].roles == ("chef",)


def test_what_a_choice_asks_may_be_left_empty_where_it_says_so() -> None:
    found = choices(
        "choices: {a: {ask: [antal, {fact: ref, required: no}]}}", more="facts: {antal: number, ref: text}"
    )

    assert [(ask.fact, ask.required) for ask in found["a"].ask] == [("antal", True), ("ref", False)]


def test_a_choice_sets_facts_asks_first_and_can_be_undone() -> None:
    keys = 'choices: {a: {set: {tid: now}, confirm: "Är du säker?", undo: 10 min, main: yes}}'
    choice = choices(keys, more="facts: {tid: moment}")["a"]

    assert [(fact, value.text) for fact, value in choice.set] == [("tid", "now")]
    assert choice.confirm is not None
    assert choice.confirm.say() == "Är du säker?"
    assert choice.undo == timedelta(minutes=10)
    assert choice.main


def test_a_choice_that_starts_a_routine_stays_unless_it_says_where_to_go() -> None:
    found = choices("choices: {a: {start: hjalp, with: {antal: 3}}, b: {start: hjalp, to: slut}}")

    assert found["a"].start is not None
    assert found["a"].start.routine == "hjalp"
    assert found["a"].move.to is None
    assert found["b"].move.to == "slut"


def test_skip_adds_a_choice_that_goes_where_the_main_one_goes() -> None:
    found = choices("skip: ask\nchoices: {a: {to: ring}, b: {to: slut, main: yes}}")

    assert list(found) == ["a", "b", SKIP]
    assert found[SKIP].move.to == "slut"
    assert found[SKIP].label.say() == "Ej tillämpligt"


def test_skip_is_the_built_in_choice_s_name() -> None:
    assert rules_in(one_step("choices: {skip: Hoppa över}")) == ["reserved-id"]


def test_a_condition_may_ask_for_the_checklist_where_there_is_one() -> None:
    keys = "choices: {a: {when: checklist is done, because: Bocka av allt.}}"

    assert rules_in(one_step(f"{keys}\nchecklist: Ring.")) == []
    assert rules_in(one_step(keys)) == ["condition-name"]


def test_a_fact_whose_declaration_is_wrong_makes_no_condition_wrong() -> None:
    keys = "choices: {a: {when: antal > 3, because: För få.}}"

    assert rules_in(one_step(keys, more="facts: {antal: numer}")) == ["wrong-value"]


def test_anytime_choices_are_marked_and_have_no_roles_of_their_own_unless_given() -> None:
    (choice,) = routine_of(VISIT).anytime

    assert choice.anytime
    assert choice.roles == ()
    assert choice.start is not None
    assert choice.move.to is None


def test_an_anytime_choice_goes_to_states_of_main_only() -> None:
    text = f"""{HEAD}states:{STEP}
  samtidigt:
    together:
      ena: {{states: {{a: {{title: Ring, role: chef}}, b: {{end: klart}}}}}}
      andra: {{states: {{c: {{title: Ring, role: chef}}, d: {{end: klart}}}}}}
  slut: {{end: klart}}
anytime:
  bort: {{label: Bort, to: c}}
"""
    assert rules_in(text) == ["state-out-of-reach"]


def test_a_choice_has_not_the_name_of_one_at_any_time() -> None:
    text = one_step("choices: {hjalp: Hjälp}") + "anytime: {hjalp: {label: Ring efter hjälp, to: slut}}\n"

    assert rules_in(text) == ["duplicate-id"]


def test_a_choice_with_the_label_of_one_at_any_time_can_t_be_told_apart() -> None:
    text = one_step("choices: {svar: Hjälp}") + "anytime: {hjalp: {label: hjälp, to: slut}}\n"

    assert rules_in(text) == ["same-label"]


def test_who_may_start_is_every_role_of_a_step_where_it_is_not_said() -> None:
    text = (
        f"{HEAD}states:{STEP}  mejla: {{title: Mejla, role: [chef, medarbetare]}}\n  slut: {{end: klart}}\n"
    )

    assert routine_of(text).begin.roles == ("medarbetare", "chef")


def test_all_that_starts_is_told_with_its_facts() -> None:
    (reference,) = compiled(one_step("choices: {a: {start: hjalp, with: {antal: 3}}, b: B}")).references

    assert reference.routine == "hjalp"
    assert not reference.call
    assert [str(name) for name, _ in reference.hand_down] == ["antal"]
