"""The words of 设置, Chinese with English beside; see `ui.texts`."""

from __future__ import annotations

from ui.language import Text

PLACE = Text("设置", "Settings")
TITLE = Text("设置", "Settings")
SAVE = Text("保存", "Save")
SAVED = Text("已保存，下一次提问就生效", "Saved; it holds at the next question")
ADD_ROW = Text("加一行", "Add a row")
TAKE_ROW = Text("删去这一行", "Take this row out")
RESTORE = Text("恢复自带的", "Back to the built-in ones")
RESTORED = Text("已恢复", "Restored")
MOVE_AWAY = Text("移走这份文件（改名为 .bak）", "Move this file away (to .bak)")
RESTORE_CONFIRM = Text(
    "不再用自己写的，改用自带的？自己写的会留在 .bak 文件里。",
    "Use the built-in ones instead of your own? Yours stay in the .bak file.",
)
UNSAVED = Text("有没保存的改动", "Unsaved changes")
BACKUP_NOTE = Text(
    "保存时，上一份留作 {file}.bak；写到一半断电也不会坏。",
    "The text before a save stays as {file}.bak; a power cut leaves one of the two whole.",
)
COST_NOTHING = Text("代价：没有。不用重建索引。", "Cost: none. No index is made anew.")

# ---------------------------------------------------------------- the model

MODEL = Text("向量模型", "Embedding model")
MODEL_ROWS = {
    "name": Text("名称", "Name"),
    "kind": Text("来源", "From"),
    "revision": Text("版本", "Revision"),
    "dim": Text("维数", "Dimensions"),
    "size": Text("大小", "Size"),
    "pace": Text("本机速度", "Pace here"),
}
MODEL_BUILT_IN = Text("内置（随程序提供，不联网）", "built in (comes with the program, offline)")
MODEL_FOLDER = Text("本机文件夹：{folder}", "a folder of this machine: {folder}")
MODEL_HUB = Text("模型站下载的", "downloaded from a hub")
MODEL_PACE = Text("每秒约 {pace} 个片段（刚刚实测）", "about {pace} chunks a second (measured now)")
MODEL_CHANGE = Text("换一个模型", "To change the model")
MODEL_STEPS = (
    Text(
        "把 sentence-transformers 格式的模型文件夹放到本机，"
        "并安装组件：pip install 'hujian[models]'",
        "Put a sentence-transformers model folder on this machine; pip install 'hujian[models]'",
    ),
    Text(
        '在资料库文件夹的 hujian.toml 里写一行：model = "模型文件夹"（删去这一行就回到内置模型）',
        'Write model = "folder" into hujian.toml of the library folder (take it out to go back)',
    ),
    Text(
        "关掉本程序，运行 hujian rebuild，再重新打开",
        "Close the program, run hujian rebuild, and start again",
    ),
)
MODEL_COST = Text(
    "代价：{chunks} 个片段要全部重新计算向量。用现在这个模型{time}；"
    "换成需要 torch 的模型通常慢得多，重建时会显示进度。原文、更正、对话都不受影响。",
    "Cost: all {chunks} chunks are encoded again. With the present model that takes {time}; "
    "a model that needs torch is usually much slower. Texts, corrections and chats stay.",
)
SECONDS = Text("约需 {n} 秒", "about {n} s")
MINUTES = Text("约需 {n} 分钟", "about {n} min")
LESS_THAN_A_SECOND = Text("不到 1 秒就能做完", "less than a second")

# ---------------------------------------------------------------- synonyms

SYNONYMS = Text("同义词", "Synonyms")
SYNONYMS_HOW = Text(
    "提问的人怎么说，材料里怎么写。左边空着：右边的词互相代替；左边写了词：问到它时，右边的也一起找。"
    "词与词用顿号隔开。这里只列本资料库自己的，自带的 {built_in} 个词照常有效。",
    "What people ask for and what documents write. Left side empty: the words on the right stand "
    "for one another. Left side filled: asked for it, the words on the right are searched too. "
    "The {built_in} built-in words hold as well and are not listed.",
)
SYNONYM_ASKED = Text("问话里的说法（可空）", "Asked (may be empty)")
SYNONYM_WORDS = Text("材料里的写法", "In the documents")

# ---------------------------------------------------------------- themes

THEMES = Text("对照表的主题", "Themes of the comparison")
THEMES_HOW = Text(
    "每行一个主题。说法：任何一种说到就算有记载；量词：数量表里找带它的数（可空）；"
    "章节：写了就取这类章节的第一句（可空）。各项用顿号隔开。",
    "One theme a row. Ways of saying: any of them counts as recorded; measure words: figures with "
    "them are listed (may be empty); sections: the first sentence of such a section "
    "(may be empty).",
)
THEMES_OWN = Text("现在用的是自己写的主题（themes.toml）", "Your own themes (themes.toml) hold")
THEMES_BUILT_IN = Text("现在用的是自带的主题；保存后改用自己的", "The built-in themes hold")
THEME_COLUMNS = {
    "name": Text("主题", "Theme"),
    "expressions": Text("说法", "Ways of saying"),
    "measures": Text("量词", "Measure words"),
    "roles": Text("章节", "Sections"),
}
THEME_ROLES = Text("章节可以写：{roles}", "Sections: {roles}")

# ---------------------------------------------------------------- thresholds

THRESHOLDS = Text(
    "“强、中、弱”和“未找到依据”是怎么定的", "What strong, weak and “no evidence” mean"
)
THRESHOLDS_HOW = Text(
    "给每句原文打 0 到 1 分：问题里的内容（越少见的词越重）有多大一部分在这句话里说到了；"
    "只在同一段或标题里说到的，打折算。",
    "Every sentence gets 0 to 1: how much of what was asked (rare words weigh more) stands in it; "
    "what only its paragraph or headings say counts for less.",
)
THRESHOLD_ROWS = {
    "strong": Text("依据强", "Evidence strong"),
    "medium": Text("依据中", "Evidence medium"),
    "weak": Text("依据弱", "Evidence weak"),
    "refused": Text("未找到依据（点了单位名）", "No evidence (an organisation named)"),
    "refused_figure": Text("其中问数量、人名", "of these, for a figure or a person"),
    "refused_anywhere": Text("未找到依据（没点单位）", "No evidence (none named)"),
    "listed": Text("列举、对照里算“未见”", "Not found, in lists"),
}
THRESHOLD_VALUES = {
    "strong": Text("{strong} 分以上", "{strong} or more"),
    "medium": Text("{medium} 到 {strong} 分，请点开核对", "{medium} to {strong}: please check"),
    "weak": Text("{medium} 分以下，谨慎使用", "below {medium}: use with care"),
    "refused": Text(
        "最好的一句不到 {enough} 分，或问题的内容有 {missing} 以上都没写到",
        "the best sentence has less than {enough}, or more than {missing} of what was asked "
        "is missing",
    ),
    "refused_figure": Text("没写到的超过 {figure} 就不答", "more than {figure} missing"),
    "refused_anywhere": Text(
        "最好的一句不到 {enough_anywhere} 分，或 {missing_anywhere} 以上没写到",
        "less than {enough_anywhere}, or more than {missing_anywhere} missing",
    ),
    "listed": Text(
        "该单位最好的一句算出的把握不到 {found}；全库最好的一句得分加原词所占比例不到 {anything}，"
        "就都算未见",
        "its best sentence gives odds below {found}; all, where the best of the library has less "
        "than {anything} in score and share of its very words",
    ),
}
THRESHOLDS_FIXED = Text(
    "这些数是用带答案的问题一起测出来的，互相牵连，所以不能单个修改：放低一个，编造的风险就上升；"
    "抬高一个，该答的就答不出。",
    "These values were measured together on questions with known answers, so they cannot be "
    "changed one by one: lower, and answers are invented; higher, and answers are missed.",
)

# ---------------------------------------------------------------- names, storage, versions

NAMES = Text("单位名称和别名", "Names of organisations")
NAMES_HOW = Text(
    "从材料里认出 {organisations} 个单位；已手工更正 {corrected} 份材料。"
    "在资料库里点“更正”可以改单位、标题、年度。",
    "{organisations} organisations were read from the documents; {corrected} documents are "
    "corrected by hand. “Correct” in the library changes organisation, title and years.",
)
NAMES_LINK = Text("去资料库更正", "Go to the library")
OPTIONS = Text("运行设置", "Running")
OPTIONS_HOW = Text(
    "要改时，在资料库文件夹的 hujian.toml 里写一行（名称在每项后面，例如 max_file_mb = 128），"
    "或用环境变量 HUJIAN_…，再重新打开程序。写错了，程序会说是哪一项。",
    "To change one, write a line into hujian.toml of the library folder (its name "
    "stands beside it, such as max_file_mb = 128), or set HUJIAN_…, and restart. "
    "A wrong one is named at the start.",
)
OPTION_PENDING = Text(
    "已改为 {value}，重新打开程序后生效", "changed to {value}; it holds after a restart"
)
OPTIONS_BROKEN = Text(
    "现在的 hujian.toml 用不了，下次打开程序会被拒绝：{message}",
    "hujian.toml cannot be used as it is now, and the next start will refuse it: {message}",
)
OPTION_NAMES = {
    "model": Text("向量模型", "Embedding model"),
    "query_prefix": Text("问题前缀", "Prefix of questions"),
    "passage_prefix": Text("原文前缀", "Prefix of passages"),
    "allow_download": Text("允许联网下载模型", "Models may be downloaded"),
    "max_file_mb": Text("单个文件上限（MB）", "Largest file (MB)"),
    "workers": Text("读文件的进程数", "Reading processes"),
    "audit_questions": Text("审计里记问题原文", "The audit keeps questions"),
}
OPTION_COSTS = {
    "model": Text(
        "怎么换、要花多久，见上面的“向量模型”。", "How to change it, and what it takes: see above."
    ),
    "query_prefix": Text(
        "有的模型要在问题前加几个字；内置的不用，bge、e5 空着就会自动加。"
        "代价：要运行 hujian rebuild。",
        "Some models want words before a question; the built-in one does not, bge and e5 get "
        "theirs when this is empty. Cost: run hujian rebuild.",
    ),
    "passage_prefix": Text(
        "同上，加在原文前。代价：要运行 hujian rebuild，全部片段重算向量。",
        "The same, before a passage. Cost: run hujian rebuild, which encodes every chunk again.",
    ),
    "allow_download": Text(
        "写 true，才会去模型站下载 model 里写的模型。代价：打开程序时要连外网；内网请留 false。",
        "Only true lets a hub be reached for the model. Cost: the start needs the internet.",
    ),
    "max_file_mb": Text(
        "更大的文件不收、不读，并说明原因。调高的代价：读大文件更慢，更占内存。",
        "Larger files are refused with the reason. Higher costs time and memory on large files.",
    ),
    "workers": Text(
        "同时读几个文件；0 是按这台电脑自动定。代价：每多一个进程多占一份内存；不用重建索引。",
        "How many files are read at once; 0 lets the machine decide. Each takes its own memory; "
        "no index is made anew.",
    ),
    "audit_questions": Text(
        "默认只记谁在什么时候问过；写 true 就连问题一起记进审计。请先告诉使用的人。",
        "By default the audit says who asked and when; true keeps the question too. Tell people.",
    ),
}
YES, NO = Text("是", "yes"), Text("否", "no")
EMPTY = Text("（空）", "(empty)")
STORAGE = Text("存放", "Storage")
STORAGE_WHERE = Text("位置", "Folder")
STORAGE_TOTAL = Text("资料库大小", "Size of the library")
STORAGE_FREE = Text("磁盘剩余", "Free on the disk")
STORAGE_PARTS = {
    "generations": Text("索引和原文（最近两版）", "indexes and texts (two generations)"),
    "originals": Text("传入的原文件", "uploaded originals"),
    "conversations.sqlite": Text("对话", "conversations"),
    "uploads": Text("正在传入的文件", "files being uploaded"),
}
VERSIONS = Text("版本", "Versions")
VERSION_NAMES = {
    "hujian": Text("互鉴", "Hujian"),
    "system": Text("系统", "System"),
    "segmenter": Text("分词", "Segmenter"),
}
