from ui.access.throttle import BY_ADDRESS, BY_NAME, FORGET, REMEMBERED, Limit, Throttle


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def failures(throttle: Throttle, clock: Clock, key: str, count: int) -> list[float]:
    """The wait after each of so many failures, each begun as soon as it may."""
    waits = []
    for _ in range(count):
        throttle.begin(key)
        waits.append(throttle.wait(key))
        clock.now += waits[-1]
    return waits


def test_the_wait_doubles_up_to_its_longest():
    clock = Clock()
    throttle = Throttle(Limit(free=2, longest=10.0), clock)
    assert failures(throttle, clock, "张三", 7) == [0, 1, 2, 4, 8, 10, 10]
    assert throttle.wait("李四") == 0


def test_a_hundred_at_once_do_not_pass_together():
    throttle = Throttle(BY_NAME, Clock())
    passed = 0
    for _ in range(100):
        if not throttle.wait("张三"):
            throttle.begin("张三")
            passed += 1
    assert passed == BY_NAME.free


def test_a_name_is_never_locked_for_long_and_an_address_is():
    clock = Clock()
    assert max(failures(Throttle(BY_NAME, clock), clock, "x", 30)) == 60
    assert max(failures(Throttle(BY_ADDRESS, clock), clock, "x", 60)) == 900


def test_success_forgets_a_name_and_gives_an_address_one_back():
    clock = Clock()
    throttle = Throttle(Limit(free=2, longest=10.0), clock)
    failures(throttle, clock, "a", 3)
    throttle.succeeded("a")
    assert failures(throttle, clock, "a", 2) == [0, 1]
    throttle.begin("b")
    throttle.forgive("b")
    assert failures(throttle, clock, "b", 2) == [0, 1]


def test_an_hour_without_a_failure_forgets():
    clock = Clock()
    throttle = Throttle(Limit(free=2, longest=10.0), clock)
    failures(throttle, clock, "a", 5)
    clock.now += FORGET
    assert failures(throttle, clock, "a", 2) == [0, 1]


def test_memory_is_bounded_and_the_oldest_is_forgotten():
    throttle = Throttle(Limit(free=1, longest=10.0), Clock())
    for number in range(REMEMBERED + 1):
        throttle.begin(str(number))
    assert len(throttle._records) == REMEMBERED
    assert throttle.wait("0") == 0
    assert throttle.wait("1") == 1
