"""What the database keeps: whether it can be read and written, which routines people follow, what stands still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from api.cli.clock import apart
from api.cli.doctor.finding import Finding, look, well, wrong
from api.cli.opening import check_there, open_engine
from api.cli.unfinished import settings_shown, why_unfinished
from api.settings import Settings
from engine.errors.store import StoreTrouble
from engine.model.routine import Routine
from engine.said import Said
from engine.service.cursor import every
from engine.service.engine import Engine
from engine.service.upkeep.release import waits_for_upgrade

LATE = 300.0
"""Seconds that a timer may be late before nobody seems to see to it."""

_CLOCK = Said("Klocka", "Clock")
_DATABASE = Said("Databas", "Database")
_BEFORE = Said(
    "är som utgåvan före har den. Den första av den här utgåvan som arbetar i den (rutin serve, rutin worker) gör om tabellerna. "
    "Ta en kopia innan: rutin backup. Mer om det som finns i den går att säga sedan.",
    "is as the release before has it. The first of this release that works on it (rutin serve, rutin worker) brings its tables up to "
    "date. Make a copy before: rutin backup. More of what is in it can be told afterwards.",
)
_ROUTINES = Said("Rutiner", "Routines")
_UNSET = Said("Uppgifter", "Settings")
_RETENTION = Said("Gallring", "Retention")
_ROLES = Said("Roller", "Roles")
_TIMERS = Said("Tider", "Timers")
_DELIVERIES = Said("Utskick", "Deliveries")
_INCIDENTS = Said("Stopp", "Incidents")


def kept(settings: Settings) -> Iterator[Finding]:
    """Opens the database of the settings; one that is not there is not made, and one of the release before stays as it is."""
    try:
        check_there(settings)
        if waits_for_upgrade(settings.database_url):
            yield look(_DATABASE, _BEFORE)
            return
        with open_engine(settings, new=False) as engine:
            engine.check_writable()
            yield well(_DATABASE, Said("svarar och går att skriva i", "answers and can be written to"))
            yield clock(engine.ahead_of_database())
            routines = engine.routines()
            yield from _published(routines, engine.unreadable_routines())
            yield from _undecided(routines, set(engine.context.settings))
            if routines:
                yield _retained(engine)
            if routines and not (settings.demo or settings.oidc_issuer):
                # Where the organisation signs people in, it knows who holds what, and we only once they have come.
                yield _unheld(engine, routines)
            yield from _waiting(engine)
    except StoreTrouble as trouble:
        yield wrong(_DATABASE, trouble.said())


def clock(ahead: timedelta) -> Finding:
    """Clocks that differ make timers early or late, and what one machine writes older than it is for another."""
    told = apart(ahead)
    return wrong(_CLOCK, told) if told else well(_CLOCK, Said("går som databasens", "goes as the database's"))


def _published(routines: list[Routine], unreadable: list[str]) -> Iterator[Finding]:
    if routines:
        yield well(_ROUTINES, Said(f"{len(routines)} publicerade", f"{len(routines)} published"))
    elif not unreadable:
        yield wrong(
            _ROUTINES,
            Said("ingen är publicerad. Skriv: rutin publish", "none is published. Write: rutin publish"),
        )
    if unreadable:
        names = ", ".join(unreadable)
        yield wrong(
            _ROUTINES,
            Said(
                f"går inte att läsa: {names}. De andra går att arbeta efter. Skriv: rutin audit",
                f"can't be read: {names}. The others can be worked by. Write: rutin audit",
            ),
        )


def _undecided(routines: list[Routine], decided: set[str]) -> Iterator[Finding]:
    """Settings that published routines show and nobody has decided; those that may be urgent by their step."""
    urgent = [why.fill(id=each.id) for each in routines for why in why_unfinished(each, decided)]
    for why in urgent:
        yield look(_UNSET, Said(why.sv.strip(), why.en.strip()))
    unset = sorted(frozenset().union(*map(settings_shown, routines)) - decided)
    if unset:
        yield look(
            _UNSET,
            Said(
                f"utan värde i settings.yaml: {', '.join(unset)}. Personalen läser att det inte är bestämt än. "
                "Bestäm, och skriv: rutin publish",
                f"without a value in settings.yaml: {', '.join(unset)}. Staff read that it is not decided yet. "
                "Decide, and write: rutin publish",
            ),
        )


def _retained(engine: Engine) -> Finding:
    """Routines whose cases are kept for ever, since nobody has said anything else."""
    rules = engine.erasing.rules().by_routine
    without = sorted(id for id, rule in rules.items() if rule is None)
    if not without:
        return well(_RETENTION, Said("varje rutin säger hur länge", "each routine says for how long"))
    return look(
        _RETENTION,
        Said(
            f"ingen har sagt hur länge ärenden i {', '.join(without)} sparas, så allt sparas. "
            "Skriv retain: i rutinen, eller inställningen retain i settings.yaml, och publicera.",
            f"nobody has said how long cases of {', '.join(without)} are kept, so all is kept. "
            "Write retain: in the routine, or the setting retain in settings.yaml, and publish.",
        ),
    )


def _unheld(engine: Engine, routines: list[Routine]) -> Finding:
    """Roles whose steps wait for nobody."""
    held = {role for known in every(engine.people.listed) for role, _ in known.grants}
    needed = {id: role.title for routine in routines for id, role in routine.roles.items()}
    empty = sorted(set(needed) - held)
    if not empty:
        return well(_ROLES, Said("var och en har någon", "each has somebody"))
    return look(
        _ROLES,
        Said(
            f"ingen har {', '.join(empty)}. Det som väntar på dem når ingen. Skriv in dem med rutin people, eller ge dem nycklar.",
            f"nobody holds {', '.join(empty)}. What waits for them reaches nobody. Write them down by rutin people, or give them keys.",
        ),
    )


def _waiting(engine: Engine) -> Iterator[Finding]:
    """What should have been done by now, and by whom."""
    numbers = engine.numbers()
    late = round(numbers["timer_lag_seconds"] / 60)
    if numbers["timer_lag_seconds"] > LATE:
        yield wrong(
            _TIMERS,
            Said(
                f"en är {late} minuter sen: ingen sköter dem. Starta rutin serve eller rutin worker.",
                f"one is {late} minutes late: nobody sees to them. Start rutin serve or rutin worker.",
            ),
        )
    else:
        yield well(_TIMERS, Said("ingen är sen", "none is late"))
    failed = sum(
        int(numbers[name]) for name in ("outbox_failed", "outbox_retrying", "notifications_given_up")
    )
    if failed:
        yield look(
            _DELIVERIES,
            Said(
                f"{failed} har inte gått att skicka. Se vilka, och varför: rutin deliveries",
                f"{failed} could not be sent. See which, and why: rutin deliveries",
            ),
        )
    else:
        yield well(_DELIVERIES, Said("inget har fastnat", "nothing is stuck"))
    if still := int(numbers["incidents"]):
        yield look(
            _INCIDENTS,
            Said(
                f"{still} steg står stilla tills någon ser till dem. Enhetens chef ser vilka på sidan Enheten.",
                f"{still} steps stand still until somebody sees to them. The unit's manager sees which on the page Unit.",
            ),
        )
