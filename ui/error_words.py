"""Every error class as one Chinese sentence that says what happened and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant import errors
from ui.contract import ContractError
from ui.errors import InterfaceError, NotLoopback, PortInUse, UnknownJob, UnknownTurn, UploadRefused
from ui.language import Text

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
UNEXPECTED = Text(
    "出了意料之外的问题，请重试；如果还不行，请把程序窗口里的英文信息发给管理员。",
    "Something unexpected happened. Please try again, then tell your administrator.",
)

_KINDS_OF_SETTING = {"str": "文字", "int": "整数", "bool": "true 或 false"}

_MESSAGES: dict[type[Exception], Callable[[Any], str]] = {
    errors.AssistantError: lambda e: f"没有完成：{e}。请重试；如果还不行，请把这句话发给管理员。",
    errors.UnreadableDocument: lambda e: f"“{e.path.name}”读不出来：{e.reason}",
    errors.MissingPath: lambda e: f"找不到“{e.path}”。请检查路径有没有写错，文件是不是移走了。",
    errors.EmptyFolder: lambda e: (
        f"“{e.path}”里没有能读的文件。请放入 .docx、.pdf、.md 或 .txt 文件后再试。"
    ),
    errors.LibraryError: lambda e: (
        f"资料库“{e.path}”有问题：{e.detail or '无法使用'}。请运行 hujian verify 检查。"
    ),
    errors.LibraryMissing: lambda e: (
        f"“{e.path}”还没有资料库。请先运行 hujian index 文件夹，或用 --library 指定别的位置。"
    ),
    errors.LibraryLocked: lambda e: (
        f"资料库“{e.path}”正在被另一个程序写入。请等它完成，或关掉那个程序后再试；已有内容不受影响。"
    ),
    errors.LibraryVersion: lambda e: (
        f"资料库“{e.path}”是另一个版本写的（格式 {e.found}，本程序用 {e.expected}）。"
        "请换一个空文件夹（--library）重新运行 hujian index；原来的内容没有改动。"
    ),
    errors.LibraryOutdated: lambda e: (
        f"资料库“{e.path}”的索引是用另一种模型或词表做的（{e.found}，现在用 {e.expected}）。"
        "原文都在；请运行 hujian rebuild 用库里的原文重做索引。"
    ),
    errors.LibraryDamaged: lambda e: (
        f"资料库“{e.path}”的文件缺失或损坏：{e.detail or '无法读取'}。"
        "请从备份恢复，或换一个空文件夹（--library）重新运行 hujian index。"
    ),
    errors.UnknownDocument: lambda e: (
        f"资料库里没有“{e.detail or e.path}”。请用 hujian documents 或“资料库”页看看有哪些材料。"
    ),
    errors.NotRemoved: lambda e: (
        f"“{e.detail}”的移除不能撤销：没有移除过、已过 7 天、已经清除，或者已经重新读入。"
        "请重新添加这个文件。"
    ),
    errors.UnknownOrganisation: lambda e: (
        f"资料库里没有“{e.name}”这个单位。请检查名称，或用 hujian organisations 看看有哪些单位。"
    ),
    errors.CorrectionError: lambda e: f"更正没有生效：{e}。请改正后再试；已有内容没有改动。",
    errors.GroupError: lambda e: f"材料分组有误：{e}。请改正后再试；材料本身没有改动。",
    errors.NotInView: lambda _: (
        "这一步关系到整个资料库，而您只看得见其中一部分材料。请管理员来做。"
    ),
    errors.SettingsError: lambda e: (
        f"设置有误：{e}。请改正资料库文件夹里的 hujian.toml，或以 HUJIAN_ 开头的环境变量。"
    ),
    errors.UnknownSetting: lambda e: (
        f"没有“{e.key}”这个设置（可用的有：{'、'.join(e.known)}）。"
        "请改正资料库文件夹里的 hujian.toml，或以 HUJIAN_ 开头的环境变量。"
    ),
    errors.WrongSetting: lambda e: (
        f"设置“{e.key}”的值“{e.value}”不对，应当是{_KINDS_OF_SETTING[e.kind]}。"
        "请改正资料库文件夹里的 hujian.toml，或以 HUJIAN_ 开头的环境变量。"
    ),
    errors.ModelNotFound: lambda e: (
        f"本机没有“{e.model}”这个模型文件夹，而默认不连网下载模型。"
        "请把 model 写成本机的模型文件夹；确要从模型站下载时，另写 allow_download = true。"
    ),
    errors.ModelsNotInstalled: lambda e: (
        f"用“{e.model}”这样的模型要先装附加组件：pip install 'hujian[models]'；"
        "也可以在设置里改回内置模型。"
    ),
    errors.ModelUnavailable: lambda e: (
        f"向量模型“{e.model}”用不了：{e.detail}。请照提示安装，或在设置里改回内置模型。"
    ),
    InterfaceError: lambda e: f"没有完成：{e}。请重试。",
    PortInUse: lambda e: (
        f"端口 {e.port} 已经被别的程序占用。请关掉那个程序，"
        f"或换一个端口：hujian serve --port {e.port + 1}"
    ),
    NotLoopback: lambda e: (
        f"“{e.host}”会让别的电脑也能打开，而现在还没有登录功能。请用 127.0.0.1（默认）。"
    ),
    UnknownTurn: lambda e: f"第 {e.number} 条问答已经删除。请重新提问，再导出或评价。",
    UnknownJob: lambda _: "这个读入任务已经结束，或者已经是这个状态。请看列表里的最新情况。",
    UploadRefused: lambda e: f"“{e.name}”没有收下：{UPLOAD_REASONS[e.code]}。",
    ContractError: lambda e: f"请求的字段“{e.field or '（整体）'}”不对，应为：{e.expected}。",
}


def message(error: Exception) -> str:
    """One Chinese sentence that says what happened and what to do."""
    for kind in type(error).__mro__:
        if words := _MESSAGES.get(kind):
            return words(error)
    return UNEXPECTED
