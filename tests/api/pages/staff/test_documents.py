"""What a step needs besides words: its links and documents, on a phone."""

from __future__ import annotations

import pytest

from engine.beside import read_documents
from engine.check import check
from tests.accessibility import violations
from tests.api.handed_out import PDF, write_handing_out
from tests.api.house import house
from tests.api.pages.staff.conftest import Phones


def test_a_step_leads_to_its_links_and_to_its_documents_as_they_were_when_it_began(
    tmp_path_factory: pytest.TempPathFactory, phones: Phones
) -> None:
    folder = tmp_path_factory.mktemp("routines")
    with house(write_handing_out(folder), demo=True) as office:
        phone = phones("Medarbetare i enheten demo", at=office)
        phone.opens("/start/utlamning")
        page = phone.presses("Starta rutinen")
        report = check([write_handing_out(folder, version=2, pdf=b"%PDF-1.7\n")])
        office.engine.publish(report.routines, {}, read_documents(report.routines, report.documents))

        assert "PDF, 120 kB" in page.text
        assert page.links["Karta över skåpen Öppnas i en ny flik"] == "https://example.org/karta"
        assert violations(phone.response.text) == []
        assert phone.http.get(page.links["Kvittens på nyckeln PDF, 120 kB"]).content == PDF
