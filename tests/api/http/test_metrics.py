"""Facts about `/metrics`."""

from __future__ import annotations

import re

from tests.api.house import House


def numbers(built: House) -> dict[str, float]:
    text = built.visitor(None).get("//metrics").text
    return {name: float(value) for name, value in re.findall(r"^([^#\s].*) (\S+)$", text, re.M)}


def test_requests_are_counted_by_pattern_and_status(own: House) -> None:
    employee = own.person("anst-1", ("medarbetare", "norra"))
    run = employee.starts("besok", ref="S-1").takes("Jag har läst")
    run.tries("Väskan är packad", checked=[])
    found = numbers(own)
    path = 'path="/api/v1/instances/{instance}/choices"'
    assert found[f'rutin_requests_total{{method="POST",{path},status="200"}}'] == 1
    assert found[f'rutin_requests_total{{method="POST",{path},status="409"}}'] == 1
    assert found[f"rutin_request_seconds_count{{{path}}}"] == 2


def test_addresses_that_are_not_there_are_counted_as_one(own: House) -> None:
    visitor = own.visitor(None)
    visitor.get("//a")
    visitor.get("//b")
    assert numbers(own)['rutin_requests_total{method="GET",path="other",status="404"}'] == 2


def test_changes_are_counted_by_what_came_of_them(own: House) -> None:
    employee = own.person("anst-1", ("medarbetare", "norra"))
    run = employee.starts("besok", ref="S-1")
    content = {"state": "forbered", "choice": "klart"}
    for _ in range(2):
        employee.post(f"{run.path}/choices", content, Idempotency_Key="k")
    employee.post(f"{run.path}/choices", content)
    found = numbers(own)
    for outcome in ("kept", "replayed", "not-possible-here"):
        assert found[f'rutin_changes_total{{command="Choose",outcome="{outcome}"}}'] == 1


def test_the_engines_own_numbers_are_there(own: House) -> None:
    employee = own.person("anst-1", ("medarbetare", "norra"))
    employee.starts("besok", ref="S-1").takes("Jag har läst")
    found = numbers(own)
    assert found["rutin_instances_running"] == 1
    assert found["rutin_timers_waiting"] == 2
    assert found["rutin_timer_lag_seconds"] == 0
    assert found["rutin_outbox_waiting"] == 0
    assert found["rutin_writer_queue"] == 0


def test_a_timer_that_nobody_sees_to_shows_as_lag(own: House) -> None:
    employee = own.person("anst-1", ("medarbetare", "norra"))
    employee.starts("besok", ref="S-1").takes("Jag har läst")
    own.waits(minutes=35)
    assert numbers(own)["rutin_timer_lag_seconds"] == 300


def test_nothing_personal_stands_in_the_numbers(own: House) -> None:
    employee = own.person("anst-1", ("medarbetare", "norra"))
    run = employee.starts("besok", ref="S-1")
    text = own.visitor(None).get("//metrics").text
    for sign in (run.id, "anst-1", "norra", "S-1", "127.0.0.1"):
        assert sign not in text
