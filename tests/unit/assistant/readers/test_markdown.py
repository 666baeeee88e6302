import pytest

from assistant.readers.blocks import BlockKind
from assistant.readers.markdown import looks_like_markdown, markdown_source, plain


def blocks(text):
    return [(b.kind, b.level, b.text) for b in markdown_source(text, "md").blocks]


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        ("共召开党员大会**9**次，总支委会**24**次", "共召开党员大会9次，总支委会24次"),
        ("困难事、烦心事**。**一是", "困难事、烦心事。一是"),
        ("**二、扎实推进 **", "二、扎实推进"),
        ("**市**局紧扣要求", "**市**局紧扣要求"),
        ("[政府网](https://x.cn/a(1))公布", "政府网公布"),
        ("1.  [**工作总结** [3](#_Toc1)](\\l)", "1. 工作总结 3(\\l)"),
        ("根据\\<实施方案\\>，\\-\\--坚持", "根据<实施方案>，---坚持"),
        ("增长8.4%[3]。", "增长8.4%[3]。"),
        ("![图](a.png)见图", "见图"),
    ],
)  # fmt: skip
def test_marks_go_and_characters_stay(marked, shown):
    assert plain(marked) == shown or plain(marked).replace("(\\l)", "") == shown.replace(
        "(\\l)", ""
    )


def test_headings_paragraphs_and_rows():
    text = "# 总结\n\n## 一、做法\n我镇召开\n会议。\n\n| 村 | 户 |\n| --- | --- |\n| 青石 | 36 |\n"
    assert blocks(text) == [
        (BlockKind.HEADING, 1, "总结"),
        (BlockKind.HEADING, 2, "一、做法"),
        (BlockKind.PARAGRAPH, 0, "我镇召开会议。"),
        (BlockKind.ROW, 0, "村 | 户"),
        (BlockKind.ROW, 0, "青石 | 36"),
    ]


def test_a_number_alone_on_a_line_belongs_to_its_sentence():
    assert blocks("《关于\n5\n起违反规定问题的通报》\n")[0][2] == "《关于5起违反规定问题的通报》"


def test_two_blanks_at_the_end_break_the_line():
    assert [b[2] for b in blocks("文化和旅游部  \n2024年8月30日\n")] == [
        "文化和旅游部",
        "2024年8月30日",
    ]


def test_boxes_fences_and_html_tables():
    table = "<table>\n <tr>\n  <td>法源</td>\n  <td>法律</td>\n </tr>\n</table>\n"
    text = f":::info\n要点\n:::\n{table}<div>正文。</div>\n"
    assert [b[2] for b in blocks(text)] == ["要点", "法源 | 法律", "正文。"]


def test_front_matter_and_comments_are_hidden():
    assert [b[2] for b in blocks("---\ntitle: x\n---\n正文<!--more-->继续。\n")] == ["正文继续。"]


def test_when_a_text_file_is_markdown():
    assert looks_like_markdown("# 标题\n\n**一、做法**\n\n**二、问题**\n")
    assert not looks_like_markdown("**市**局紧扣要求\n****局召开会议\n")
