"""Every error class as one Chinese sentence that says what happened and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant import errors
from ui import access_texts
from ui import errors as faults
from ui.contract import ContractError
from ui.errors import InterfaceError, PortInUse, UnknownTurn, UploadRefused
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
    errors.UnknownOrganisation: lambda e: (
        f"资料库里没有“{e.name}”这个单位。请检查名称，或用 hujian organisations 看看有哪些单位。"
    ),
    errors.CorrectionError: lambda e: f"更正没有生效：{e}。请改正后再试；已有内容没有改动。",
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
    faults.NoSuchAddress: lambda e: (
        f"这台电脑没有“{e.host}”这个地址。只在本机用就写 127.0.0.1（默认），"
        "让别的电脑也能打开就写 0.0.0.0。"
    ),
    faults.UsersNeeded: lambda e: (
        f"“{e.host}”会让别的电脑也能打开，所以要先有能登录的用户。"
        "请先运行 hujian user add 用户名，再启动；只在本机用就不必写 --host 和 --allowed-host。"
    ),
    faults.WrongHostName: lambda e: (
        f"--allowed-host 的“{e.name}”不是主机名。"
        "请只写名字，例如 hujian.local，不带 http:// 和端口。"
    ),
    faults.WrongCertificate: lambda e: (
        f"证书或私钥“{e.file}”用不了。请检查 --certificate 和 --key 是不是同一对 PEM 文件，"
        "两个都要写。"
    ),
    faults.UserError: lambda e: f"用户“{e.name}”没有改动。请重试。",
    faults.UnknownUser: lambda e: f"没有“{e.name}”这个用户。请用 hujian user list 看看有哪些用户。",
    faults.NameTaken: lambda e: (
        f"已经有“{e.name}”这个用户了。请换个名字，或用 hujian user password 给这个用户换密码。"
    ),
    faults.WrongName: lambda e: (
        f"“{e.name}”不能作名字。请用 1 到 40 个汉字、字母、数字，或其中的 . _ - @。"
    ),
    faults.WeakPassword: lambda e: f"密码没有设置：{access_texts.WEAK_PASSWORDS[e.code]}。",
    faults.PasswordsDiffer: lambda e: f"两遍输入的密码不一样，“{e.name}”没有改动。请再运行一次。",
    faults.LastManager: lambda e: (
        f"没有改动：至少要有一个“管理”，“{e.name}”这样改就没有了。"
        "请先让另一个用户当“管理”：hujian user role 用户名 管理"
    ),
    faults.UsersVersion: lambda e: (
        f"用户文件“{e.name}”不是本程序的，或是另一个版本写的。请从备份恢复；"
        "确定不要了就删掉它，再用 hujian user add 重新增加用户。"
    ),
    faults.UnknownJob: lambda e: (
        f"没有编号“{e.number}”的上传，可能已经结束。请打开“资料库”看看，或重新选择文件。"
    ),
    UnknownTurn: lambda e: f"第 {e.number} 条问答已经删除。请重新提问，再导出或评价。",
    UploadRefused: lambda e: f"“{e.name}”没有收下：{UPLOAD_REASONS[e.code]}。",
    ContractError: lambda e: f"请求的字段“{e.field or '（整体）'}”不对，应为：{e.expected}。",
}


def message(error: Exception) -> str:
    """One Chinese sentence that says what happened and what to do."""
    for kind in type(error).__mro__:
        if words := _MESSAGES.get(kind):
            return words(error)
    return UNEXPECTED
