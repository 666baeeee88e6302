"""When background work begins: after the first requests, once a while has passed without any."""

from types import SimpleNamespace

from ui.quiet import LONGEST, QUIET, UNASKED, wait_for_quiet


class Clock:
    """Time that passes by sleeping, and requests that come at their seconds."""

    def __init__(self, *requests: float, running_until: float = 0.0) -> None:
        self.now = 0.0
        self.requests = requests
        self.running_until = running_until
        self.traffic = SimpleNamespace(total_requests=0, tasks=set())

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.traffic.total_requests = sum(at <= self.now for at in self.requests)
        self.traffic.tasks = {"one"} if self.now < self.running_until else set()


def begun(clock: Clock) -> float:
    wait_for_quiet(clock.traffic, clock.sleep)
    return clock.now


def test_without_any_request_it_begins_after_a_while():
    assert begun(Clock()) == UNASKED == 5.0


def test_it_waits_for_the_page_that_is_opened_meanwhile():
    assert begun(Clock(3.0, 3.5, 4.75)) == 4.75 + QUIET == 6.75


def test_a_request_that_is_being_answered_is_waited_for():
    assert begun(Clock(1.0, running_until=9.0)) == 8.75 + QUIET


def test_a_server_that_is_never_quiet_begins_all_the_same():
    assert begun(Clock(*range(1_000))) == LONGEST
