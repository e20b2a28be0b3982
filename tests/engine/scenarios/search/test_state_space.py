"""What tells the situations of a case apart, and what does not."""

from __future__ import annotations

from engine.model.routine import Routine
from engine.run.context import Library
from engine.scenarios.player import person_in
from engine.scenarios.search.boundary_values import BoundaryValues
from engine.scenarios.search.state_space import Situation, StateSpace
from tests.engine.run.acting import routine

CHILD = routine("gor: {title: Gör, role: medarbetare}\nklart: {end: klart}\n", id="barn")
STARTS = routine(
    """
    borja:
      title: Börja
      role: medarbetare
      choices:
        starta: {label: Starta, start: barn}
        sluta: {label: Sluta, when: running("barn") == 0, because: Vänta., to: klart}
    klart: {end: klart}
    """
)


def with_started(count: int) -> Situation:
    routines: dict[str, Routine] = {each.id: each for each in (STARTS, CHILD)}
    space = StateSpace(STARTS, Library.of(routines.values()), BoundaryValues(STARTS, routines), most=100)
    player = space.new_player()
    player.start(STARTS, person_in("medarbetare"))
    for _ in range(count):
        assert player.choose(player.root.id, "borja", "starta", person_in("medarbetare")) is None
    return space.situation(player)


def test_of_what_runs_beside_no_more_is_told_apart_than_one_and_several() -> None:
    none, one, two, three, nine = (with_started(count) for count in (0, 1, 2, 3, 9))

    assert len({none, one, two}) == 3
    assert two == three == nine
