"""How people ask: the patterns by which a question is read, over folded text.

They know the words of asking (哪些单位, 多少户, 存在哪些问题, 那柳林街道呢) and never what a
document says. `assistant.question` and `assistant.conversation` apply them.
"""

from __future__ import annotations

import re

from assistant.figures import measure_words

UNIT = (
    r"(?:单位|部门|组织|机关|乡镇|镇街|镇|乡|街道|局|县区|区县|省区市|省市|地市|县|市|区|省份|省|地方|地区"
    r"|学校|医院|社区|村|公司|企业|材料|总结|家)"
)

LISTING = re.compile(
    rf"哪些{UNIT}|(?:单位|部门|乡镇|街道|地方|材料)(?:都)?(?:有|是)哪[些几]|哪几[个家]{UNIT}|哪几家|有{UNIT}?哪些家|都有谁|有谁|都有哪家|有几[个家]{UNIT}|多少[个家]{UNIT}|几[个家]单位"
    r"|which (?:units|organi[sz]ations|towns|bureaus|departments|offices)"
)

# "涉及到哪些乡镇": the places are what a document says, not who answers
OBJECT = re.compile(
    r"(?:涉及|覆盖|包括|来自|走进|走遍|到|去|给|向|在|为|与|和|联合)(?:了|到|过)?哪(?:些|几个)[\u4e00-\u9fff]{1,4}[？?]?$"
)

EACH = re.compile(
    rf"各{UNIT}|每[个家]{UNIT}|各[是有]?[\u4e00-\u9fff]{{0,4}}(?:多少|几|多大|多高|多长)|各自|比一比|谁最|哪个[大多高长]|(?:跟|与|和|同|较).{{1,14}}(?:相比|比[，,]|比较)|横向比较|对比|比较|相比|谁多|哪[个家]{UNIT}?.{{0,24}}(?:最|更)"
)

SEPARATELY = re.compile(
    r"分别|各[^个家]{0,6}(?:多少|几|多大|多高|多长)|变化|怎么变|相比|[跟与和比].{0,8}[年比]"
)

EVERY = re.compile(rf"(?:各|每)[个家]?{UNIT}")

LARGEST = re.compile(r"最[多少高低大小长早]|更[多少高]")

SIMILAR = re.compile(
    r"类似|相似|差不多|相近|相仿|(?:同样|一样|这样|这种)的?(?:做法|搞法|办法|路子|玩法|经验|招)|这路子|也是这样|也.{0,4}这么做|借鉴|similar"
    rf"|(?:其他|其它|别的|还有哪些|哪些){UNIT}.{{0,3}}也|(?:其他|其它|别的){UNIT}(?:有没有|有无|是否)"
)

# stands before the second of two that are set side by side (青石镇和柳林街道)
JOINS = re.compile(r"(?:[、，,;；/]|和|与|跟|同|及|或|还是|还有|比|较|对|and|vs\.?|or)\s*$")

# what is asked of a thing (年会的主题是什么)
ASPECT = re.compile(
    r"的(?!安排|做法|举措|措施|打算|计划|情况|内容|工作|办法|原因)(?P<aspect>[\u4e00-\u9fff]{2,6}?)(?:分别|各)?(?:是|为(?!什么|何|啥)|叫|有)(?:什么|谁|哪|多少|几|啥|多大|多高)"
)

# what the question speaks of before it comes to the point (15件民生实事里，跟养老有关的)
WITHIN = re.compile(
    r"^(?P<outer>[^，,。？?]{4,30}?)(?:里面?|之中|当中|中|上|方面|期间|过程中)[，, ]*"
    r"(?=(?:跟|与|和|同|关于|有关|涉及|属于|对)[^，。？?]{1,12}(?:有关|相关|的))"
)

# several things of which the same is asked (GDP、固定资产投资和社零总额的预期增速是多少)
ENUMERATED = re.compile(
    r"^(?P<first>[^，。？?、和与及]{2,14}(?:、[^，。？?、和与及]{2,14})*)(?:和|与|以及|(?<!以)及)(?P<last>[^，。？?、和与及的]{2,14})"
    r"(?P<asked>(?:的[^，。？?的]{1,8})?(?:分别|各)?(?:是|为|有|达|达到)?(?:多少|几)[^？?]*)[？?]?$"
)

# the sort of practice that is asked for (类似的宣讲做法)
OF_SORT = re.compile(
    r"(?:类似|相似|差不多|相近|相仿|同样|这样|这类)的?(?P<sort>[\u4e00-\u9fff]{2,3}?)"
    r"(?:的)?(?:做法|活动|办法|举措|方式|经验|搞法)"
)

OTHERS = re.compile(
    rf"(?:其他|其它|别的|还有|另外).{{0,4}}{UNIT}|还有谁|还有哪几?家|除.{{1,20}}(?:以外|之外|外)"
)

CORPUS = re.compile(
    r"(?:资料库|库里|库中|系统里).{0,6}(?:有什么|有哪些|多少)|(?:有|收录)[了]?(?:哪些|多少份?|几份)(?:材料|总结|文件|文档)(?:[？?。]|$)"
    r"|(?:哪些|多少)单位的(?:材料|总结)[？?]?$"
)

_TROUBLES = (
    "问题|不足|短板|差距|困难|薄弱|弱项|失误|矛盾|毛病|挑战|难题|欠缺|漏洞|短处|难处|教训|缺陷"
    "|弊端|症结"
)
PROBLEMS = re.compile(
    rf"(?:存在|有|指出|点出|提到|列出|反映|查摆|碰到|遇到|面临|摆出|暴露|看出|承认|坦承).{{0,14}}?(?:{_TROUBLES})"
    rf"|(?:{_TROUBLES})(?:主要)?(?:是什么|是啥|有哪些|有啥|在哪|都有|呢)"
    rf"|(?:哪些|什么|啥|哪几[个条点]?)(?:方面)?的?[^，。？?]{{0,6}}?(?:{_TROUBLES})"
    r"|(?:差|弱|短|不足)在哪|(?:哪些?|什么|啥)(?:地方|方面|工作)?.{0,4}(?:做得不好|没做好|做得差|不到位|跟不上|不够好|拖后腿)"
    r"|(?:检讨|反思)了?(?:什么|哪些|啥)"
    r"|problems|shortcomings|weakness|difficult|challenge"
)

# what several share (各单位的共性问题, 普遍存在的不足)
COMMON = re.compile(
    rf"(?:共性|共同|普遍|通病|都存在|都有|集中反映|最常见).{{0,8}}?(?:{_TROUBLES}|打算|计划|安排)"
    rf"|(?:{_TROUBLES}).{{0,6}}(?:最普遍|最多|最集中|最突出|有共性)"
)

PLANS = re.compile(
    r"(?:下一?步|下一?阶段|接下来|今后|明年|来年|下半年|后续|next).{0,12}(?:打算|计划|安排|怎么|怎样|思路|举措|重点|方向|措施|做什么|干什么|工作|step)"
    r"|(?:(?<![主重需必])要|将)(?:做|干|办|抓)好?(?:哪[些几][件项个]?|什么|啥)(?:工作|事情?|任务)?(?:[？?。]|$)"
    r"|(?:打算|计划|准备|安排)(?:做|干|办|抓)?(?:哪|几)(?:些|几)?[件项个样]|(?:打算|计划|准备)[\u4e00-\u9fff]{1,3}(?:哪[些几]|什么|啥)|(?:打算|计划|准备)(?:怎么|做什么|干什么|有哪些|是什么|干哪些|做哪些|干些|做些)|(?:有什么|有哪些|有啥)(?:打算|计划)"
)

# what was achieved, whatever it is (取得了哪些成绩)
RESULTS = re.compile(
    r"(?:取得|获得|做出|有)了?(?:哪[些几][项个]?|什么|啥)(?:主要|突出|明显|重要|新)?的?(?:成绩|成果|成效|进展|成就|进步)"
    r"|(?:成绩|成果|成效|进展|成就)(?:主要)?(?:有哪些|有啥|是什么|都有)"
)

HOW = re.compile(
    r"怎么|怎样|如何|咋|(?:分|有)?(?:几|哪几|哪些)(?:步|个步骤|道程序|个环节)|(?:步骤|流程)(?:是|有)|(?:什么|哪些|啥)(?:样的)?(?:做法|措施|办法|举措|方式|方法|步骤|准备|工作)"
    r"|做法|how (?:does|did|do|is|was)"
)

NUMBER = re.compile(
    r"多少|(?<![那这好十哪])几(?!种|个方面|步|个步骤|个环节|件事)[\u4e00-\u9fff]|多大|多高|多长|百分之[几多]|比例"
    r"|how many|how much|number of"
)

POST = (
    "书记|主任|局长|镇长|乡长|院长|校长|主席|市长|省长|县长|区长|组长|处长|科长|经理|董事长|部长"
    "|所长|站长|会长|队长|负责人|领导|同志|干部|医生|教师|老师|委员"
)

PERSON = re.compile(
    rf"(?:{POST})的?(?:叫什么|叫啥|名字|姓名|是谁|是哪位)|谁是.{{0,12}}(?:{POST})|who (?:is|was)"
)

# whoever is asked for, of a post or not (新增加的管理员是谁)
SOMEBODY = re.compile(r"是谁[？?。]?$|是哪位[？?。]?$|叫什么名字")

# who gave the report itself (政府工作报告是谁作的)
SPEAKER = re.compile(
    r"(?:报告|总结|讲话|发言).{0,4}(?:谁|哪位|何人).{0,2}[作做讲]|谁.{0,3}[作做]的?.{0,12}报告"
)

DEFINITION = re.compile(
    r"^(?:请问)?(?:什么[叫是]|何[为谓]|啥[叫是])|(?:是什么意思|指的?是?什么|是指什么|指什么|怎么理解)[？?。]?$"
    r"|what (?:does|do|is|are) .{2,40} mean|meaning of"
)

WHICH_ORGANISATION = re.compile(
    rf"哪[一个家]{{1,2}}{UNIT}?|谁|哪份|which (?:unit|organi[sz]ation|town|bureau|department)"
)

MEASURE_WORDS = "|".join(sorted(measure_words(), key=len, reverse=True))

MEASURE = re.compile(
    rf"(?:多少|(?<![那这好十哪])几)(?:万|亿|千)?(?P<m>{MEASURE_WORDS})(?!单位|乡镇|街道|部门)"
)

# 志愿服务人次, 走访户数: what is counted, named by its measure
COUNTED = re.compile(
    r"(?P<m>人次|户|人|次|场|件|(?<!比)例|场次)数?(?:谁|哪|最|多|排|分别|$)|(?P<n>金额|资金)"
)

# a year that belongs to the name of a document and not to what was done in it
TITLED = re.compile(
    r"(?:19|20)\d\d年?[^，。？?]{0,14}?"
    r"(?:工作报告|工作总结|年度总结|年报|年度报告|公报|的报告|的总结"
    r"|(?:报告|总结)(?=[里中上说讲提写摆指列各，,]|安排|反映|认为))"
)

PART_OF_YEAR = re.compile(
    r"(?<![到至])(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份|底)?|第[一二三四]季度|[上下]半年"
)

AHEAD = re.compile(
    r"今年|明年|来年|下一?步|今后|打算|计划|准备|将要?|目标|预期|安排|拟|要(?:建|办|做|完成|新增|达到|实现|增加)|还要"
)

# says that something is still to be done
INTENDS = re.compile(
    r"(?:今年|明年|来年|年内|\d年)[^，。？?]{0,4}?(?:(?<![主重需必首])要(?![求点素])|将|打算|计划|准备|拟|想)"
    r"|还要再|打算|[往今]后|接下来|下一?步|准备(?=[做建办修开搞])"
)

# which of several documents it is, whatever else is asked (是哪一年的报告, 写在哪份总结里)
WHICH_DOCUMENT = re.compile(
    r"哪(?:一?[年份个篇期次届]|[几个]?个?月)(?:的|度|那份)?[^，。？?的]{0,6}(?:报告|总结|材料|文件|公报|讲话)|(?:出自|见于|写在|来自)哪"
)

# when it was, or will be
WHEN = re.compile(r"什么时候|啥时候|何时|哪一?[天年月日]|哪个月|几月|几号(?![线令文])|\bwhen\b")

# the value before and the value after
FROM_TO = re.compile(r"[从由]多少[^，。？?]{0,8}[到至为]了?多少|怎么变化|如何变化|前后变化")

# of a number it is asked how it changed
CHANGED = re.compile(
    r"(?:数|率|量|额|值|比重|规模|面积|里程|收入|人口|占比)[^，。？?]{0,24}(?:怎么|如何|怎样|有什么|有何)变"
)

# the whole, and not a part of it (一共多少家)
TOTAL = re.compile(r"一共|总共|总数|总计|合计|共有|全部")

# to have done something, whatever it was (办过, 组织了, 提出要建设)
_DONE = (
    "有谁|谁|本地有地方|有地方|写到|写明|提到|提出|安排|列入|开展|组织|举办|承办|参加|参与|建设|建立|推进|推行"
    "|实施|创建|争创|点名|党员干部|干部职工|干部|党员|职工|带|让|看|自己|具体|专门|曾经|已经|都|有|要|还|被|给|说|写|提|办|搞|做|建|曾|已|在"
)
DOING = re.compile(
    rf"^ *(?:(?:{_DONE})(?:了|过(?![境程年节])|到|的)?(?:或者?)? *)+(?=[^ ]{{2}})"
    r"|的(?:活动|单位|做法|事情|情况) *$|这类(?:做法|活动)? *$|都算"
)

QUOTED = re.compile(r"[“「『\"‘]([^“”「」『』\"‘’]{3,24})[”」』\"’]")

YEAR = re.compile(r"(?<!\d)((?:19[4-9]|20[0-4])\d)(?=年|[、，,和至到?？.\s-]|$)")

PROVINCES = ("省", "自治区", "市", "兵团")

ENDING = re.compile(
    r"(?:其他|其它|别的|哪些|各|哪几个)(?P<kind>省份|省区市|省|乡镇|镇街|镇|乡|街道|局|学校|医院|社区|村)"
)

ENDINGS = {
    "省份": PROVINCES, "省区市": PROVINCES, "省": PROVINCES,
    "乡镇": ("乡", "镇"), "镇街": ("镇", "街道", "街道办事处"), "局": ("局",),
}  # fmt: skip

# what may be left between two words of asking and means nothing by itself
FUNCTION = frozenset("是有在到为给和与及的了也又各就都把被让跟从对于里中上下去来过等")

# the words of asking, taken out of the topic; longest first within an alternative
ASKING = re.compile(
    "|".join(
        [
            rf"(?:其他|其它|别的|还有|另外)?(?:有没有|有|是|都有)?哪(?:些|[一二两三四五六七八九十几]?[个家份座处所项条种类位次]|一?[里儿天年月]){UNIT}?",
            rf"(?:各|每)[个家]?{UNIT}(?:分别)?|(?:这|那)?几[个家]{UNIT}的?",
            r"(?:放在?一起)?比一?比|谁?最[多少高低大小](?=[的是？?。，, ]|$)",
            r"从多少[^，。？?]{0,6}到了?多少|多了?多少|变化|写明|说明|坦承|承认",
            rf"(?:其他|其它|别的|还有|另外)(?:的)?{UNIT}",
            r"有没有(?:哪份材料|哪份|人)?|是什么(?:地方|时候|意思)?|什么(?:地方|时候|名字|样的|样)?|怎么样?|怎样|如何",
            r"^(?:请问)?什么[叫是]|指的?是?什么|叫什么(?:名字)?|姓名|是谁|哪位|谁|在哪[里儿]?(?=[，,？?。]|$)|哪里|哪儿|哪天|何时|何地|为什么|为何",
            r"一共|总共|共计|分别|各是|各有|又各|各自|多少|(?<![那这好十])几(?=[\u4e00-\u9fff])|吗|呢|啥|一下|请问|请|帮我|我想知道|看看",
            r"类似的?(?:做法|活动|经验)?|相似的?(?:做法)?|差不多的?|这样的?|同样的?|写到了?|提到了?|讲到了?|材料里",
            r"\b(?:how many|how much|which|what|where|who|when|did|does|do|is|was|are|has|have)\b",
            r"\b(?:the|of|to|for|its|a|an|in|and|go|out|they|any|there)\b",
            r"[^，。？?]{0,6}的?也算|比如说?|例如|四家|[两三四五六]家(?=20|班|的|各)|各(?=[\u4e00-\u9fff]{0,3}(?:多少|几))|到底|究竟|是不是|咋样|咋|那[回天次]|整了?[点些]|整得|搞得|多不多|怎么样",
            r"今年|去年|上一?年度?|[这那]边|百分之[几多]|老百?姓?(?=写不|做不|办不)|自认|点名|得花|花了?多少|(?:打算|准备|计划)(?=[做到达把搞])|做到多大|多大|这块|这方面|那块|一年到头|大概|大约|到底|啊|呀|了没有?|没有?[？?]$",
            r"[？?！!。，,；;：:]",
        ]
    )
)

DOCUMENT_WORDS = re.compile(
    r"(?:的)?(?:省级)?(?:政府工作报告|工作报告|工作总结|年度总结|年度报告|统计公报|总结报告)"
    r"(?:里面?|中|上|提到|提出|写到|说)?|(?:的)?(?:总理|省长|国务院)?(?:的)?(?:总结|报告|公报|材料)"
    r"(?:里面?|中|上|说|讲(?!话)|写|提了?|摆出了?|指出|提到|列出|各?自?安排了?)"
)

YEAR_WORDS = re.compile(
    r"(?<!\d)(?:19[4-9]|20[0-4])\d(?:年|(?=[、，,和至到?？.\s-]|$))(?:底|初|末|度|上半年|下半年|以来)?"
)

# a name made unreadable, which says nothing of what is asked (XX省, 某局)
MASKED = re.compile(
    r"(?:某+|(?<![a-z])[x×*○]{1,4}(?![a-z]))(?:自治区|街道|省|市|县|区|镇|乡|村|局|委|单位)?"
)

NUMBER_OF_DOCUMENT = re.compile(
    r"发文字号|文件?号(?:是|为)|文号|令号|第?几号(?:令|文件|公告|[？?。]|$)"
)
DATE_OF_DOCUMENT = re.compile(
    r"落款|(?:成文|签发|印发)(?:日期|时间)|(?:何时|什么时候|哪[天年一][^，。？?]{0,3})(?:成文|印发|签发)"
)
# a clause that asks something by itself
ASKS = re.compile(
    r"哪|多少|(?<![那这好十])几[\u4e00-\u9fff]|什么|谁|怎么|怎样|如何|啥|多大|多高|多长"
)
# more than one thing is asked for
SEVERAL = re.compile(
    r"哪[些几]|什么(?:安排|措施|举措|做法|打算|计划|办法|政策|内容|动作)|几[条项件方]"
)
REASON = re.compile(r"为什么|为何|为啥|原因|(?:怎么|咋)(?:老|总是|一直|迟迟|还?没)|why ")
WHY_NOT = re.compile(
    r"(?:为什么|为何|为啥|怎么|咋)[^，。？?]{0,4}(?:没|不|未|迟迟|难)|why .{0,30}n[o']t"
)
