"""The documents of the browser tests; one of them is hostile in every place a document has."""

from __future__ import annotations

from pathlib import Path

from tests.fakes_documents import HOSPITAL, QINGSHI, YUCAI

HOSTILE = (
    "<script>window.ran=1</script><img src=http://evil.example/a onerror=window.ran=2>"
    "![图](http://evil.example/b.png)[点](javascript:window.ran=3)${window.ran=4}{{window.ran=5}}"
)
HOSTILE_TITLE = "黑石村<img src=x onerror=window.ran=6>2022年工作总结"
HOSTILE_NAME = "黑石村<svg onload=window.ran=7>${window.ran=8}.txt"

HOSTILE_TEXT = f"""{HOSTILE_TITLE}

一、<b onmouseover=window.ran=9>主要做法</b>${{window.ran=10}}
黑石村组织义诊3场，服务群众90人次{HOSTILE}。
二、存在问题
黑石村的问题是<iframe srcdoc="<script>parent.ran=11</script>"></iframe>道路破损。

| 项目 | <svg onload=window.ran=12> |
| --- | --- |
| 义诊 | <a href="javascript:window.ran=13">3场</a> |
"""


def village(name: str, clinics: int) -> str:
    """A short ordinary summary of a village."""
    return f"""# {name}2023年工作总结

一、主要做法
2023年，{name}党支部把学习教育同为民服务结合起来，组织党员集中学习12次，参加党员480人次。
{name}联合镇卫生院开展义诊{clinics}场，服务群众310人次，为行动不便的老人上门测量血压、送去药品。
二、存在问题
{name}的问题是村内道路年久失修，路灯覆盖不到位，群众夜间出行不便。
三、下一步打算
争取项目资金修复道路，分两年完成路灯安装，建立管护队伍。
"""


def write_documents(folder: Path) -> Path:
    """Write three ordinary documents and the hostile one; the folder that holds them."""
    files = {
        "青石镇/2022年总结.txt": QINGSHI,
        "育才中学工作总结.txt": YUCAI,
        "县人民医院.txt": HOSPITAL,
        HOSTILE_NAME: HOSTILE_TEXT,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
