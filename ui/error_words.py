"""Every error class as one sentence, in both languages: what happened and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant import errors
from ui import access_texts
from ui import errors as faults
from ui.contract import ContractError
from ui.errors import InterfaceError, PortInUse, UnknownTurn, UploadRefused
from ui.language import Text, listed
from ui.phrases import said
from ui.texts_details import EXPECTED, toml_fault

UPLOAD_REASONS = {
    "size": Text("文件太大，请拆开或压缩图片后再传", "the file is too large"),
    "total": Text(
        "一次传入的文件总量太大，请分几次传", "the files of one upload are too large together"
    ),
    "count": Text("一次传入的文件太多，请分几次传", "too many files in one upload"),
    "type": Text(
        "不是互鉴能读的格式，请另存为 .docx、.pdf、.md 或 .txt", "not a format Hujian reads"
    ),
    "zip": Text("压缩包打不开，请解压后再传", "the archive cannot be opened"),
    "encrypted": Text("压缩包有密码，请解压后再传", "the archive has a password"),
    "name": Text("文件名不能用，请改名后再传", "the file name cannot be used"),
    "state": Text("这次上传已经开始读入或已结束，请重新选择文件", "this upload is already closed"),
    "body": Text("文件没有传完整，请重新上传", "the file did not arrive whole"),
}
ROW_REASONS = {
    "rows": Text("最多 {value} 行", "there may be {value} rows at most"),
    "empty": Text(
        "互相替代的词至少要写两个，用顿号隔开（每行最多 {value} 个）",
        "words that stand for one another need at least two, set apart by commas ({value} at most)",
    ),
    "words": Text(
        "右边要写 1–{value} 个词，用顿号隔开；左边空着时至少两个",
        "the right side needs 1–{value} words, set apart by commas; two where the left is empty",
    ),
    "word": Text(
        "“{value}”太长，或者有引号、反斜杠之类不能用的符号",
        "“{value}” is too long, or holds a quotation mark or another sign that cannot be used",
    ),
    "twice": Text("“{value}”在前面已经写过", "“{value}” stands in a row above already"),
    "themes": Text(
        "主题要有 1–{value} 个；不想要自己的主题时请用“恢复自带的”",
        "there must be 1–{value} themes; to have none of your own, restore the built-in ones",
    ),
    "name": Text(
        "名称没有写，或者与前面的重复（{value}）",
        "its name is missing, or stands in a row above ({value})",
    ),
    "expressions": Text(
        "主题“{value}”要写说法，或者写章节类别",
        "the theme “{value}” needs a way of saying it, or a kind of section",
    ),
    "many": Text("说法最多 {value} 个", "there may be {value} ways of saying it at most"),
    "text": Text(
        "“{value}”太长，或者有引号、反斜杠之类不能用的符号",
        "“{value}” is too long, or holds a quotation mark or another sign that cannot be used",
    ),
    "role": Text(
        "没有“{value}”这类章节；可以写：基本情况、主要做法、成效、存在问题、下一步打算、经验体会、其他",
        "there is no kind of section “{value}”; see the list below",
    ),
}
UNEXPECTED = Text(
    "出了意料之外的问题，请重试；如果还不行，请把程序窗口里的英文信息发给管理员。",
    "Something unexpected happened. Please try again, then tell your administrator.",
)

_KINDS_OF_SETTING = {
    "str": Text("文字", "a text"),
    "int": Text("整数", "a whole number"),
    "bool": Text("true 或 false", "true or false"),
}
_SETTINGS_FILE = Text(
    "请改正资料库文件夹里的 hujian.toml，或以 HUJIAN_ 开头的环境变量。",
    "Correct hujian.toml in the library folder, or the environment variable HUJIAN_….",
)


def _filled(chinese: str, english: str, **values: object) -> Text:
    """Both wordings with what the error knows."""
    return Text(chinese, english).format(**values)


_MESSAGES: dict[type[Exception], Callable[[Any], Text]] = {
    errors.AssistantError: lambda e: _filled(
        "没有完成：{e}。请重试；如果还不行，请把这句话发给管理员。",
        "Not finished: {e}. Try again; if it fails again, send this to your administrator.",
        e=e,
    ),
    errors.UnreadableDocument: lambda e: _filled(
        "“{name}”读不出来：{reason}",
        "“{name}” cannot be read: {reason}",
        name=e.path.name, reason=said(e.reason),
    ),
    errors.MissingPath: lambda e: _filled(
        "找不到“{path}”。请检查路径有没有写错，文件是不是移走了。",
        "“{path}” was not found. Check its spelling, and whether it was moved.",
        path=e.path,
    ),
    errors.EmptyFolder: lambda e: _filled(
        "“{path}”里没有能读的文件。请放入 .docx、.pdf、.md 或 .txt 文件后再试。",
        "“{path}” holds no file that can be read. Put .docx, .pdf, .md or .txt files there.",
        path=e.path,
    ),
    errors.LibraryError: lambda e: _filled(
        "资料库“{path}”有问题：{detail}。请运行 hujian verify 检查。",
        "Something is wrong with the library “{path}”: {detail}. Run hujian verify.",
        path=e.path, detail=e.detail or Text("无法使用", "it cannot be used"),
    ),
    errors.LibraryMissing: lambda e: _filled(
        "“{path}”还没有资料库。请先运行 hujian index 文件夹，或用 --library 指定别的位置。",
        "There is no library in “{path}” yet. Run hujian index FOLDER, or name it by --library.",
        path=e.path,
    ),
    errors.LibraryLocked: lambda e: _filled(
        "资料库“{path}”正在被另一个程序写入。请等它完成，或关掉那个程序后再试；已有内容不受影响。",
        "Another program is writing the library “{path}”. Wait for it, or close it; "
        "what is there is safe.",
        path=e.path,
    ),
    errors.LibraryVersion: lambda e: _filled(
        "资料库“{path}”是另一个版本写的（格式 {found}，本程序用 {expected}）。"
        "请换一个空文件夹（--library）重新运行 hujian index；原来的内容没有改动。",
        "Another version wrote the library “{path}” (format {found}, this program uses "
        "{expected}). Run hujian index with an empty --library folder; nothing was changed.",
        path=e.path, found=e.found, expected=e.expected,
    ),
    errors.LibraryOutdated: lambda e: _filled(
        "资料库“{path}”的索引是用另一种模型或词表做的（{found}，现在用 {expected}）。"
        "原文都在；请运行 hujian rebuild 用库里的原文重做索引。",
        "The indexes of “{path}” were made with another model or word list ({found}, now "
        "{expected}). The texts are there; run hujian rebuild.",
        path=e.path, found=e.found, expected=e.expected,
    ),
    errors.LibraryDamaged: lambda e: _filled(
        "资料库“{path}”的文件缺失或损坏：{detail}。"
        "请从备份恢复，或换一个空文件夹（--library）重新运行 hujian index。",
        "A file of the library “{path}” is missing or damaged: {detail}. "
        "Restore a backup, or run hujian index with an empty --library folder.",
        path=e.path, detail=e.detail or Text("无法读取", "it cannot be read"),
    ),
    errors.UnknownDocument: lambda e: _filled(
        "资料库里没有“{name}”。请用 hujian documents 或“资料库”页看看有哪些材料。",
        "The library holds no “{name}”. See hujian documents, or the page's library.",
        name=e.detail or e.path,
    ),
    errors.UnknownOrganisation: lambda e: _filled(
        "资料库里没有“{name}”这个单位。请检查名称，或用 hujian organisations 看看有哪些单位。",
        "The library knows no organisation “{name}”. Check the name; hujian organisations "
        "lists them.",
        name=e.name,
    ),
    errors.CorrectionError: lambda e: _filled(
        "更正没有生效：{e}。请改正后再试；已有内容没有改动。",
        "The correction was not made: {e}. Nothing was changed.",
        e=e,
    ),
    errors.NotRemoved: lambda e: _filled(
        "“{name}”的移除不能撤销：没有移除过、已过 7 天、已经清除，或者已经重新读入。"
        "请重新添加这个文件。",
        "The removal of “{name}” cannot be undone: it was not removed, 7 days have passed, it was "
        "cleared, or it was read again. Add the file again.",
        name=e.detail,
    ),
    errors.GroupError: lambda e: _filled(
        "材料分组有误：{e}。请改正后再试；材料本身没有改动。",
        "The groups of documents are wrong: {e}. The documents were not changed.",
        e=e,
    ),
    errors.NotInView: lambda _: Text(
        "这一步关系到整个资料库，而您只看得见其中一部分材料。请管理员来做。",
        "This concerns the whole library, of which you see a part. Ask an administrator.",
    ),
    errors.SettingsError: lambda e: _filled(
        "设置有误：{detail}。请改正这个文件，或把它改名移开后再试。",
        "A setting is wrong: {detail}. Correct the file, or move it away and try again.",
        detail=toml_fault(str(e)) or e,
    ),
    errors.UnknownSetting: lambda e: _filled(
        "没有“{key}”这个设置（可用的有：{known}）。{how}",
        "There is no setting “{key}” (there are: {known}). {how}",
        key=e.key, known=listed(e.known), how=_SETTINGS_FILE,
    ),
    errors.WrongSetting: lambda e: _filled(
        "设置“{key}”的值“{value}”不对，应当是{kind}。{how}",
        "The setting “{key}” cannot be “{value}”; it should be {kind}. {how}",
        key=e.key, value=e.value, kind=_KINDS_OF_SETTING[e.kind], how=_SETTINGS_FILE,
    ),
    errors.EditedMeanwhile: lambda e: _filled(
        "“{file}”刚才已经在别处改过，这次没有保存，以免盖掉那边的修改。请刷新本页，看过现在的内容再改。",
        "“{file}” was changed elsewhere meanwhile, so this was not saved over it. Reload the page "
        "and look at what is there now.",
        file=e.path.name,
    ),
    errors.WrongRow: lambda e: _filled(
        "第 {row} 行没有保存：{reason}。其他内容也没有改动。",
        "Row {row} was not saved: {reason}. Nothing else was changed either.",
        row=e.row + 1, reason=ROW_REASONS[e.code].format(value=e.value),
    ),
    errors.ModelNotFound: lambda e: _filled(
        "本机没有“{model}”这个模型文件夹，而默认不连网下载模型。"
        "请把 model 写成本机的模型文件夹；确要从模型站下载时，另写 allow_download = true。",
        "This machine has no model folder “{model}”, and models are not downloaded by default. "
        "Set model to a folder here, or allow_download = true.",
        model=e.model,
    ),
    errors.ModelsNotInstalled: lambda e: _filled(
        "用“{model}”这样的模型要先装附加组件：pip install 'hujian[models]'；"
        "也可以在设置里改回内置模型。",
        "A model such as “{model}” needs: pip install 'hujian[models]'; or go back to the "
        "built-in one.",
        model=e.model,
    ),
    errors.ModelUnavailable: lambda e: _filled(
        "向量模型“{model}”用不了：{detail}。请照提示安装，或在设置里改回内置模型。",
        "The model “{model}” cannot be used: {detail}. Install what it asks for, or go back to "
        "the built-in one.",
        model=e.model, detail=e.detail,
    ),
    InterfaceError: lambda e: _filled(
        "没有完成：{e}。请重试。", "Not finished: {e}. Please try again.", e=e
    ),
    PortInUse: lambda e: _filled(
        "端口 {port} 已经被别的程序占用。请关掉那个程序，"
        "或换一个端口：hujian serve --port {other}",
        "Another program uses port {port}. Close it, or choose another: "
        "hujian serve --port {other}",
        port=e.port, other=e.port + 1,
    ),
    faults.NoSuchAddress: lambda e: _filled(
        "这台电脑没有“{host}”这个地址。只在本机用就写 127.0.0.1（默认），"
        "让别的电脑也能打开就写 0.0.0.0。",
        "This machine has no address “{host}”. Use 127.0.0.1 (the default) for this machine only, "
        "0.0.0.0 to let others in.",
        host=e.host,
    ),
    faults.UsersNeeded: lambda e: _filled(
        "“{host}”会让别的电脑也能打开，所以要先有能登录的用户。"
        "请先运行 hujian user add 用户名，再启动；只在本机用就不必写 --host 和 --allowed-host。",
        "“{host}” lets other machines in, so there must be users first. Run hujian user add NAME, "
        "then start; without --host and --allowed-host the page is for this machine only.",
        host=e.host,
    ),
    faults.WrongHostName: lambda e: _filled(
        "--allowed-host 的“{name}”不是主机名。"
        "请只写名字，例如 hujian.local，不带 http:// 和端口。",
        "“{name}” of --allowed-host is no host name. Write the name alone, such as hujian.local, "
        "without http:// and port.",
        name=e.name,
    ),
    faults.WrongCertificate: lambda e: _filled(
        "证书或私钥“{file}”用不了。请检查 --certificate 和 --key 是不是同一对 PEM 文件，"
        "两个都要写。",
        "The certificate or key “{file}” cannot be used. --certificate and --key must be a pair "
        "of PEM files, both given.",
        file=e.file,
    ),
    faults.UserError: lambda e: _filled(
        "用户“{name}”没有改动。请重试。", "User “{name}” was not changed. Try again.", name=e.name
    ),
    faults.UnknownUser: lambda e: _filled(
        "没有“{name}”这个用户。请用 hujian user list 看看有哪些用户。",
        "There is no user “{name}”. hujian user list shows them.",
        name=e.name,
    ),
    faults.NameTaken: lambda e: _filled(
        "已经有“{name}”这个用户了。请换个名字，或用 hujian user password 给这个用户换密码。",
        "There is a user “{name}” already. Choose another name, or hujian user password.",
        name=e.name,
    ),
    faults.WrongName: lambda e: _filled(
        "“{name}”不能作名字。请用 1 到 40 个汉字、字母、数字，或其中的 . _ - @。",
        "“{name}” cannot be a name. Use 1 to 40 letters, digits, . _ - or @.",
        name=e.name,
    ),
    faults.WeakPassword: lambda e: _filled(
        "密码没有设置：{reason}。",
        "The password was not set: {reason}.",
        reason=access_texts.WEAK_PASSWORDS[e.code],
    ),
    faults.PasswordsDiffer: lambda e: _filled(
        "两遍输入的密码不一样，“{name}”没有改动。请再运行一次。",
        "The two passwords differ; “{name}” was not changed. Run it again.",
        name=e.name,
    ),
    faults.LastManager: lambda e: _filled(
        "没有改动：至少要有一个“管理”，“{name}”这样改就没有了。"
        "请先让另一个用户当“管理”：hujian user role 用户名 管理",
        "Nothing was changed: there must be an administrator, and “{name}” is the last. Make "
        "another one first: hujian user role.",
        name=e.name,
    ),
    faults.UsersVersion: lambda e: _filled(
        "用户文件“{name}”不是本程序的，或是另一个版本写的。请从备份恢复；"
        "确定不要了就删掉它，再用 hujian user add 重新增加用户。",
        "The file of users “{name}” is not ours, or of another version. Restore a backup, or "
        "delete it and add the users again.",
        name=e.name,
    ),
    faults.UnknownJob: lambda e: _filled(
        "没有编号“{number}”的上传，可能已经结束。请打开“资料库”看看，或重新选择文件。",
        "There is no upload “{number}”; it may be over. See the library, or choose the files "
        "again.",
        number=e.number,
    ),
    faults.JobOver: lambda _: Text(
        "这个读入任务已经结束，或者已经是这个状态。请看列表里的最新情况。",
        "That job has ended, or is in that state already. See the list.",
    ),
    UnknownTurn: lambda e: _filled(
        "第 {number} 条问答已经删除。请重新提问，再导出或评价。",
        "Answer {number} was deleted. Ask again, then export or rate it.",
        number=e.number,
    ),
    UploadRefused: lambda e: _filled(
        "“{name}”没有收下：{reason}。",
        "“{name}” was refused: {reason}.",
        name=e.name, reason=UPLOAD_REASONS[e.code],
    ),
    ContractError: lambda e: _filled(
        "请求的字段“{field}”不对，应为：{expected}。",
        "The field “{field}” of the request should be: {expected}.",
        field=e.field or Text("（整体）", "(the whole)"),
        expected=EXPECTED.get(e.expected, e.expected),
    ),
}  # fmt: skip


def message(error: Exception) -> Text:
    """One sentence that says what happened and what to do."""
    for kind in type(error).__mro__:
        if words := _MESSAGES.get(kind):
            return words(error)
    return UNEXPECTED
