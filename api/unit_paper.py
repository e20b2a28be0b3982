"""All that a unit has open, as a PDF to print: what the command line, the API, the pages and the nightly printout share."""

from __future__ import annotations

from random import SystemRandom

from diagrams.printed.of_unit import form_of_unit
from diagrams.printed.pdf import form_pdf
from engine.run.instance import Person
from engine.service.engine import Engine


def unit_paper(engine: Engine, unit: str, person: Person | None, language: str) -> bytes:
    """The unit's form. `person` None is whoever runs the database. Raises NotYours, CannotDraw."""
    found = engine.units_open.of(unit, person)
    context = engine.context
    form = form_of_unit(
        unit,
        [(each.routine, each.instance) for each in found.cases],
        SystemRandom(),
        at=engine.now().astimezone(context.zone),
        language=language,
        context=context,
        routines={routine.id: routine for routine in engine.routines()},
        unreadable=found.unreadable,
        name_of=lambda subject: found.names.get(subject) or subject,
    )
    return form_pdf(form)
