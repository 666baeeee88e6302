import itertools
import os
import time

import pytest

from assistant.reading import read_file
from assistant.reading_pool import Pool, read_files

BODY = "我镇组织党员开展志愿服务，走访慰问困难群众36户，解决实际问题28个，群众满意度进一步提高。"

pytestmark = pytest.mark.integration


def read_oddly(path, name, limits):
    """A reader that hangs or dies on certain names."""
    if "hang" in name:
        time.sleep(600)
    if "die" in name:
        os._exit(139)
    return read_file(path, name, limits)


def files(folder, *names):
    for name in names:
        (folder / name).write_text(
            f"{name[:3]}镇2021年工作总结\n一、做法\n{BODY}", encoding="utf-8"
        )
    return [(folder / name, name) for name in names]


def test_reports_come_in_the_order_of_the_files(tmp_path):
    given = files(tmp_path, *(f"a{i}.txt" for i in range(7)))
    reports = list(read_files(given, Pool(workers=2)))
    assert [r.file for r in reports] == [name for _, name in given]
    assert reports == [read_file(path, name) for path, name in given]


def test_a_hang_and_a_crash_cost_one_file_each(tmp_path):
    given = files(tmp_path, "a.txt", "hang.txt", "b.txt", "die.txt", "c.txt", "d.txt")
    start = time.monotonic()
    reports = {r.file: r for r in read_files(given, Pool(workers=2, seconds=0.5), read_oddly)}
    assert time.monotonic() - start < 90
    assert [r.readable for r in reports.values()] == [True, False, True, False, True, True]
    assert "停止" in reports["hang.txt"].reason
    assert "异常退出" in reports["die.txt"].reason


def test_no_files_no_reports():
    assert list(read_files([], Pool())) == []


def test_what_waits_is_called_often_and_can_stop_the_reading(tmp_path):
    class Stop(Exception):
        pass

    begun = time.monotonic()
    calls = []

    def stop():
        calls.append(time.monotonic())
        if time.monotonic() - begun > 3:
            raise Stop

    given = files(tmp_path, "hang.txt")
    with pytest.raises(Stop):
        list(read_files(given, Pool(workers=1, seconds=60, on_wait=stop), read_oddly))
    assert time.monotonic() - begun < 15  # far from the 60 seconds that the file may take
    assert max(b - a for a, b in itertools.pairwise(calls)) < 2
