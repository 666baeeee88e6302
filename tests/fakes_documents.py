"""Three short summaries as documents, for the assistant of `tests.fakes_ui`."""

from __future__ import annotations

import hashlib

from assistant.records import Anchor, Chunk, Document, Heading, Role, Section

QINGSHI = """青石镇2022年党史学习教育工作总结

2022年，青石镇党委坚持以习近平新时代中国特色社会主义思想为指导，认真落实县委部署，把学习教育与中心工作结合起来，推动党史学习教育走深走实。现将有关情况总结如下。
一、基本情况
全镇辖18个行政村、2个社区，设党支部31个，党员1246名。年初成立由党委书记任组长的领导小组，制定工作方案，召开推进会4次。
二、主要做法
（一）抓实学习，入脑入心
一是领导带头学。镇党委理论学习中心组开展集中学习12次，班子成员到联系村讲党课26场次。二是支部跟进学。依托“三会一课”、主题党日，组织党员集中学习280余场次，发放学习读本1300册。
（二）创新宣讲，入村入户
开设“田间小课堂”，组织老党员、退役军人、返乡大学生组成6支宣讲队，利用农闲和晚间在村头院落开讲，累计宣讲94场，覆盖群众5200余人次。群众说，听得懂、记得住、用得上。
（三）办好实事，可感可及
扎实开展“我为群众办实事”实践活动，梳理民生事项37件，已办结35件。组织县医院下乡义诊6场，服务群众820人次；走访慰问困难党员、独居老人163户，送去慰问金8.15万元；投资62万元实施清渠工程，疏浚沟渠11.4公里，解决了3个村1900亩农田的灌溉问题。
三、存在问题
一是学习教育覆盖不够均衡，外出流动党员参学率只有七成左右。二是宣讲内容的针对性还不强，对年轻人吸引力不足。三是部分民生项目资金缺口较大，后续管护机制不健全。
四、下一步打算
一是建立流动党员线上学习台账，每月开展一次“云课堂”。二是充实青年宣讲员队伍，开发短视频微党课。三是健全项目管护制度，确保建得好、管得住、用得久。
"""

YUCAI = """育才中学2021年工作总结

一、主要成绩
学校现有教学班36个，在校学生1512人。开发校本课程20门，其中“红领巾讲解员”课程被县教育局评为优秀课程，讲解员队伍接待参观学习1800余人次。
二、办实事情况
开展课后延时服务，惠及学生1380人；组织教师家访420户；联合县医院开展校园义诊2场，为师生筛查视力1490人次。
三、存在的不足
部分教师课程开发能力不足，评价机制还不完善；校园周边交通疏导压力大。
"""

HOSPITAL = """县人民医院2022年度党建工作总结

一、坚持党建引领
院党委下设党支部11个，党员238名。全年召开党委会21次，开展主题党日132次。
二、服务群众
组建“红马甲”医疗志愿服务队4支，全年开展下乡义诊28场，服务群众4600余人次，发放健康资料9000份；走访慰问老党员42户。
三、问题和不足
一是高层次人才引进难。二是信息化建设滞后，群众预约就诊体验不佳。
"""

ORGANISATIONS = {  # file → organisation, text, years
    "青石镇/2022年总结.docx": ("青石镇", QINGSHI, (2022,)),
    "育才中学工作总结.md": ("育才中学", YUCAI, (2021,)),
    "县医院.pdf": ("县人民医院", HOSPITAL, (2022,)),
}


def make_document(
    file: str, organisation: str | None, text: str, years: tuple[int, ...]
) -> Document:
    """A document with headings found by 一、/（一）, one chunk per section, one anchor per line."""
    document_id = hashlib.sha256(file.encode()).hexdigest()[:16]
    headings, sections, anchors = [], [], []
    path: list[str] = []
    start = 0
    for n, line in enumerate(text.splitlines(keepends=True), 1):
        end = start + len(line.rstrip("\n"))
        level = 1 if line[1:2] == "、" else 2 if line[:1] == "（" else 0
        if line.strip():
            anchors.append(Anchor(start, end, n))
        if level:
            path = [*path[: level - 1], line.strip()]
            headings.append(Heading(level, line.strip(), start, end))
        elif line.strip():
            faulty = "问题" in "".join(path) or "不足" in "".join(path)
            role = Role.PROBLEMS if faulty else Role.WORK
            sections.append(Section(len(sections), tuple(path), role, start, end))
        start += len(line)
    chunks = (
        Chunk(f"{document_id}-{s.ordinal}-0", document_id, s.ordinal, 0, s.start, s.end,
              text[s.start : s.end])
        for s in sections
    )  # fmt: skip
    return Document(
        id=document_id, file=file, ordinal=0, title=text.splitlines()[0],
        organisation=organisation, aliases=(), period=f"{years[0]}年" if years else None,
        years=years, date=None, text=text, headings=tuple(headings), sections=tuple(sections),
        chunks=tuple(chunks), anchors=tuple(anchors),
    )  # fmt: skip
