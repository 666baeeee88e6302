"""The formats beyond text, Word and PDF, on files built in the test."""

import pytest

from assistant.reading import read_file
from tests.office_files import ofd, word97, xlsx, zipped

BODY = "我镇组织党员开展志愿服务，走访慰问困难群众36户，解决实际问题28个，群众满意度进一步提高。"
TITLE = "青石镇2021年工作总结"

pytestmark = pytest.mark.integration


def read(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    report = read_file(path, name)
    for document in report.documents:
        for chunk in document.chunks:
            assert document.text[chunk.start : chunk.end] == chunk.text
    return report


@pytest.mark.parametrize("name", ["总结.doc", "总结.wps"])
def test_old_word_and_wps(tmp_path, name):
    link = "详见\x13 HYPERLINK x \x14附表\x15。"
    text = f"{TITLE}\r一、主要做法\r{BODY}\r二、存在的问题\r{link}{BODY}\r"
    report = read(tmp_path, name, word97(text))
    (document,) = report.documents
    assert [h.text for h in document.headings] == ["一、主要做法", "二、存在的问题"]
    assert (document.organisation, report.format) == ("青石镇", "doc")
    assert "详见附表。" in document.text
    assert "HYPERLINK" not in document.text


def test_a_table_in_old_word(tmp_path):
    text = f"{TITLE}\r{BODY}\r村名\x07户数\x07\x07红旗村\x0736\x07\x07\r一、做法\r{BODY}\r"
    assert "村名 | 户数\n红旗村 | 36" in read(tmp_path, "a.doc", word97(text)).documents[0].text


def test_old_word_with_a_password(tmp_path):
    assert "密码" in read(tmp_path, "a.doc", word97(TITLE, flags=0x0100)).reason


def test_old_word_that_is_broken(tmp_path):
    whole = word97(f"{TITLE}\r{BODY}")
    for cut in (600, 1500, 3000, len(whole) - 600):
        report = read(tmp_path, "a.doc", whole[:cut])
        assert report.readable or report.reason.endswith("。")


def test_ofd_lines_become_paragraphs(tmp_path):
    lines = [
        (70, 20, 70, TITLE),
        (42, 40, 40, "一、主要做法"),
        (42, 50, 138, "我镇组织党员开展志愿服务走访"),
        (30, 60, 60, "慰问困难群众36户。"),
        (42, 70, 40, "二、存在的问题"),
        (42, 80, 100, "一是学习不够深入。"),
    ]
    report = read(tmp_path, "总结.ofd", ofd(lines))
    (document,) = report.documents
    assert "我镇组织党员开展志愿服务走访慰问困难群众36户。" in document.text
    assert [h.text for h in document.headings] == ["一、主要做法", "二、存在的问题"]


def rtf(*paragraphs):
    def coded(text):
        return "".join(f"\\'{byte:02x}" for byte in text.encode("gb18030"))

    body = "\\par ".join(coded(p) for p in paragraphs)
    fonts = f"{{\\fonttbl{{\\f0 {coded('宋体')};}}}}{{\\*\\generator x;}}"
    return f"{{\\rtf1\\ansi\\ansicpg936{fonts}\\pard {body}\\par \\u19968?\\u20108?。}}".encode(
        "ascii", "ignore"
    )


def test_rich_text_whatever_its_suffix(tmp_path):
    for name in ("总结.rtf", "总结.doc"):
        document = read(tmp_path, name, rtf(TITLE, "一、主要做法", BODY)).documents[0]
        assert document.text.split("\n") == [TITLE, "一、主要做法", BODY, "一二"]
        assert [h.text for h in document.headings] == ["一、主要做法"]


def test_an_ofd_without_text_is_a_scan(tmp_path):
    assert "扫描件" in read(tmp_path, "a.ofd", ofd([])).reason


def test_a_spreadsheet_keeps_rows_numbers_and_dates(tmp_path):
    styles = "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs>"
    rows = [
        [f"{TITLE}附表"],
        ["村名", "户数", "日期"],
        ["红旗村", (36, 0), (44561, 1)],
        ["合计", (0.1, 0), ""],
    ]
    document = read(tmp_path, "附表.xlsx", xlsx({"一": rows}, styles)).documents[0]
    assert "红旗村 | 36 | 2021年12月31日" in document.text  # day 44561 of Excel
    assert document.title == f"{TITLE}附表"


def test_merged_cells_of_a_spreadsheet(tmp_path):
    rows = [["类别", "村名", "户数"], ["工程", "红旗村", (36, 0)], ["", "前进村", (12, 0)]]
    rows += [["合计", "", (48, 0)], ["", "其中低保", ""]]
    content = xlsx({"一": rows}, merged=("A2:A3", "C4:C5", "A4:A5", "B1:C1"))
    text = read(tmp_path, "附表.xlsx", content).documents[0].text
    table = ["工程 | 红旗村 | 36", "工程 | 前进村 | 12", "合计 |  | 48", "合计 | 其中低保"]
    assert "\n".join(table) in text


def test_a_table_of_documents_gives_one_each(tmp_path):
    rows = [["单位", "标题", "日期", "正文"]]
    rows += [[u, f"{u}2021年工作总结", "2021年12月1日", BODY * 6] for u in ("青石镇", "梅岭乡")]
    documents = read(tmp_path, "汇总.xlsx", xlsx({"总结": rows})).documents
    assert [d.organisation for d in documents] == ["青石镇", "梅岭乡"]
    assert {d.date for d in documents} == {"2021-12-01"}


def test_a_long_table_names_the_column_before_every_value(tmp_path):
    lines = ["村名,户数"] + [f"第{i}村,{i}" for i in range(30)]
    text = read(tmp_path, "户数.csv", "\n".join(lines).encode("gb18030")).documents[0].text
    assert "村名：第7村；户数：7" in text


def test_a_web_page_without_its_chrome(tmp_path):
    page = f"""<html><head><title>x</title><script>alert(1)</script></head><body>
    <nav>首页 新闻</nav><div>您的位置：首页 &gt; 正文</div><h1>{TITLE}</h1>
    <p style="text-align:center">2021年12月20日</p><p><b>一、主要做法</b></p><p>{BODY}</p>
    <table><tr><td>村名</td><td>户数</td></tr><tr><td>红旗村</td><td>36</td></tr></table>
    <p><b>二、存在的问题</b></p><p>一是<span>学习</span>不深。</p><p style="display:none">隐藏</p>
    <footer>版权所有</footer></body></html>"""
    (document,) = read(tmp_path, "总结.html", page.encode("gb18030")).documents
    assert (document.title, document.date) == (TITLE, "2021-12-20")
    assert [h.text for h in document.headings] == ["一、主要做法", "二、存在的问题"]
    assert "村名 | 户数\n红旗村 | 36" in document.text
    for noise in ("alert", "首页", "隐藏", "版权"):
        assert noise not in document.text


def test_layout_tables_give_their_paragraphs(tmp_path):
    page = f"<table><tr><td><p>{TITLE}</p><p>一、做法</p><p>{BODY}</p></td></tr></table>"
    document = read(tmp_path, "a.htm", page.encode()).documents[0]
    assert document.text.split("\n") == [TITLE, "一、做法", BODY]


def test_a_web_page_called_doc(tmp_path):
    report = read(
        tmp_path, "总结.doc", f"<html><body><p>{TITLE}</p><p>{BODY}</p></body></html>".encode()
    )
    assert report.documents[0].title == TITLE
    assert any("网页" in note for note in report.notes)


def test_an_archive_of_summaries(tmp_path):
    other = TITLE.replace("青石镇", "梅岭乡")
    content = zipped(
        {
            "党建/青石镇.txt": f"{TITLE}\n一、做法\n{BODY}",
            "党建/梅岭乡.md": f"# {other}\n\n{BODY}",
            "空.txt": b"",
            "../逃.txt": f"{TITLE}\n{BODY}",
            "x.exe": b"MZ",
            "内.zip": zipped({"a.txt": "x"}),
        }
    )
    report = read(tmp_path, "材料.zip", content)
    assert sorted(d.organisation for d in report.documents) == ["梅岭乡", "青石镇", "青石镇"]
    assert {d.file for d in report.documents} == {"材料.zip"}
    assert len({d.id for d in report.documents}) == 3
    assert any("空.txt" in note and "0 字节" in note for note in report.notes)
    assert any("内.zip" in note for note in report.notes)
    assert not (tmp_path.parent / "逃.txt").exists()


def test_an_archive_of_nothing(tmp_path):
    assert "压缩包" in read(tmp_path, "a.zip", zipped({"x.exe": b"MZ"})).reason
