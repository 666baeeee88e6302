import pytest

from assistant.cleaning import clean
from assistant.readers.blocks import Block, BlockKind

BODY = "我们坚持问题导向，扎实开展各项工作，取得了明显的成效，群众的满意度进一步提高。"


def removed(*lines):
    blocks = [line if isinstance(line, Block) else Block(line) for line in lines]
    return [(line.reason, line.text) for line in clean(blocks).removed]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("##paidbegin##", "paywall"),
        ("【某某素材库】——每天更新材料1000多篇，会员群同步更新", "ad"),
        ("由会员分享，更多精彩范文请关注公众号", "ad"),
        ("【某某代笔】原创保障，各类代笔（润笔），持续接单，请联系客服", "ad"),
        ("您的位置：首页 > 政府信息公开 > 正文", "web"),
        ("扫一扫在手机打开当前页", "web"),
        ("责任编辑：小编", "web"),
        ("- 1 -", "page"),
        ("第 7 页，共 44 页", "page"),
        ("来源：湖北日报", "source"),
    ],
)
def test_what_is_no_part_of_a_summary_goes_with_its_reason(line, reason):
    assert removed("标题", line, BODY) == [(reason, line)]


@pytest.mark.parametrize(
    "line",
    [
        "注：本表反映部门本年度的总收支情况。",
        "单位：万元",
        "附表：重点项目进展情况",
        "严禁代写代抄学习笔记。",
        "依托“清风云岭”微信公众号推送学习资料126期。",
        "制作宣传展板下载资料供群众扫码阅读，累计阅读量3.2万次。",
        "https://www.cnpack.org",
    ],
)
def test_content_stays(line):
    assert removed("标题", BODY, line, BODY) == []


def test_a_table_of_contents_goes_and_the_headings_stay():
    lines = [
        "目 录",
        "一、主要职能 ........ 1",
        "二、收入情况 ........ 3",
        "一、主要职能",
        BODY,
        "二、收入情况",
        BODY,
    ]
    kept = [block.text for block in clean([Block(line) for line in lines]).blocks]
    assert kept == ["一、主要职能", BODY, "二、收入情况", BODY]


def test_contents_without_page_numbers_are_known_by_their_return():
    lines = ["目录", "第一部分 概况", "一、主要职能", "第一部分 概况", "一、主要职能", BODY]
    kept = [block.text for block in clean([Block(line) for line in lines]).blocks]
    assert kept == ["第一部分 概况", "一、主要职能", BODY]


def test_a_licence_at_the_end_goes():
    lines = [
        BODY,
        "本作品是中华人民共和国的",
        "法律",
        "《著作权法》第五条，属于",
        "公有领域",
        "Public domain",
    ]
    assert [reason for reason, _ in removed(*lines)] == ["licence"] * 5


def test_rows_are_never_taken_for_residue():
    assert removed(BODY, Block("来源：财政 | 30", BlockKind.ROW)) == []
