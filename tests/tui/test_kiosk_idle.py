"""Nobody there: one sleeping timer, a warning, a countdown, the end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from tui.kiosk.idle import Backstop, Idle


@dataclass(eq=False)
class Timer:
    due: float
    call: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


@dataclass
class Clock:
    """A loop whose time goes by only when told; counts how often it woke somebody."""

    now: float = 1000.0
    timers: list[Timer] = field(default_factory=list)
    woken: int = 0

    def later(self, seconds: float, call: Callable[[], None]) -> Timer:
        self.timers.append(Timer(self.now + seconds, call))
        return self.timers[-1]

    def go(self, seconds: float) -> None:
        end = self.now + seconds
        while due := [t for t in self.timers if t.due <= end and not t.cancelled]:
            timer = min(due, key=lambda t: t.due)
            self.timers.remove(timer)
            self.now = timer.due
            self.woken += 1
            timer.call()
        self.now = end


class Person:
    def __init__(self) -> None:
        self.clock = Clock()
        self.seen: list[object] = []
        self.idle = Idle(
            60,
            90,
            later=self.clock.later,
            clock=lambda: self.clock.now,
            warn=self.seen.append,
            calm=lambda: self.seen.append("calm"),
            end=lambda: self.seen.append("end"),
        )


def test_warned_after_60_seconds_counted_down_ended_after_90() -> None:
    person = Person()
    person.clock.go(59.9)
    assert person.seen == []
    person.clock.go(0.2)
    assert person.seen == [30]
    person.clock.go(29)
    assert person.seen == list(range(30, 0, -1))
    person.clock.go(1)
    assert person.seen[-1] == "end"
    person.clock.go(500)
    assert person.seen.count("end") == 1


def test_before_the_warning_nothing_wakes_up_but_one_timer() -> None:
    person = Person()
    for _ in range(590):  # a key a second for almost ten minutes
        person.clock.go(1)
        assert person.idle.touched() is False
        assert len([t for t in person.clock.timers if not t.cancelled]) == 1
    assert person.seen == []
    assert person.clock.woken <= 10


def test_the_key_that_takes_the_warning_away_is_told_apart() -> None:
    person = Person()
    person.clock.go(75)
    assert person.seen == list(range(30, 14, -1))

    assert person.idle.touched() is True
    assert person.idle.touched() is False
    assert person.seen[-1] == "calm"
    person.clock.go(59)
    assert person.seen.count(30) == 1
    person.clock.go(31)
    assert person.seen.count("end") == 1


def test_stopped_it_stays_silent() -> None:
    person = Person()
    person.idle.stop()
    person.clock.go(1000)

    assert person.seen == []


def test_the_backstop_ends_what_the_loop_cannot() -> None:
    ended = threading.Event()
    backstop = Backstop(0.15, ended.set)
    for _ in range(4):
        assert not ended.wait(0.05)
        backstop.touched()
    assert ended.wait(5)


def test_the_backstop_can_be_stopped() -> None:
    ended = threading.Event()
    Backstop(0.05, ended.set).stop()

    assert not ended.wait(0.15)
