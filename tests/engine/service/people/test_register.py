"""Who works here is known before they sign in, the same on every store."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from engine.errors.request import NotFound
from engine.errors.value import FactsWrong
from engine.run.instance import SYSTEM
from engine.service.cursor import every
from engine.service.people.entry import entry
from engine.service.people.register import Known
from engine.store import tables
from tests.engine.database.office import MANAGER, OFFICE, OTHER_UNIT, UNIT, Office

WORKS, LEADS, ELSEWHERE = ("medarbetare", UNIT), ("chef", UNIT), ("medarbetare", OTHER_UNIT)


def written(desk: Office, subject: str = "m7", **rest: object) -> Known:
    """Somebody who has been written down."""
    desk.engine.people.write([entry(subject, **{"name": "Namn", "grants": [WORKS], **rest})])  # type: ignore[arg-type]
    return desk.engine.people.one(subject)


def test_somebody_is_known_before_they_sign_in(desk: Office) -> None:
    known = written(desk, mail="m7@kommun.example", phone="070-174 06 05")
    assert (known.name, known.mail, known.phone) == ("Namn", "m7@kommun.example", "+46701740605")
    assert known.grants == known.written == {WORKS}
    assert desk.engine.people.numbered(known.number) == known
    assert known.since == desk.now


def test_nothing_is_kept_but_id_name_language_roles_and_where_notices_go() -> None:
    kept = {"number", "subject", "name", "known_since", "mail", "phone", "language", "is_forgotten"}
    assert set(tables.people.columns.keys()) == kept
    held = {"person", "role", "unit", "given_by", "ends_at", "written_by"}
    assert set(tables.grants.columns.keys()) == held


def test_who_wrote_a_role_down_and_who_took_it_away_is_kept(desk: Office) -> None:
    people = desk.engine.people
    people.write([entry(OFFICE.subject), entry("m7", grants=[WORKS])])
    desk.waits(minutes=1)
    people.write([entry("m7", grants=[ELSEWHERE])], OFFICE.subject)
    desk.engine.staff.give(MANAGER, entry("m7", grants=[WORKS]))
    known = people.one("m7")
    assert {(each.unit, each.written_by) for each in known.held} == {
        (OTHER_UNIT, OFFICE.subject),
        (UNIT, MANAGER.subject),
    }
    desk.waits(minutes=1)
    desk.engine.staff.take(MANAGER, "m7", WORKS)
    told = [
        (each.by, each.is_given, each.unit)
        for each in every(partial(people.changes_of, known.number, most=2))
    ]
    assert (told[0], told[-1]) == ((MANAGER.subject, False, UNIT), (SYSTEM.subject, True, UNIT))
    assert set(told[1:-1]) == {
        (OFFICE.subject, False, UNIT),
        (OFFICE.subject, True, OTHER_UNIT),
        (MANAGER.subject, True, UNIT),
    }


def test_it_is_kept_as_long_as_who_has_read_what(desk: Office) -> None:
    written(desk)
    desk.waits(days=2)
    desk.engine.forgetting.reads(timedelta(days=1))
    assert desk.rows(tables.role_changes) == []
    assert desk.engine.people.one("m7").grants == {WORKS}


def test_what_is_written_down_as_it_was_is_no_change(desk: Office) -> None:
    for _ in range(2):
        known = written(desk)
    assert len(desk.engine.people.changes_of(known.number).items) == 1


def test_what_is_written_anew_stands_instead_of_what_was(desk: Office) -> None:
    before = written(desk, mail="m7@kommun.example", grants=[WORKS, LEADS])
    after = written(desk, name="Nytt namn", grants=[LEADS, ELSEWHERE])
    assert (after.number, after.name, after.mail) == (before.number, "Nytt namn", None)
    assert after.grants == {LEADS, ELSEWHERE}


def test_who_is_added_changed_and_as_before_is_told_and_a_dry_run_changes_nothing(desk: Office) -> None:
    people = desk.engine.people
    first = [entry("m7", "A", grants=[WORKS]), entry("m8", "B")]
    assert people.write(first, dry=True).added == ("m7", "m8")
    assert people.listed().items == []
    assert people.write(first).added == ("m7", "m8")
    told = people.write([entry("m7", "A", grants=[WORKS]), entry("m8", "B", grants=[LEADS]), entry("m9")])
    assert (told.added, told.changed, told.unchanged) == (("m9",), ("m8",), ("m7",))


def test_somebody_who_is_in_it_twice_is_refused_and_nobody_is_written_down(desk: Office) -> None:
    with pytest.raises(FactsWrong) as refused:
        desk.engine.people.write([entry("m7"), entry("m8"), entry("m7")])
    assert "m7" in refused.value.say("sv")
    assert desk.engine.people.listed().items == []


def test_who_holds_a_role_in_a_unit_is_answered_without_anybody_having_signed_in(desk: Office) -> None:
    written(desk, "m7", grants=[WORKS, LEADS])
    written(desk, "m8", grants=[WORKS])
    written(desk, "m9", grants=[ELSEWHERE])
    people = desk.engine.people
    assert [each.subject for each in people.holders(UNIT)] == ["m7", "m8"]
    assert [each.subject for each in people.holders(UNIT, ["chef"])] == ["m7"]
    assert [each.subject for each in people.holders(OTHER_UNIT, ["chef"])] == []
    paged = every(lambda cursor: people.holders(UNIT, cursor=cursor, most=1))
    assert [each.subject for each in paged] == ["m7", "m8"]


def test_who_holds_a_role_by_a_token_holds_it_for_as_long_as_that_works(desk: Office) -> None:
    people, tokens = desk.engine.people, desk.engine.tokens
    token = tokens.add("m7", [WORKS])
    ending = desk.now + timedelta(hours=1)
    tokens.add("m8", [WORKS], ends_at=ending)
    tokens.add("m9", [LEADS])
    assert [each.subject for each in people.holders(UNIT, ["medarbetare"])] == ["m7", "m8"]
    (held,) = people.one("m8").held
    assert (held.given_by, held.ends_at) == ("token", ending)
    tokens.revoke(token)
    desk.waits(hours=1)
    assert [each.subject for each in people.holders(UNIT)] == ["m9"]
    tokens.end("m9", at=desk.now + timedelta(hours=1))
    assert people.holders(UNIT).items != []
    desk.waits(hours=1)
    assert people.holders(UNIT).items == []


def test_what_another_vouches_for_ends_and_is_replaced_at_the_next_sign_in(desk: Office) -> None:
    people, until = desk.engine.people, desk.now + timedelta(days=30)
    people.vouched_for("m7", [WORKS, LEADS], until, name="Namn")
    people.vouched_for("m7", [WORKS], until, name="Annat namn")
    assert people.one("m7").name == "Namn"
    assert people.one("m7").grants == {WORKS}
    assert people.one("m7").written == people.granted("m7") == frozenset()
    desk.waits(days=30)
    assert people.one("m7").held == ()


def test_what_is_written_down_counts_beside_what_a_token_allows(desk: Office) -> None:
    desk.engine.tokens.add("m7", [WORKS])
    known = written(desk, grants=[LEADS])
    assert known.grants == {WORKS, LEADS}
    assert known.written == {LEADS}
    assert desk.engine.people.granted("m7") == {LEADS}
    assert desk.engine.people.granted("m8") == frozenset()


def test_people_are_found_by_a_part_of_name_or_id_whatever_the_size_of_its_letters(desk: Office) -> None:
    written(desk, "m7", name="Åäö Provperson")
    written(desk, "åäö-2", name="")
    written(desk, "m9", name="Bo")
    found = desk.engine.people.listed(search="ÅÄÖ")
    assert [each.subject for each in found] == ["m7", "åäö-2"]
    paged = every(lambda cursor: desk.engine.people.listed(cursor, most=1, search="åäö"))
    assert [each.subject for each in paged] == ["m7", "åäö-2"]


def test_names_are_told_of_those_who_have_one(desk: Office) -> None:
    written(desk, "m7", name="Åäö Provperson")
    written(desk, "m8", name="")
    assert desk.engine.people.names(["m7", "m8", "m9"]) == {"m7": "Åäö Provperson"}


def test_who_is_written_down_can_be_given_things(desk: Office) -> None:
    written(desk)
    desk.engine.tokens.check_receiver("m7", UNIT, ["medarbetare"])
    with pytest.raises(FactsWrong):
        desk.engine.tokens.check_receiver("m7", UNIT, ["chef"])


def test_nothing_is_left_of_somebody_who_is_forgotten(desk: Office) -> None:
    known = written(desk, name="Åäö Provperson", mail="m7@kommun.example", phone="0701740605")
    assert desk.engine.forget_person("m7")
    (row,) = desk.rows(tables.people, number=known.number)
    assert {name for name, value in row.items() if value is not None} == {
        "number",
        "known_since",
        "is_forgotten",
    }
    assert desk.rows(tables.grants) == []
    assert desk.engine.people.holders(UNIT).items == []
    with pytest.raises(NotFound):
        desk.engine.people.one("m7")
    with pytest.raises(NotFound):
        desk.engine.people.numbered(known.number)


def test_whom_the_release_before_forgot_while_both_were_at_work_is_forgotten_wholly(desk: Office) -> None:
    known = written(desk, name="Åäö Provperson", mail="m7@kommun.example", phone="0701740605")
    written(desk, "m8")
    # It knows of no more, and leaves the rest.
    desk.alters(tables.people, {"number": known.number}, subject=None, name=None)
    assert desk.rows(tables.people, number=known.number)[0]["mail"] is not None
    desk.works()
    (row,) = desk.rows(tables.people, number=known.number)
    assert (row["mail"], row["phone"], row["is_forgotten"]) == (None, None, True)
    assert desk.rows(tables.grants, person=known.number) == []
    assert desk.engine.people.one("m8").grants == {WORKS}


def test_many_are_written_down_in_one_go(desk: Office) -> None:
    entries = [entry(f"m{number}", grants=[WORKS]) for number in range(1_100)]
    assert len(desk.engine.people.write(entries).added) == 1_100
    assert len(desk.engine.people.write(entries).unchanged) == 1_100
    assert len(list(every(lambda cursor: desk.engine.people.holders(UNIT, cursor=cursor)))) == 1_100
