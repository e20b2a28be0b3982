"""What is said of each kind of change, to whom it is said, and what is not held to be a change."""

from __future__ import annotations

import pytest

from engine.difference.change import Change, Difference
from engine.difference.compare import difference, differences
from engine.language.compile import compile_text
from tests.engine.language.files import BRANCHES, VISIT, one_step, routine_of


def compared(text: str, *changes: tuple[str, str]) -> Difference:
    """The routine of the text, and what it becomes when each old piece is replaced by its new one."""
    other = text
    for old, new in changes:
        assert old in other, f"there is no «{old}» to change"
        other = other.replace(old, new)
    return difference(routine_of(text), routine_of(other))


def told(text: str, *changes: tuple[str, str]) -> list[tuple[str, str, str]]:
    """Each change as whom it concerns, its kind, and its sentence in Swedish."""
    return [(each.group, each.kind, each.sv) for each in compared(text, *changes).changes]


NEW_STEP = (
    "  boka:\n    title: Boka nästa tid\n    role: medarbetare\n    text: Ring och boka.\n\n  dokumentera:\n"
)
GONE_STEP = VISIT[VISIT.index("  dokumentera:\n") : VISIT.index("  vilket_slut:")]

SENTENCES = {
    "a step is added": (
        VISIT,
        [("  dokumentera:\n", NEW_STEP)],
        [
            (
                "staff",
                "added",
                "Nytt steg för Medarbetare, efter «Utför insatser enligt genomförandeplanen»: «Boka nästa tid». «Ring och boka.»",
            )
        ],
    ),
    "a step is removed": (
        VISIT,
        [
            (GONE_STEP, ""),
            ("ask: [orsak], to: dokumentera", "ask: [orsak], to: vilket_slut"),
            ("      - {medarbetare: klar}\n", ""),
        ],
        [
            ("staff", "removed", "Steget «Dokumentera i social journal» är borttaget."),
            ("document", "changed", "Scenariot «Vanligt stödpass» är ändrat."),
        ],
    ),
    "a step is moved": (
        BRANCHES,
        [
            ("  hittad:\n    title: Lämna tillbaka telefonen\n    role: medarbetare\n", ""),
            (
                "  forsenat:\n",
                "  hittad:\n    title: Lämna tillbaka telefonen\n    role: medarbetare\n    to: klart\n  forsenat:\n",
            ),
        ],
        [("staff", "moved", "Flyttat: «Lämna tillbaka telefonen» står nu efter «Samtidigt».")],
    ),
    "a step has another name in the file": (
        VISIT,
        [("pa_plats", "hos_den_enskilde")],
        [
            (
                "document",
                "renamed",
                "«Utför insatser enligt genomförandeplanen» heter nu «hos_den_enskilde» i filen, förut «pa_plats».",
            )
        ],
    ),
    "a step has another title": (
        VISIT,
        [("title: Åk till stödpasset", "title: Res till stödpasset")],
        [("staff", "changed", "«Åk till stödpasset» heter nu «Res till stödpasset».")],
    ),
    "a deadline is shorter": (
        VISIT,
        [("after: 24 h", "after: 12 h")],
        [
            (
                "time",
                "changed",
                "«Dokumentera i social journal»: Enhetschef får veta efter 12 timmar, förut efter 24 timmar.",
            )
        ],
    ),
    "an alarm goes to somebody else": (
        VISIT,
        [("2 h, notify: enhetschef", "2 h, notify: medarbetare")],
        [("time", "changed", "«Åk till stödpasset»: larmet går nu till Medarbetare, förut till Enhetschef.")],
    ),
    "a timer is removed": (
        VISIT,
        [("    timers: [{after: 24 h, notify: enhetschef, say: Journalanteckning saknas.}]\n", "")],
        [
            (
                "time",
                "removed",
                "«Dokumentera i social journal»: tiden är borttagen: Enhetschef får veta efter 24 timmar: "
                "«Journalanteckning saknas.»",
            )
        ],
    ),
    "a limit leads elsewhere": (
        BRANCHES,
        [("{after: 2 d, to: forsenat}", "{after: 2 d, to: klart}")],
        [
            (
                "time",
                "changed",
                "«Samtidigt»: tillståndet efter tiden är ändrat: nu «Klart», förut «Ring verksamhetschefen».",
            )
        ],
    ),
    "a role is replaced": (
        VISIT,
        [("genomförandeplanen\n    role: medarbetare", "genomförandeplanen\n    role: enhetschef")],
        [
            (
                "people",
                "changed",
                "«Utför insatser enligt genomförandeplanen» görs nu av Enhetschef, förut av Medarbetare.",
            ),
        ],
    ),
    "a role has another name in the file": (
        VISIT,
        [("enhetschef:", "chefen:"), ("notify: enhetschef", "notify: chefen")],
        [("document", "renamed", "Rollen «Enhetschef» heter nu «chefen» i filen, förut «enhetschef».")],
    ),
    "a choice's condition": (
        BRANCHES,
        [("when: stulen, because", "when: upphittad, because")],
        [
            (
                "staff",
                "changed",
                "I alla steg, valet «Hjälp»: villkoret är ändrat: nu «Upphittad: ja», förut «Stulen: ja».",
            )
        ],
    ),
    "a gateway's condition": (
        VISIT,
        [("when: orsak is set", "when: orsak is not set")],
        [
            (
                "staff",
                "changed",
                "«Vilket slut»: vägen till «Uteblivet stödpass är dokumenterat» gäller nu när "
                "«Varför blev det inte av? obesvarad», förut när «Varför blev det inte av? besvarad».",
            )
        ],
    ),
    "a choice leads elsewhere": (
        VISIT,
        [("ask: [orsak], to: dokumentera", "ask: [orsak], to: klart")],
        [
            (
                "staff",
                "changed",
                "«Åk till stödpasset», valet «Stödpasset blev inte av» leder nu till «Stödpasset är klart», "
                "förut till «Dokumentera i social journal».",
            )
        ],
    ),
    "a choice's label": (
        VISIT,
        [("label: Registrera ankomst", "label: Jag är framme")],
        [("staff", "changed", "«Åk till stödpasset»: valet «Registrera ankomst» heter nu «Jag är framme».")],
    ),
    "a word of a text": (
        VISIT,
        [("innan du går in", "innan du åker")],
        [
            (
                "staff",
                "changed",
                "«Åk till stödpasset»: texten är ändrad: «… genomförandeplanen innan du [går in. → åker.] Stödpasset är {besok_ref}.»",
            )
        ],
    ),
    "a phone number": (
        VISIT,
        [("08-530 610 10", "08-530 610 99")],
        [
            (
                "people",
                "changed",
                "Kontakten «IT-avdelningen»: telefonnumret är ändrat: nu «08-530 610 99», förut «08-530 610 10».",
            )
        ],
    ),
    "an outcome": (
        VISIT,
        [("end: uteblivet,", "end: installt,")],
        [
            (
                "staff",
                "changed",
                "«Uteblivet stödpass är dokumenterat»: slutet är ändrat: nu «installt», förut «uteblivet».",
            )
        ],
    ),
    "a source": (
        VISIT,
        [("source: seed", "source: decision")],
        [
            (
                "document",
                "changed",
                "«Åk till stödpasset»: källan är ändrad: nu eget beslut, förut ursprungsdokumentet.",
            )
        ],
    ),
    "the head of the document": (
        VISIT,
        [("approved_on: 2023-01-09", "approved_on: 2026-01-09")],
        [("document", "changed", "Dagen för beslutet är ändrad: nu 2026-01-09, förut 2023-01-09.")],
    ),
    "a fact's options": (
        VISIT,
        [("sjukhus, personalbrist]", "sjukhus, vilse]")],
        [
            (
                "staff",
                "added",
                "Uppgiften «Varför blev det inte av?»: alternativet «vilse» är nytt: «Vilse».",
            ),
            (
                "staff",
                "removed",
                "Uppgiften «Varför blev det inte av?»: alternativet «personalbrist» är borttaget. Förut: «Personalbrist».",
            ),
        ],
    ),
    "what is filled in": (
        VISIT,
        [("ask: [orsak], to", "ask: [{fact: orsak, required: no}], to")],
        [
            (
                "staff",
                "changed",
                "«Åk till stödpasset», valet «Stödpasset blev inte av»: «Varför blev det inte av?» får nu lämnas tom.",
            )
        ],
    ),
    "a checklist": (
        VISIT,
        [("Insatserna är utförda", "Insatserna är gjorda")],
        [
            (
                "staff",
                "changed",
                "«Utför insatser enligt genomförandeplanen»: punkten i checklistan är ändrad: "
                "«Insatserna är [utförda → gjorda]».",
            )
        ],
    ),
    "a step that may be skipped": (
        VISIT,
        [("    contacts: it_support\n", "    contacts: it_support\n    skip: ask\n")],
        [("staff", "changed", "«Dokumentera i social journal» får nu hoppas över med ett skäl.")],
    ),
    "the order of a gateway's ways": (
        BRANCHES,
        [
            (
                "{when: stulen, to: polis}\n              - {when: upphittad, to: hittad}",
                "{when: upphittad, to: hittad}\n              - {when: stulen, to: polis}",
            )
        ],
        [("staff", "moved", "«Vilken»: vägarna prövas i en annan ordning.")],
    ),
    "a state of another kind": (
        BRANCHES,
        [
            (
                "title: Ring verksamhetschefen\n    role: chef",
                "title: Ring verksamhetschefen\n    do: {webhook: https://a.se/b}",
            )
        ],
        [
            ("staff", "changed", "«Ring verksamhetschefen» är nu automatiskt arbete, förut ett steg."),
            ("staff", "added", "«Ring verksamhetschefen»: adressen som anropas är ny: «https://a.se/b»."),
        ],
    ),
    "only a scenario": (
        VISIT,
        [("- title: Vanligt stödpass", "- title: Ett vanligt stödpass")],
        [("document", "changed", "Scenariot «Ett vanligt stödpass» är ändrat.")],
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_a_change_is_told_in_words_of_the_work(name: str) -> None:
    text, changes, sentences = SENTENCES[name]

    assert told(text, *changes) == sentences


@pytest.mark.parametrize("name", SENTENCES)
def test_it_is_told_in_english_too_and_back_again(name: str) -> None:
    text, changes, _ = SENTENCES[name]
    found = compared(text, *changes)
    assert found.new is not None
    assert found.old is not None

    assert all(each.say("en") == each.en != each.sv for each in found.changes)
    back = difference(found.new, found.old).changes
    assert len(back) == len(found.changes)


def test_a_deadline_in_english() -> None:
    (change,) = compared(VISIT, ("after: 24 h", "after: 12 h")).changes

    assert (
        change.en
        == "“Dokumentera i social journal”: Enhetschef is told after 12 hours, before after 24 hours."
    )
    assert change.where == ("states", "dokumentera", "timers", "0")
    assert (change.before, change.after) == ({"after": "1 d"}, {"after": "12 h"})


def test_a_step_that_moves_out_of_its_branch_has_moved_and_is_not_another() -> None:
    found = compared(
        BRANCHES,
        ("          polis:\n            title: Ring polisen\n            role: chef\n", ""),
        ("  forsenat:\n", "  polis:\n    title: Ring polisen\n    role: chef\n    to: klart\n  forsenat:\n"),
    )

    assert [each.sv for each in found.changes if each.kind != "changed"] == [
        "Flyttat: «Ring polisen» står nu efter «Samtidigt»."
    ]


def test_a_renamed_fact_is_one_change_however_often_it_is_read() -> None:
    assert told(VISIT, ("besok_ref", "referens")) == [
        ("document", "renamed", "Uppgiften «Besöksreferens» heter nu «referens» i filen, förut «besok_ref».")
    ]


def test_a_way_that_leads_to_a_new_step_on_the_same_way_is_no_change_of_its_own() -> None:
    (change,) = compared(VISIT, ("  dokumentera:\n", NEW_STEP)).changes

    assert change.kind == "added"


def test_a_text_in_two_languages_says_which_has_changed() -> None:
    text = one_step("note: {sv: Ring nu., en: Call now.}", more="language: [sv, en]").replace(
        "title: Prov", "title: {sv: Prov, en: Test}"
    )
    text = text.replace("title: Ring chefen", "title: {sv: Ring, en: Call}").replace(
        "{end: klart}", "{end: klart, title: {sv: Klart, en: Done}}"
    )
    text = text.replace(
        "medarbetare: Medarbetare, chef: {title: Chef,",
        "medarbetare: {title: {sv: M, en: E}}, chef: {title: {sv: C, en: M},",
    )

    (change,) = compared(text, ("Call now.", "Call at once.")).changes

    assert change.sv == "«Ring»: upplysningen är ändrad: på engelska «Call now.» → «Call at once.»"


def test_spaces_alone_are_told_where_they_are_part_of_a_text() -> None:
    (change,) = compared(one_step('note: "Ring nu."'), ("Ring nu.", "Ring  nu.")).changes

    assert change.sv == "«Ring chefen»: upplysningen är ändrad: «Ring nu.» → «Ring  nu.»"


VERSION_2 = ("version: 1", "version: 2")


@pytest.mark.parametrize(
    ("changes", "needed"),
    [
        ([("after: 24 h", "after: 12 h")], 2),
        ([("after: 24 h", "after: 12 h"), VERSION_2], None),
        ([("- title: Vanligt stödpass", "- title: Ett vanligt stödpass")], None),
        ([VERSION_2], None),
    ],
)
def test_a_new_number_is_needed_where_the_meaning_differs_and_it_is_not_raised(
    changes: list[tuple[str, str]], needed: int | None
) -> None:
    assert compared(VISIT, *changes).next_version == needed


def test_a_lowered_version_needs_one_above_the_older() -> None:
    later = VISIT.replace(*VERSION_2)

    assert difference(routine_of(later), routine_of(VISIT)).next_version == 3


def test_sets_are_compared_routine_by_routine() -> None:
    visit, branches = routine_of(VISIT), routine_of(BRANCHES)
    later = routine_of(VISIT.replace(*VERSION_2))

    found = differences(
        [visit, branches], [later, routine_of(one_step("").replace("routine: prov", "routine: annat"))]
    )

    assert [(each.old and each.old.id, each.new and each.new.id) for each in found] == [
        (None, "annat"),
        ("prov", None),
        ("stodpass", "stodpass"),
    ]


def test_sets_that_are_the_same_do_not_differ() -> None:
    assert differences([routine_of(VISIT)], [routine_of(VISIT)]) == ()


def test_a_thousand_states_under_other_names_are_compared_in_bounded_time() -> None:
    def large(prefix: str) -> str:
        steps = "".join(
            f"  {prefix}{number}: {{title: Gör sak nummer {number}, role: medarbetare}}\n"
            for number in range(600)
        )
        return f"routine: stor\nversion: 1\ntitle: Stor\nroles: {{medarbetare: M}}\nstates:\n{steps}  slut: {{end: klart}}\n"

    old, new = (compile_text(large(prefix), "stor.yaml").routine for prefix in ("a", "b"))
    assert old is not None
    assert new is not None

    changes = difference(old, new).changes

    assert {each.kind for each in changes} == {"renamed"}
    assert len(changes) == 600


def test_a_change_is_a_value_for_programs() -> None:
    change = Change(group="time", kind="added", where=("a", "b"), sv="Nytt.", en="New.", after=3)

    assert change.as_json("en") == {
        "group": "time",
        "kind": "added",
        "where": ["a", "b"],
        "message": "New.",
        "before": None,
        "after": 3,
    }
