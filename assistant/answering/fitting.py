"""What a sentence's score counts by whether it gives what is asked for: a plan, a reason, a total.

The factors lower a sentence that speaks of the topic in another way than the question asks; none
of them makes evidence of what is none.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant import asking
from assistant.answering.composed import Task
from assistant.evidence import Evidence
from assistant.question import Question, Wants
from assistant.records import Role
from assistant.text import fold

WITHOUT_REASON = 0.8  # for a sentence that gives no reason where one is asked for

ASPECT = 0.75  # for a sentence without the aspect that is asked for (主题, 地点)

DEFINES = 0.85  # for a sentence that defines nothing where a meaning is asked for

OTHER_TIME = 0.88  # for a plan where work done is asked for, and the reverse

NOT_INTENDED = (
    0.75  # for work done where the question says that it is still to be done (今年要修完)
)

NO_TOTAL = 0.93  # for a sentence that counts a part where the whole is asked for (一共多少家)

ONE_VALUE = 0.9  # for a sentence with one value where it is asked from what to what

NO_TIME = 0.85  # for a sentence without any time where it is asked when

_BECAUSE = re.compile(r"原因|由于|因为|因[^此素]|主要是|为了|鉴于|所以|缘于|得益于")

_DEFINES = re.compile(
    r"是指|意指|指的是|所谓|意思是|(?<![立随当])即[^将使便日]|定义为|[）)]是|泛指|简称|就是"
)

# what is lacking, weak, behind
_TROUBLE = re.compile(
    r"缺乏|缺少|欠缺|短缺|缺口|不足|薄弱|滞后|落后|[不未][够高强大多快稳实细深严准力顺]|不(?:理想|平衡|充分|到位|合理|规范"
    r"|完善|健全|适应|协调|明确|及时|重视|注重|平等|能|利)|尚未|还没|没有|未能|难[以度题于]|困难|问题|矛盾|短板|弱项|差距"
    r"|有待|打折扣|忽[略视]|亏损|下降|下滑|放缓|浪费|盲目|偏[低大高少慢弱]|过[高低多大份分少慢于]|严重|无[法人力专]|暂时?无|失误|隐患|压力"
    r"|制约|瓶颈|形式主义|流于形式|混乱|散落|参差不齐|负担|毛病|弊|恶化|停滞|缓慢|沉重|脱节|僵化|阻碍|低下"
)

# a sentence that plans, in a section of whatever kind
_WILL = re.compile(
    r"^(?:今年|明年|来年|年内|(?:19|20)\d\d年)?[^，。；]{0,6}(?:(?<![主重需必首])要(?![求点素])|将|拟|力争|计划|打算|确保)"
)
_TIME = re.compile(
    r"\d{1,4} ?(?:年|月|日|-\d)|[〇○零一二三四五六七八九十]{1,4}[年月日]"
    r"|[今去前明当同]年|[上下]半年|季度|[年月][底初中末]|期间"
)
_SPANS = re.compile(r"[从由自][^，,。；;]{1,24}?[到至为]|[升降提增减][^，,。；;]{0,3}[到至为]")
_TITLE = re.compile(r"《[^》]*》")  # whose years say nothing of when
_TOTAL = re.compile(r"总(?![书经理体结])|共|合计|累计|全部|全[国省市区县镇乡]")


def share_of_fit(task: Task, e: Evidence) -> float:
    """What a sentence's score counts, 0 to 1, by time and by what is asked for."""
    return _fits_time(task.question, e) * _fits_want(task, e)


def says_what_is_wrong(text: str) -> bool:
    """Whether a text says of something that it is lacking, weak, behind.

    Example:
        >>> says_what_is_wrong("缺乏整体产业政策"), says_what_is_wrong("建成了3所学校")
        (True, False)
    """
    return bool(_TROUBLE.search(fold(text)))


def gives_reason(question: Question, text: str) -> bool:
    """Whether a text says why; what is lacking says why something was not done."""
    if _BECAUSE.search(fold(text)):
        return True
    return bool(asking.WHY_NOT.search(fold(question.text))) and says_what_is_wrong(text)


def _fits_time(question: Question, e: Evidence) -> float:
    """Plans less for what was done, the rest less for plans."""
    planned = e.sentence.chunk.role is Role.PLANS
    if question.intends and not planned:
        return 1.0 if _WILL.search(fold(e.sentence.text)) else NOT_INTENDED
    return 1.0 if planned == question.ahead else OTHER_TIME


def _fits_want(task: Task, e: Evidence) -> float:
    """Less for a sentence without reason, meaning, aspect or total where that is asked for."""
    wants, text = task.question.wants, e.sentence.text
    if wants is Wants.REASON and not gives_reason(task.question, text):
        return WITHOUT_REASON
    if wants is Wants.DEFINITION and not _DEFINES.search(text):
        return DEFINES
    if task.question.aspect:
        held = task.judge.carried([text], task.judge.topic(task.question.aspect))[0]
        return ASPECT + (1 - ASPECT) * held
    missing = _looked_for(task.question.text)
    if missing is None or missing[0].search(_TITLE.sub("", fold(text))):
        return 1.0
    return missing[1]


@lru_cache(maxsize=256)
def _looked_for(question: str) -> tuple[re.Pattern[str], float] | None:
    """What a sentence must hold by the words of the question, with the share of one without."""
    folded = fold(question)
    number = asking.NUMBER.search(folded)
    rules = (
        (asking.FROM_TO.search(folded), _SPANS, ONE_VALUE),
        (asking.WHEN.search(folded), _TIME, NO_TIME),
        (number and asking.TOTAL.search(folded), _TOTAL, NO_TOTAL),
    )
    return next(((pattern, share) for asked, pattern, share in rules if asked), None)
