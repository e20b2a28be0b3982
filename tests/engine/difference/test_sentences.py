"""What is said of each kind of change, and to whom."""

from __future__ import annotations

import pytest

from engine.difference.compare import difference
from tests.engine.difference.changing import NEW_STEP, compared, told
from tests.engine.language.files import BRANCHES, VISIT, one_step

CALLING = one_step("").replace(
    "  slut:", "  jour: {title: Fråga jouren, call: jour, outcomes: {bra: slut}}\n  slut:"
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
                "Nytt steg för Medarbetare, efter ”Utför insatser enligt genomförandeplanen”: ”Boka nästa tid”. ”Ring och boka.”",
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
            ("staff", "removed", "Steget ”Dokumentera i social journal” är borttaget."),
            ("document", "changed", "Scenariot ”Vanligt stödpass” är ändrat."),
        ],
    ),
    "a step is to be done by another, or by the same": (
        VISIT,
        [
            (
                "  dokumentera:\n    title:",
                "  dokumentera:\n    not_by: pa_plats\n    same_as: start\n    title:",
            ),
        ],
        [
            (
                "staff",
                "added",
                "”Dokumentera i social journal”: hindret för samma person är nytt: "
                "den som gjorde ”Utför insatser enligt genomförandeplanen”.",
            ),
            (
                "staff",
                "added",
                "”Dokumentera i social journal”: kravet på samma person är nytt: den som startade rutinen.",
            ),
        ],
    ),
    "a limit of a moment is another": (
        VISIT.replace("ankomst: {type: moment,", "ankomst: {type: moment, min: now - 2 h,"),
        [("min: now - 2 h,", "min: now - 30 d, max: now,")],
        [
            (
                "staff",
                "changed",
                "Uppgiften ”Ankomst”: gränsen nedåt är ändrad: nu för 30 dagar sedan, förut för 2 timmar sedan.",
            ),
            ("staff", "added", "Uppgiften ”Ankomst”: gränsen uppåt är ny: nu."),
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
        [("staff", "moved", "Flyttat: ”Lämna tillbaka telefonen” står nu efter ”Samtidigt”.")],
    ),
    "a step has another name in the file": (
        VISIT,
        [("pa_plats", "hos_den_enskilde")],
        [
            (
                "document",
                "renamed",
                "”Utför insatser enligt genomförandeplanen” heter nu ”hos_den_enskilde” i filen, förut ”pa_plats”.",
            )
        ],
    ),
    "cases are kept for longer": (
        VISIT,
        [("retain: 2 år efter avslut", "retain: 30 månader")],
        [
            (
                "document",
                "changed",
                "Tiden som ärenden sparas är ändrad: nu 30 månader efter avslut, förut 2 år efter avslut.",
            )
        ],
    ),
    "cases are kept for ever": (
        VISIT,
        [("retain: 2 år efter avslut\n", "")],
        [
            (
                "document",
                "removed",
                "Tiden som ärenden sparas är borttagen. Förut: 2 år efter avslut.",
            )
        ],
    ),
    "a step has another title": (
        VISIT,
        [("title: Åk till stödpasset", "title: Res till stödpasset")],
        [("staff", "changed", "”Åk till stödpasset” heter nu ”Res till stödpasset”.")],
    ),
    "a deadline is shorter": (
        VISIT,
        [("after: 24 h", "after: 12 h")],
        [
            (
                "time",
                "changed",
                "”Dokumentera i social journal”: Enhetschef får veta efter 12 timmar, förut efter 24 timmar.",
            )
        ],
    ),
    "an alarm goes to somebody else": (
        VISIT,
        [("2 h, notify: enhetschef", "2 h, notify: medarbetare")],
        [("time", "changed", "”Åk till stödpasset”: larmet går nu till Medarbetare, förut till Enhetschef.")],
    ),
    "a timer is removed": (
        VISIT,
        [("    timers: [{after: 24 h, notify: enhetschef, say: Journalanteckning saknas.}]\n", "")],
        [
            (
                "time",
                "removed",
                "”Dokumentera i social journal”: tiden är borttagen: Enhetschef får veta efter 24 timmar: "
                "”Journalanteckning saknas.”",
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
                "”Samtidigt”: tillståndet efter tiden är ändrat: nu ”Klart”, förut ”Ring verksamhetschefen”.",
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
                "”Utför insatser enligt genomförandeplanen” görs nu av Enhetschef, förut av Medarbetare.",
            ),
        ],
    ),
    "a role has another name in the file": (
        VISIT,
        [("enhetschef:", "chefen:"), ("notify: enhetschef", "notify: chefen")],
        [("document", "renamed", "Rollen ”Enhetschef” heter nu ”chefen” i filen, förut ”enhetschef”.")],
    ),
    "a choice's condition": (
        BRANCHES,
        [("when: stulen, because", "when: upphittad, because")],
        [
            (
                "staff",
                "changed",
                "I alla steg, valet ”Hjälp”: villkoret är ändrat: nu ”Upphittad: ja”, förut ”Stulen: ja”.",
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
                "”Vilket slut”: vägen till ”Uteblivet stödpass är dokumenterat” gäller nu när "
                "”Varför blev det inte av? obesvarad”, förut när ”Varför blev det inte av? besvarad”.",
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
                "”Åk till stödpasset”, valet ”Stödpasset blev inte av” leder nu till ”Stödpasset är klart”, "
                "förut till ”Dokumentera i social journal”.",
            )
        ],
    ),
    "a choice's label": (
        VISIT,
        [("label: Registrera ankomst", "label: Jag är framme")],
        [("staff", "changed", "”Åk till stödpasset”: valet ”Registrera ankomst” heter nu ”Jag är framme”.")],
    ),
    "a word of a text": (
        VISIT,
        [("innan du går in", "innan du åker")],
        [
            (
                "staff",
                "changed",
                "”Åk till stödpasset”: texten är ändrad: ”… {besok_ref} innan du [går in. → åker.]”.",
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
                "Kontakten ”IT-avdelningen”: telefonnumret är ändrat: nu ”08-530 610 99”, förut ”08-530 610 10”.",
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
                "”Uteblivet stödpass är dokumenterat”: slutet är ändrat: nu ”installt”, förut ”uteblivet”.",
            )
        ],
    ),
    "where it goes when what is called is cancelled": (
        CALLING,
        [("outcomes: {bra: slut}", "outcomes: {bra: slut, cancelled: slut}")],
        [
            (
                "staff",
                "added",
                "”Fråga jouren”: vägen när rutinen som körs avbryts är ny: ”Slut”.",
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
                "”Åk till stödpasset”: källan är ändrad: nu eget beslut, förut ursprungsdokumentet.",
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
                "Uppgiften ”Varför blev det inte av?”: alternativet ”vilse” är nytt: ”Vilse”.",
            ),
            (
                "staff",
                "removed",
                "Uppgiften ”Varför blev det inte av?”: alternativet ”personalbrist” är borttaget. Förut: ”Personalbrist”.",
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
                "”Åk till stödpasset”, valet ”Stödpasset blev inte av”: ”Varför blev det inte av?” får nu lämnas tom.",
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
                "”Utför insatser enligt genomförandeplanen”: punkten i checklistan är ändrad: "
                "”Insatserna är [utförda → gjorda]”.",
            )
        ],
    ),
    "a step that may be skipped": (
        VISIT,
        [("    contacts: it_support\n", "    contacts: it_support\n    skip: ask\n")],
        [("staff", "changed", "”Dokumentera i social journal” får nu hoppas över med ett skäl.")],
    ),
    "the order of a gateway's ways": (
        BRANCHES,
        [
            (
                "{when: stulen, to: polis}\n              - {when: upphittad, to: hittad}",
                "{when: upphittad, to: hittad}\n              - {when: stulen, to: polis}",
            )
        ],
        [("staff", "moved", "”Vilken”: vägarna prövas i en annan ordning.")],
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
            ("staff", "changed", "”Ring verksamhetschefen” är nu automatiskt arbete, förut ett steg."),
            ("staff", "added", "”Ring verksamhetschefen”: adressen som anropas är ny: ”https://a.se/b”."),
        ],
    ),
    "rules, laws and words are added and changed": (
        VISIT,
        [
            (
                "states:\n",
                "always: Bär legitimation.\nnever: {rule: Gå aldrig in ensam.}\nstates:\n",
            ),
            (
                "document:\n",
                "document:\n  laws: {law: Arkivlagen, url: https://example.org}\n"
                "  definitions: {word: Pass, means: Ett besök.}\n",
            ),
        ],
        [
            ("staff", "added", "Regeln om vad som alltid gäller är ny: ”Bär legitimation.”"),
            ("staff", "added", "Regeln om vad som aldrig får hända är ny: ”Gå aldrig in ensam.”"),
            ("document", "added", "Lagen är ny: ”Arkivlagen” (https://example.org)."),
            ("document", "added", "Definitionen är ny: ”Pass”: ”Ett besök.”"),
        ],
    ),
    "only a scenario": (
        VISIT,
        [("- title: Vanligt stödpass", "- title: Ett vanligt stödpass")],
        [("document", "changed", "Scenariot ”Ett vanligt stödpass” är ändrat.")],
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

    assert all(each.said.en and each.said.en != each.said.sv for each in found.changes)
    assert difference(found.new, found.old).changes
