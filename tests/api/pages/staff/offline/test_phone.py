"""What a phone gets to keep: the way on as pages, for its owner, and nothing that it has already."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api import pages
from api.pages.edition import edition, files
from engine.service.access.sessions import Session
from tests.accessibility import violations
from tests.api.house import House, house
from tests.api.pages.staff.conftest import Phones
from tests.api.pages.staff.phone import Page, Phone

TEMPLATES = Path(pages.__file__).parent / "templates"
ADDRESS = re.compile(r"/static/[\w./-]+")
EMPLOYEE = "Medarbetare i enheten demo"


@pytest.fixture(scope="module")
def own() -> Iterator[House]:
    with house(demo=True) as built:
        yield built


@pytest.fixture
def phone(phones: Phones, own: House) -> Phone:
    visit = phones(EMPLOYEE, at=own)
    visit.opens("/start/besok")
    visit.presses("Starta rutinen", ref="S-101")
    return visit


def told(phone: Phone, **asked: str) -> dict[str, Any]:
    answer: dict[str, Any] = phone.http.get("/offline/phone", params={"nonce": "n", **asked}).json()
    return answer


def kept(phone: Phone) -> dict[str, Any]:
    found: dict[str, Any] = told(phone, instance=phone.page.path.split("/")[2])["kept"]
    return found


def shown(all: dict[str, Any], place: int, page: str) -> str:
    """The page as the phone puts it together."""
    title, main = all["places"][place]["pages"][page]
    whole: str = all["frame"].replace("@@title@@", title).replace("@@main@@", main)
    return whole.replace("@@key@@", "k")


def test_each_choice_leads_to_the_page_of_what_comes_next(phone: Phone) -> None:
    all = kept(phone)
    first = all["places"][0]
    assert first["first"] == "forbered"
    assert set(first["ways"]) == {"forbered/klart", "forbered/allt"}
    after = first["ways"]["forbered/klart"]["to"]
    page = Page(shown(all, after, "kolla"), "")
    assert page.heading == "Kontrollera väskan"
    assert "Väskan är packad" in page.buttons
    assert "Det gick bra" not in page.buttons
    packed = all["places"][after]["ways"]["kolla/packat"]
    assert packed["needs"] == [["checked", "1"], ["checked", "2"]]
    assert "Rutinen väntar" in shown(all, packed["to"], "vanta")


def test_a_choice_that_asks_has_a_page_of_its_own_whose_controls_the_browser_checks(phone: Phone) -> None:
    all = kept(phone)
    way = all["places"][0]["ways"]["forbered/allt"]
    assert way["asks"]
    assert [name for name, _ in way["needs"]] == ["antal", "ja", "orsak", "insatser"]
    page = shown(all, 0, "forbered/allt")
    assert (
        'name="antal" value="" autocomplete="off" inputmode="decimal" aria-describedby="antal-hint" required'
        in page
    )
    assert 'name="now"' not in page


def test_what_is_filled_in_on_the_way_is_not_among_what_is_kept_for_later(phone: Phone) -> None:
    all = kept(phone)
    assert "S-101" in json.dumps(all)
    assert all["since"].keys() == {"forbered"}


def test_the_whole_routine_is_read_beside_it(phone: Phone) -> None:
    (routine,) = kept(phone)["beside"]
    assert phone.http.get(routine).status_code == 200


def test_every_kept_page_is_accessible(phone: Phone) -> None:
    all = kept(phone)
    pages = [(number, name) for number, place in enumerate(all["places"]) for name in place["pages"]]
    assert len(pages) > 3
    for number, name in pages:
        assert violations(shown(all, number, name)) == [], name


def test_what_the_phone_has_already_is_not_sent_again(phone: Phone) -> None:
    instance = phone.page.path.split("/")[2]
    mark = told(phone, instance=instance)["mark"]
    assert "kept" not in told(phone, instance=instance, has=mark)
    phone.presses("Jag har läst")
    assert "kept" in told(phone, instance=instance, has=mark)


def test_nothing_is_kept_of_what_is_not_for_whoever_has_the_phone(
    phone: Phone, own: House, phones: Phones
) -> None:
    instance = phone.page.path.split("/")[2]
    answer = told(phones("Medarbetare i en annan enhet", at=own), instance=instance)
    assert "owner" in answer
    assert "kept" not in answer


def test_the_service_worker_names_what_it_keeps_and_all_of_that_is_there(phone: Phone) -> None:
    script = phone.http.get("/sw.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert edition() in script.text
    begun = json.loads(script.text.split("begin(")[1].rsplit(");", 1)[0])
    assert begun["files"] == list(files())
    for address in (*begun["files"], *begun["pages"], "/manifest.webmanifest"):
        assert phone.http.get(address).status_code == 200, address
    assert "worker-src 'self'" in begun["policy"]


def test_each_script_and_style_that_a_page_for_staff_loads_is_of_the_edition_and_kept() -> None:
    sheets = [*(TEMPLATES / "staff").rglob("*.html"), TEMPLATES / "base.html"]
    loaded = {each for sheet in sheets for each in ADDRESS.findall(sheet.read_text("utf-8"))}
    assert "/static/live.js" in loaded
    assert loaded <= set(files())


def test_the_phone_reads_its_session_once(phone: Phone, own: House, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    find = own.engine.sessions.find

    def noted(id: str, *, in_use: bool = True) -> Session | None:
        read.append(id)
        return find(id, in_use=in_use)

    monkeypatch.setattr(own.engine.sessions, "find", noted)
    assert "until" in told(phone)
    assert len(read) == 1


def test_the_manifest_names_icons_of_the_sizes_that_they_have(phone: Phone) -> None:
    for icon in phone.http.get("/manifest.webmanifest").json()["icons"]:
        content = phone.http.get(icon["src"]).content
        wide = int.from_bytes(content[16:20], "big")
        assert f"{wide}x{wide}" == icon["sizes"]


@pytest.mark.parametrize("why", ["none", "locked", "unsent", "full"])
def test_what_is_shown_in_place_of_a_page_says_what_to_do_and_nothing_of_anybody(
    phones: Phones, own: House, why: str
) -> None:
    page = phones(at=own).opens(f"/offline/{why}")
    assert page.heading
    assert "Till Hem" in page.links
