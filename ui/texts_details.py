"""What is said in English elsewhere, in both languages.

The system's and TOML's complaints, and what `ui.contract` expects of a field; the sentences that
they stand in are in `ui.error_words`.
"""

from __future__ import annotations

import errno
import re

from ui.language import Text

_SYSTEM = {
    errno.ENOENT: Text("没有这个文件或文件夹", "there is no such file or folder"),
    errno.EACCES: Text("没有权限", "permission denied"),
    errno.EPERM: Text("没有权限", "permission denied"),
    errno.EROFS: Text("这里只能读，不能写", "this place is read-only"),
    errno.EISDIR: Text("这是文件夹，不是文件", "this is a folder and no file"),
    errno.ENOTDIR: Text("路径里有一段不是文件夹", "a part of the path is no folder"),
    errno.EEXIST: Text("这里已有同名的文件", "a file of that name is there already"),
    errno.ENOSPC: Text("磁盘满了", "the disk is full"),
    errno.ENAMETOOLONG: Text("名称太长", "the name is too long"),
}
_NOT_UTF8 = Text("不是 UTF-8 编码的文字", "it is no text in UTF-8")
EXPECTED = {
    "a text": Text("文字", "a text"),
    "a text that is not empty": Text("不能为空的文字", "a text that is not empty"),
    "an object": Text("JSON 对象", "an object"),
    "a list": Text("列表", "a list"),
    "a list of texts": Text("一列文字", "a list of texts"),
    "a list of objects": Text("一列 JSON 对象", "a list of objects"),
    "a list of whole numbers": Text("一列整数", "a list of whole numbers"),
    "a list of file names": Text("一列文件名", "a list of file names"),
    "a list of objects with file and quote": Text(
        "一列带 file 和 quote 的对象", "a list of objects with file and quote"
    ),
    "objects of section and role": Text("带 section 和 role 的对象", "objects of section and role"),
    "a heading path": Text("从上级到本级的章节标题", "a heading path"),
    "organisation, title, years, date or roles": Text(
        "organisation、title、years、date 或 roles", "organisation, title, years, date or roles"
    ),
    "organisations, years or roles": Text(
        "organisations、years 或 roles", "organisations, years or roles"
    ),
    "one of practice, chunk, document": Text(
        "practice、chunk、document 中的一个", "one of practice, chunk, document"
    ),
    "true or false": Text("true 或 false", "true or false"),
    "1 or 2": Text("1 或 2", "1 or 2"),
}
_TOML = re.compile(
    r"(?P<file>.+?): .* \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)"
)
_TOML_AT = Text(
    "“{file}”第 {line} 行第 {column} 列写得不对",
    "line {line}, column {column} of “{file}” is wrong",
)
_TOML_END = Text("“{file}”的末尾没有写完", "the end of “{file}” is missing")


def system_reason(error: Exception) -> Text:
    """Why a file could not be read or written; an unknown reason stays as the system says it."""
    if isinstance(error, UnicodeDecodeError):
        return _NOT_UTF8
    number = error.errno if isinstance(error, OSError) else None
    return _SYSTEM.get(number or 0) or Text(str(error), str(error))


def toml_fault(detail: str) -> Text | None:
    """Where a file of settings is wrong; None for a complaint of another kind."""
    if not (found := _TOML.fullmatch(detail)):
        return None
    return (_TOML_AT if found["line"] else _TOML_END).format(**found.groupdict())
