"""What a unit has open, printed: each case where it stands, with what it holds and nothing else, and lines to go on by hand."""

from __future__ import annotations

import io
from datetime import timedelta
from random import Random
from typing import Any

import pypdf

from diagrams.printed.form import Block, Form
from diagrams.printed.of_unit import SPARE, form_of_unit
from diagrams.printed.pdf import form_pdf
from engine.run.commands import Take
from engine.run.context import Context
from engine.values.paper_key import read_key
from tests.diagrams.page_texts import page_texts
from tests.diagrams.tags import empty_labels
from tests.engine.run.acting import COLLEAGUE, MANAGER, Tale, routine

STATES = """
    borja:
      title: Börja med {ref}
      role: medarbetare
      timers: [{after: 1 h, notify: chef, say: "{ref} är inte börjad."}]
      choices: {klar: {label: Klar, ask: antal, to: sedan}, annat: {label: Annat, to: sedan}}
    sedan: {title: Sedan, role: chef}
    klart: {end: klart}
"""
MORE = """
    facts: {ref: {type: text, title: Referens}, antal: {type: number, title: Antal}}
    emergency: "Vid fara: ring 112."
    contacts: {it: {title: IT, phone: 08-123 45}}
"""


def tale(ref: str = "S-1") -> Tale:
    return Tale(routine(STATES, more=MORE, start="{by: medarbetare, ask: [ref]}"), ref=ref)


def printed(*tales: Tale, **rest: Any) -> Form:
    cases = [(each.library.pinned(one.digest), one) for each in tales for one in each.case.instances.values()]
    at = tales[0].now if tales else tale().now
    return form_of_unit(
        "norra",
        cases,
        Random(7),
        at=at,
        language="sv",
        context=Context(),
        routines={},
        name_of=lambda subject: {"m1": "Medarbetare ett"}.get(subject, subject),
        **rest,
    )


def block(of: Form) -> Block:
    (found,) = of.blocks
    return found


def test_a_case_says_whose_it_is_when_it_began_and_what_is_filled_in() -> None:
    about = dict(block(printed(tale())).about)
    assert about["Vems"] == "Medarbetare ett"
    assert about["Började"].startswith("i dag ")
    assert about["Referens"] == "S-1"
    assert about.keys() == {"Vems", "Började", "Referens"}


def test_the_open_step_stands_with_its_values_its_time_and_what_is_next() -> None:
    told = tale()
    (line,) = block(printed(told)).parts[0].lines
    assert line.title == "Börja med S-1"
    assert [way.label for way in line.ways] == ["Klar", "Annat"]
    assert line.ways[0].then == "gå till 2 Sedan"
    (limit,) = line.limits
    due = told.now + timedelta(hours=1)
    assert limit.when == f"i dag {due:%H:%M}"
    assert limit.what == "säg till Chefen: S-1 är inte börjad."


def test_a_step_that_somebody_has_taken_says_who() -> None:
    told = tale().takes("annat")
    assert told.asks(Take, MANAGER, state="sedan") is None
    (line,) = block(printed(told)).parts[0].lines
    assert line.who is not None
    assert line.who.endswith(f"taget av {MANAGER.subject}")


def test_every_line_has_a_key_of_its_own_through_all_cases() -> None:
    of = printed(tale("S-1"), tale("S-2"), tale("S-3"))
    keys = [line.key for each in of.blocks for part in each.parts for line in part.lines if line.key]
    keys += [key for each in of.blocks for key in each.spare]
    assert len(set(keys)) == len(keys) == 3 * (1 + SPARE)
    assert all(read_key(key) for key in keys)


def test_whom_to_call_and_what_to_do_in_danger_stand_once() -> None:
    of = printed(tale("S-1"), tale("S-2"))
    assert of.emergencies == ("Vid fara: ring 112.",)
    assert of.people == ("IT, telefon 08-123 45",)


def test_what_could_not_be_read_is_told() -> None:
    assert "står här: 2" in " ".join(printed(tale(), unreadable=2).lead)
    assert "inte går att läsa" not in " ".join(printed(tale()).lead)


def test_a_unit_where_nothing_is_open_says_so() -> None:
    assert "Inget pågår" in printed().under
    assert form_pdf(printed()).startswith(b"%PDF")


def test_the_paper_can_be_read_aloud_and_says_what_stands_on_it() -> None:
    content = form_pdf(printed(*(tale(f"S-{number}") for number in range(30))))
    document = pypdf.PdfReader(io.BytesIO(content))
    assert document.trailer["/Root"].get_object()["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert empty_labels(document) == 0
    text = " ".join(page_texts(content))
    assert "30 pågående rutiner" in text
    assert all(f"S-{number}" in text for number in range(30))
    assert COLLEAGUE.subject not in text
