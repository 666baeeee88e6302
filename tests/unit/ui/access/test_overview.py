from ui.access.audit import Entry
from ui.access.overview import overview_html
from ui.access.users import User
from ui.access.visitors import Rank

HOSTILE = "<img src=x onerror=1>"


def test_users_and_actions_are_listed_latest_first_and_names_are_text():
    users = [User("1", "张三", Rank.MANAGE, ("组织科", "办公室"), "2026-11-20T08:00:00+00:00")]
    entries = [
        Entry("2026-11-20T08:01:02.003Z", "张三", "10.0.0.3", "upload", HOSTILE),
        Entry("2026-11-20T08:02:02.003Z", "", "127.0.0.1", "unknown", ""),
    ]
    html = overview_html(users, entries)
    assert (
        '<th scope="row">张三</th><td>管理</td><td>组织科、办公室</td><td>2026-11-20</td>' in html
    )
    assert "<td>上传</td><td>&lt;img src=x onerror=1&gt;</td>" in html
    assert HOSTILE not in html
    assert html.index("2026-11-20 08:02") < html.index("2026-11-20 08:01")
    assert "<td>unknown</td>" in html
    assert "<td>未登录</td>" in html


def test_an_empty_audit_says_so():
    assert "没有记录" in overview_html([], [])
