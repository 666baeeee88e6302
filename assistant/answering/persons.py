"""Whether a sentence names somebody: a surname beside a post, or behind a post or a mark."""

from __future__ import annotations

import re

from assistant.text import fold

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚"
    "邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘"
    "祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)

_NO_NAME = re.compile("[组长任副主席记委员干部带头作为亲自持要求们]")

_TITLES = (
    "书记|主任|局长|镇长|乡长|院长|校长|主席|市长|省长|县长|区长|组长|处长|科长|经理|董事长"
    "|部长|所长|站长|会长|队长|同志|委员|总理|州长|旗长|司长|厅长|社长|总裁|理事长|秘书长|村长|班长"
)

_PERSON = re.compile(
    rf"(?:{_TITLES})、?(?P<a>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=同志|带领|率|主持|作|为|在|的|讲|[，。、；（(])"
    rf"|(?P<b>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=同志|{_TITLES})"
)

# whoever it is: a name behind any post or a mark (管理员何清, 组长：刘铭, 硬件组 | 刘铭 |)
_ANYBODY = re.compile(
    rf"(?:[员长任记师人]|[:：|])\s*(?:是|为)?[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?=[，,。、；;（(|\s]|$|同志|担任|等)"
)
_POST_AND_NAME = re.compile(
    rf"(?:{_TITLES})\s*[:：|]\s*[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?![\u4e00-\u9fff])"
)


def names_person(text: str) -> bool:
    """Whether a sentence names somebody beside a post (书记、主任陆某, 张某同志, 组长：刘某)."""
    if _POST_AND_NAME.search(fold(text)):
        return True
    return any(not _NO_NAME.search(m["a"] or m["b"]) for m in _PERSON.finditer(text))


def names_anybody(text: str) -> bool:
    """Whether a sentence names whoever it is, behind any post or mark (管理员何清)."""
    return bool(_ANYBODY.search(fold(text)))
