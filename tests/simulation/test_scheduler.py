"""The world of one seed: who goes on, when, and what becomes of who is killed."""

from __future__ import annotations

import pytest

from tests.simulation.runner import SimulatedRunner
from tests.simulation.scheduler import Stuck, World


def order(seed: int) -> list[str]:
    """In which order three tasks of some steps each go on."""
    world, steps = World(seed), list[str]()

    def work(name: str) -> None:
        for _ in range(4):
            world.pause()
            steps.append(name)

    def main() -> None:
        for task in [world.task(lambda name=name: work(name), name) for name in "abc"]:  # type: ignore[misc]
            task.join()

    world.run(main)
    return steps


def test_a_seed_decides_who_goes_on() -> None:
    assert order(1) == order(1)
    assert len({tuple(order(seed)) for seed in range(5)}) > 1
    assert sorted(order(1)) == [*"aaaabbbbcccc"]


def test_time_goes_by_when_all_wait() -> None:
    world, seen = World(1), list[float]()

    def sleeps(seconds: float) -> None:
        world.pause(seconds)
        seen.append(world.time)

    def main() -> None:
        for task in [world.task(lambda s=s: sleeps(s), "sleeper") for s in (7_200.0, 60.0)]:  # type: ignore[misc]
            task.join()

    world.run(main)
    assert seen == [60.0, 7_200.0]


def test_who_is_killed_does_nothing_more_wherever_it_stood() -> None:
    world, process, done = World(1), object(), list[str]()

    def work() -> None:
        done.append("begun")
        world.pause(10.0)
        done.append("ended")

    def main() -> None:
        task = world.task(work, "work", process)
        world.pause(5.0)
        world.kill(process)
        world.pause(20.0)
        assert not task.is_alive()

    world.run(main)
    assert done == ["begun"]


def test_a_world_in_which_nobody_will_go_on_ends() -> None:
    world = World(1)
    with pytest.raises(Stuck, match="nobody will ever go on"):
        world.run(lambda: world.pause(None, lambda: False))


def test_a_world_ends_by_what_a_task_failed_by() -> None:
    world = World(1)

    def main() -> None:
        world.task(lambda: [][0], "fails")
        world.pause(10.0)

    with pytest.raises(IndexError):
        world.run(main)


def test_whoever_waits_for_an_answer_goes_on_when_it_is_there() -> None:
    world, told = World(1), list[str]()
    runner = SimulatedRunner(world, object(), "p1")
    queue, future = runner.queue(), runner.future()

    def answers() -> None:
        future.set_result(queue.get())

    def main() -> None:
        runner.thread(answers, "answers")
        queue.put("answer")
        told.append(future.result())

    world.run(main)
    assert told == ["answer"]
