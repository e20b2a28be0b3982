"""Links and documents of a step, over HTTP: each version has its own, and nothing can run in them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.beside import read_documents
from engine.check import check
from tests.api.acting import Actor
from tests.api.handed_out import PDF, write_handing_out
from tests.api.house import House, house

ADDRESS = "/api/v1/routines/utlamning/documents"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house whose routine has documents."""
    with house(write_handing_out(tmp_path_factory.mktemp("routines"))) as built:
        yield built


@pytest.fixture(scope="module")
def someone(office: House) -> Actor:
    return office.person("m", ("medarbetare", "norra"))


def test_a_step_names_its_links_and_documents(someone: Actor) -> None:
    step = someone.starts("utlamning").view["steps"][0]

    assert step["links"] == [
        {"id": "karta", "title": "Karta över skåpen", "url": "https://example.org/karta"}
    ]
    assert [(each["title"], each["media_type"], each["size"]) for each in step["documents"]] == [
        ("Kvittens på nyckeln", "application/pdf", len(PDF)),
        ("Så ser skåpet ut", "image/png", 8),
    ]


def test_a_routine_names_all_of_its_own(someone: Actor) -> None:
    routine = someone.http.get("/api/v1/routines/utlamning").json()

    assert [each["id"] for each in routine["links"]] == ["karta"]
    assert [each["id"] for each in routine["documents"]] == ["kvittens", "skapet"]


def test_a_document_is_given_as_it_is_and_nothing_can_run_in_it(someone: Actor) -> None:
    answer = someone.http.get(f"{ADDRESS}/kvittens")

    assert answer.content == PDF
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["content-disposition"] == (
        "inline; filename*=UTF-8''Kvittens%20p%C3%A5%20nyckel.pdf"
    )


def test_who_has_it_already_does_not_fetch_it_again(someone: Actor) -> None:
    first = someone.http.get(f"{ADDRESS}/kvittens")
    again = someone.http.get(f"{ADDRESS}/kvittens", headers={"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("asked", ["blankett", "Kvittens%20p%C3%A5%20nyckel.pdf", "..%2Futlamning.yaml"])
def test_nothing_else_of_the_folder_is_given(someone: Actor, asked: str) -> None:
    assert someone.http.get(f"{ADDRESS}/{asked}").status_code == 404


def test_a_misspelt_document_is_told_with_the_nearest_name(someone: Actor) -> None:
    answer = someone.http.get(f"{ADDRESS}/kvittensen")

    assert answer.json()["detail"] == "Det finns ingen fil som heter ”kvittensen”. Menade du ”kvittens”?"


def test_only_who_is_signed_in_gets_one(office: House) -> None:
    assert office.visitor(None).http.get(f"{ADDRESS}/kvittens").status_code == 401


def test_an_older_version_keeps_its_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("routines")
    with house(write_handing_out(folder)) as office:
        someone = office.person("m", ("medarbetare", "norra"))
        report = check([write_handing_out(folder, version=2, pdf=b"%PDF-1.7\n")])
        office.engine.publish(report.routines, {}, read_documents(report.routines, report.documents))

        assert someone.http.get(f"{ADDRESS}/kvittens").content == b"%PDF-1.7\n"
        assert someone.http.get(f"{ADDRESS}/kvittens?version=1").content == PDF
