import pytest

from assistant.records import Role
from assistant.roles import role_of_heading, role_of_path, role_of_turn, turns


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("三、存在的不足", Role.PROBLEMS),
        ("二、存在问题和下一步工作计划", Role.PROBLEMS),
        ("三、正视“短板和不足”，推动提质", Role.PROBLEMS),
        ("四、下一步打算", Role.PLANS),
        ("二、2025年主要任务", Role.PLANS),
        ("二、對今年政府工作的建議", Role.PLANS),
        ("一、主要成效", Role.RESULTS),
        ("一、社区概况", Role.BASICS),
        ("二、工作体会", Role.LESSONS),
        ("一、2024年工作回顾", Role.WORK),
        ("三、总结", Role.OTHER),
        ("三、问题为导向，扎实召开组织生活会", None),
        ("（六）服务各项重点工作", None),
        ("五、以效果为导向", None),
    ],
)
def test_roles_of_headings(heading, role):
    assert role_of_heading(heading) is role


def test_the_deepest_heading_that_says_anything_decides():
    assert role_of_path(("三、下步打算", "（一）加强学习")) is Role.PLANS
    assert role_of_path(("一、工作情况", "（三）存在的问题")) is Role.PROBLEMS
    assert role_of_path(()) is Role.OTHER


def test_a_paragraph_may_turn_to_plans():
    assert role_of_turn("下一步，我局将认真总结经验。") is Role.PLANS
    assert role_of_turn("在充分肯定成绩的同时，也要清醒看到存在的问题。") is Role.PROBLEMS
    assert role_of_turn("我局召开了动员大会。") is None


def test_a_section_is_parted_where_its_text_turns():
    paragraphs = ["但仍有一定差距：一是认识不足。", "下来，我局将坚持学习。"]
    path = ("二、存在问题和下一步工作计划",)
    assert turns(Role.PROBLEMS, path, paragraphs) == [(0, Role.PROBLEMS), (1, Role.PLANS)]
