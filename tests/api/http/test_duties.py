"""Two signatures over HTTP: who did the first sees that the second is for somebody else, and is refused it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.house import House, house
from tests.engine.run.acting import routine

SIGNED = routine(
    """
    forsta: {title: Skriv under som nummer ett, role: administrator}
    andra:
      title: Skriv under som nummer två
      role: administrator
      not_by: [forsta, start]
      choices: {klar: Klar, avbryt: {label: Avbryt, not_by: start}}
    slut: {end: klart}
    """,
    id="underskrift",
    start="administrator",
)


@pytest.fixture(scope="module")
def office() -> Iterator[House]:
    with house() as built:
        built.engine.publish([SIGNED])
        yield built


def test_the_second_signature_is_another_persons(office: House) -> None:
    anna, bo = (office.person(name, ("administrator", "norra")) for name in ("anna", "bo"))
    run = anna.starts("underskrift")
    run.takes("Klar")
    (step,) = run.view["steps"]
    assert step["by_whom"] == (
        "Görs av någon annan än den som gjorde ”Skriv under som nummer ett” eller startade rutinen."
    )
    sign, stop = step["choices"]
    assert (step["mine"], sign["allowed"], sign["reason"], sign["by_whom"]) == (False, False, "who", None)
    assert sign["because"] == "Du gjorde själv ”Skriv under som nummer ett”. Någon annan ska göra det här."
    assert stop["by_whom"] == "Görs av någon annan än den som startade rutinen."

    refused = anna.post(f"{run.path}/choices", {"state": "andra", "choice": "klar"})
    assert refused.status_code == 403
    problem = refused.json()
    assert (problem["type"], problem["reason"], problem["detail"]) == (
        "/problems/not-yours",
        "not_by",
        sign["because"],
    )
    assert anna.post(f"{run.path}/take", {"state": "andra"}).status_code == 403
    assert [each.tasks()[0]["scope"] for each in (anna, bo)] == ["unit", "role"]
    assert bo.follows(run.id).takes("Klar").ended == "klart"


def test_an_english_reader_is_told_in_english(office: House) -> None:
    anna = office.person("eva", ("administrator", "norra"), language="en")
    run = anna.starts("underskrift")
    run.takes("Klar")
    assert run.view["steps"][0]["by_whom"] == (
        "Done by somebody other than whoever did “Skriv under som nummer ett” or started the routine."
    )
