"""The examples in the API's description: one short story, played over HTTP, kept in `api/http/openapi/examples.json`.

`python -m tests.api.http.examples` writes the file anew; a test compares it with a new run, so every example works.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.http.routes.instances import PREFIX
from tests.api.acting import Actor
from tests.api.house import REAL_ROUTINES, House, house

FILE = Path(__file__).parents[3] / "api" / "http" / "openapi" / "examples.json"


@dataclass
class Recorder:
    """Asks, and keeps what was asked and answered: `operations` by operation id, `problems` by slug."""

    house: House
    operations: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, Any] = field(default_factory=dict)

    def ask(
        self, name: str, actor: Actor, path: str, content: Any = None, *, key: str | None = None, **given: str
    ) -> Any:
        """Asks an address; `given` fills the braces of `path`. Keeps it as the example of the operation `name`."""
        method = {"put": "PUT", **dict.fromkeys(("list", "get", "healthz", "readyz"), "GET")}.get(
            name.split("_")[0], "POST"
        )
        address = path.format(**given)
        headers = {"Idempotency-Key": key} if key else {}
        response = actor.http.request(method, address, json=content, headers=headers)
        assert response.status_code < 400, response.text
        answer = response.json()
        self.operations[name] = {
            "path": given,
            "content": content,
            "status": response.status_code,
            "answer": answer,
        }
        return answer

    def problem(self, actor: Actor, method: str, path: str, **request: Any) -> None:
        """Asks for something that is refused, and keeps the problem."""
        response = actor.http.request(method, path, **request)
        assert response.status_code >= 400, response.text
        answer = response.json()
        self.problems[answer["type"].removeprefix("/problems/")] = answer


def record() -> dict[str, Any]:
    """The examples of a new run."""
    with house(REAL_ROUTINES, suggestions_to="enhetschef") as built:
        recorder = Recorder(built)
        _play(recorder)
        _refuse(recorder)
        return {"operations": recorder.operations, "problems": recorder.problems}


ONE = f"{PREFIX}/{{instance}}"


def _play(recorder: Recorder) -> None:
    ask, built = recorder.ask, recorder.house
    employee = built.person("anst-1042", ("medarbetare", "norra"))
    manager = built.person("anst-2001", ("enhetschef", "norra"))
    built.engine.tokens.add("anst-1043", {("medarbetare", "norra")})
    ask("get_me", employee, "/api/v1/me")
    ask("list_routines", employee, "/api/v1/routines")
    ask("get_routine", employee, "/api/v1/routines/{routine}", routine="stodpass")
    visit = ask(
        "start_instance",
        employee,
        PREFIX,
        {"routine": "stodpass", "facts": {"besok_ref": "S-101"}},
        key="k-1",
    )["id"]
    ask("get_instance", employee, ONE, instance=visit)
    taken = {"state": "ak_dit", "choice": "framme", "facts": {}, "checked": []}
    ask("take_choice", employee, f"{ONE}/choices", taken, key="k-2", instance=visit)
    half = {"state": "registrera_ankomst", "typed": {"orsak": ["avbokat"]}, "seen": 0}
    ask("save_draft", employee, f"{ONE}/drafts", half, instance=visit)
    ask("list_drafts", employee, f"{ONE}/drafts", instance=visit)
    ask("undo_choice", employee, f"{ONE}/undo", key="k-3", instance=visit)
    wish = {"routine": "stodpass", "state": "ak_dit", "text": "Skriv var portkoden står."}
    ask("suggest", employee, "/api/v1/suggestions", wish)
    (waiting,) = ask("list_suggestions", manager, "/api/v1/suggestions?of=all")
    said = {"suggestion": waiting["id"], "text": "Bra, det kommer i nästa version."}
    ask("answer_suggestion", manager, "/api/v1/suggestions/answer", said)
    ask("get_facts", employee, f"{ONE}/facts", instance=visit)
    correction = {"facts": {"besok_ref": "S-102"}, "reason": "Fel referens."}
    ask("correct_facts", employee, f"{ONE}/corrections", correction, key="k-4", instance=visit)
    chosen = {
        "ways": {"task": [], "remind": ["sms"], "notice": ["mail"], "escalation": ["mail", "sms"]},
        "hours": {"opens": "07:00", "closes": "16:30"},
        "language": "sv",
    }
    ask("put_my_notifications", employee, "/api/v1/me/notifications", chosen)
    ask("get_my_notifications", employee, "/api/v1/me/notifications")
    built.passes(minutes=45)
    ask("list_tasks", employee, "/api/v1/tasks")
    ask("list_notices", employee, "/api/v1/notices")
    ask("list_instances", employee, PREFIX)
    ask("get_history", employee, f"{ONE}/history", instance=visit)
    built.engine.tick()  # who read is queued, and written before it
    ask("get_reads", employee, f"{ONE}/reads", instance=visit)
    ask("list_successors", employee, f"{ONE}/successors", instance=visit)
    ask("hand_over_instance", employee, f"{ONE}/hand-over", {"to": "anst-1043"}, key="k-5", instance=visit)

    fault = (
        employee.starts("telefon_fel")
        .takes("Flera telefoner har samma fel")
        .takes("Enhetschefen vet om felet")
    )
    ask("take_step", manager, f"{ONE}/take", {"state": "bedom_storning"}, key="k-6", instance=fault.id)
    ask("release_step", manager, f"{ONE}/release", {"state": "bedom_storning"}, key="k-7", instance=fault.id)
    ask("hand_over_all", employee, "/api/v1/me/hand-over", {"to": "anst-1043", "unit": "norra"})
    ask(
        "cancel_instance",
        manager,
        f"{ONE}/cancel",
        {"reason": "Startad av misstag."},
        key="k-8",
        instance=fault.id,
    )
    shift = (
        employee.starts("arbetspass", pass_slut="2026-03-02T16:00:00+01:00")
        .takes("Jag har telefonen", telefon_id="T-07")
        .takes("Jag har glömt lösenordet")
    )
    called = manager.get(f"/instances/{shift.view['children'][-1]['id']}").json()["id"]
    manager.post(f"/instances/{called}/cancel", {"reason": "Startad av misstag."})
    while claimed := built.engine.notifications.claim():
        built.engine.notifications.spread(claimed, {"mail"})
    undelivered = ask("list_undelivered", manager, "/api/v1/undelivered")
    ask("tell_again", manager, "/api/v1/undelivered/send", {"id": undelivered[0]["id"]})
    resolution = {
        "state": "nytt_losenord",
        "way": "outcome",
        "target": "aterstallt",
        "reason": "IT har ordnat lösenordet.",
    }
    ask("resolve_incident", manager, f"{ONE}/incidents", resolution, key="k-9", instance=shift.id)
    for number in range(5):
        helper = built.person(f"anst-11{number:02}", ("medarbetare", "norra"))
        helper.starts("telefon_fel").takes("Telefonen fungerar igen")
    ask("get_statistics", manager, "/api/v1/routines/{routine}/statistics", routine="telefon_fel")
    given = {"subject": "anst-1046", "name": "", "role": "medarbetare", "unit": "norra"}
    ask("give_role", manager, "/api/v1/unit/people", given)
    ask("list_unit_people", manager, "/api/v1/unit/people?unit=norra&limit=2")
    taken_away = {"subject": "anst-1046", "role": "medarbetare", "unit": "norra"}
    ask("take_role", manager, "/api/v1/unit/people/take", taken_away)
    evening = {
        "name": "Vikarie",
        "role": "medarbetare",
        "unit": "norra",
        "until": "2026-03-02T22:00:00+01:00",
    }
    code = ask("let_in", manager, "/api/v1/unit/shifts", evening)
    shifts = ask("list_shifts", manager, "/api/v1/unit/shifts?unit=norra")
    ask("end_shift", manager, "/api/v1/unit/shifts/end", {"shift": shifts[0]["shift"]})
    # Nobody can foresee these.
    code["code"], shifts[0]["subject"] = "K7RM 4QXD", "pass-3f9c02d1a4b7"
    shifts[0]["shift"] = recorder.operations["end_shift"]["content"]["shift"] = "3f9c02d1a4b76e5d8c90"
    administrator = built.visitor(built.engine.tokens.add("it-3", (), administers=True))
    tokens = ask("list_tokens", administrator, "/api/v1/tokens?subject=anst-2001")
    for number, token in enumerate(tokens):  # of what nobody can foresee
        token["id"] = f"{number + 0x3F9C02D1A4B7:012x}"
    ask("end_tokens", administrator, "/api/v1/tokens/end", {"subject": "anst-1100", "until": "2026-08-31"})
    written = {
        "subject": "anst-1044",
        "name": "",
        "mail": "anst-1044@kommun.example",
        "phone": "070-174 06 05",
        "grants": [{"role": "medarbetare", "unit": "norra"}],
    }
    known = ask("put_person", administrator, "/api/v1/people", written)
    ask("get_person", administrator, "/api/v1/people/{number}", number=str(known["number"]))
    changes = ask(
        "list_role_changes", administrator, "/api/v1/people/{number}/changes", number=str(known["number"])
    )
    assert changes[0]["by"] == "it-3"
    many = {"people": [written, {"subject": "anst-1045"}], "dry_run": True}
    ask("import_people", administrator, "/api/v1/people/import", many)
    ask("list_people", administrator, "/api/v1/people?limit=2")
    employee.starts("telefon_fel").takes("Telefonen går inte att starta").takes(
        "Skicka mejlet till IT-avdelningen", telefon_id="T-07"
    )
    (waiting,) = ask("list_deliveries", administrator, "/api/v1/deliveries")
    ask("send_again", administrator, "/api/v1/deliveries/send", {"delivery": waiting["id"]})
    ask("list_settings", administrator, "/api/v1/settings")
    built.engine.tokens.add("anst-9001", [("medarbetare", "norra")])
    ask("sign_out_person", administrator, "/api/v1/people/sign-out", {"subject": "anst-9001"})
    ask("forget_person", administrator, "/api/v1/people/forget", {"subject": "anst-9001"})
    ask("healthz", employee, "/healthz")
    ask("readyz", employee, "/readyz")


def _refuse(recorder: Recorder) -> None:
    problem, built = recorder.problem, recorder.house
    employee = built.person("anst-1042", ("medarbetare", "norra"))
    stranger = built.person("anst-3001", ("medarbetare", "sodra"))
    shift = employee.starts("arbetspass", pass_slut="2026-03-02T16:00:00Z")
    for label, facts in (
        ("Jag har telefonen", {"telefon_id": "T-07"}),
        ("Jag är inloggad", {}),
        ("Jag har läst", {}),
    ):
        shift.takes(label, **facts)
    shift.takes("Starta ett stödpass", besok_ref="S-103")
    choices, ending = f"{PREFIX}/{shift.id}/choices", {"state": "passet_pagar", "choice": "avsluta_pass"}
    problem(employee, "POST", choices, json=ending)
    problem(employee, "POST", choices, json={"state": "logga_in", "choice": "inloggad"})
    problem(employee, "POST", choices, json={"state": "passet_pagar", "choice": "nytt_stodpass"})
    problem(employee, "POST", choices, json=ending, headers={"If-Match": '"2"'})
    problem(employee, "POST", choices, json=ending, headers={"If-Match": "2"})
    problem(employee, "POST", choices, json={"state": "passet_pagar"})
    problem(employee, "POST", choices, content=b"state=passet_pagar", headers={"Content-Type": "text/plain"})
    problem(employee, "POST", choices, json={**ending, "facts": {"text": "x" * 70_000}})
    untouched = employee.starts("telefon_fel")
    problem(employee, "POST", f"{PREFIX}/{untouched.id}/undo", headers={"Idempotency-Key": "k-9"})
    problem(stranger, "POST", choices, json=ending)
    problem(employee, "GET", "/api/v1/routines/stodpas")
    problem(employee, "GET", "/api/v1/routine")
    problem(employee, "PUT", "/api/v1/routines")
    problem(built.visitor(None), "GET", "/api/v1/me")
    fault = employee.starts("telefon_fel").takes("Telefonen fungerar igen")
    problem(employee, "POST", f"{PREFIX}/{fault.id}/choices", json={"state": "felsok", "choice": "lost"})
    reused = {"Idempotency-Key": "k-10"}
    employee.http.post(PREFIX, json={"routine": "telefon_fel"}, headers=reused)
    problem(employee, "POST", PREFIX, json={"routine": "arbetspass"}, headers=reused)


if __name__ == "__main__":
    FILE.write_text(json.dumps(record(), ensure_ascii=False, indent=1) + "\n")
