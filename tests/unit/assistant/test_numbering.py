import pytest

from assistant.numbering import Style, number_value, read_marker


@pytest.mark.parametrize(
    ("line", "style", "value", "rest"),
    [
        ("一、综 合", Style.HAN, 1, "综 合"),
        ("十一、文化", Style.HAN, 11, "文化"),
        ("（三）加强领导", Style.HAN_BRACKET, 3, "加强领导"),
        ("(三)加强领导", Style.HAN_BRACKET, 3, "加强领导"),
        ("第一部分 概况", Style.PART, 1, "概况"),
        ("第二十三章 附则", Style.CHAPTER, 23, "附则"),
        ("壹、特別預算", Style.FORMAL, 1, "特別預算"),
        ("参、结语", Style.HAN, 0, ""),
        ("2．新增", Style.ARABIC, 2, "新增"),
        ("14.2025年10件民生实事", Style.ARABIC, 14, "2025年10件民生实事"),
        ("（1）制度", Style.ARABIC_BRACKET, 1, "制度"),
        ("③检查", Style.CIRCLED, 3, "检查"),
        ("第一，全国动员", Style.ORDINAL, 1, "全国动员"),
    ],
)
def test_numbers_of_official_documents(line, style, value, rest):
    marker = read_marker(line)
    if not value:
        assert marker is None
        return
    assert (marker.style, marker.value, line[marker.end :]) == (style, value, rest)


@pytest.mark.parametrize(
    "line", ["2021年工作", "一是加强", "一、二、三产业", "１９８６年", "", "一、"]
)
def test_what_is_no_number(line):
    assert read_marker(line) is None


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("二十三", 23),
        ("十", 10),
        ("一百零五", 105),
        ("二〇二一", 2021),
        ("拾贰", 12),
        ("⑤", 5),
        ("７", 7),
    ],
)
def test_values(digits, value):
    assert number_value(digits) == value
