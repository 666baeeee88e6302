from ui.access.streams import PER_USER, Streams


def test_the_first_user_of_a_number_owns_it():
    streams = Streams()
    assert not streams.owns("n", "张")
    assert streams.claim("n", "张")
    assert streams.claim("n", "张")
    assert not streams.claim("n", "李")
    assert streams.owns("n", "张")
    assert not streams.owns("n", "李")


def test_memory_is_bounded_for_each_user_and_one_cannot_push_anothers_out():
    streams = Streams()
    streams.claim("a", "张")
    for number in range(PER_USER + 5):
        streams.claim(f"b{number}", "李")
    assert streams.owns("a", "张")
    assert not streams.owns("b0", "李")
    assert streams.owns(f"b{PER_USER + 4}", "李")
    assert len(streams._owners) == PER_USER + 1
