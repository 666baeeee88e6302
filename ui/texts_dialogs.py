"""The words of the page's dialogs, Chinese with English beside; see `ui.texts`.

What somebody ticks of an answer is kept in its Chinese wording whatever the page's language, one
line each, so that `hujian eval` reads it; the keys are what the page sends.
"""

from __future__ import annotations

from ui.language import Text

CANCEL = Text("取消", "Cancel")

RATE_TITLE = Text("哪里不对？", "What is wrong?")
RATE_HOW = Text(
    "勾选或写一句都行，也可以什么都不填直接提交。只记在这台电脑上，可用 hujian eval 变成考题。",
    "Tick or write, or send it as it is. It stays on this machine; hujian eval makes it a test.",
)
RATE_REASONS = {
    "figure": Text("数不对", "A number is wrong"),
    "passage": Text("引用的原文不对", "The wrong passage is quoted"),
    "organisation": Text("单位不对，或有遗漏", "Wrong organisations, or some are missing"),
    "beside": Text("答非所问", "It does not answer the question"),
    "none": Text("材料里没有，不该作答", "Nothing in the documents says so; it should not answer"),
    "missed": Text("材料里有，却没有找到", "The documents say it, but it was not found"),
}
RATE_RIGHT = Text("正确的是什么？（可不填）", "What would be right? (optional)")
RATE_RIGHT_HINT = Text(
    "例如：36户；或抄一句正确的原文；或写正确的单位",
    "The right figure with its unit, the right sentence, or the right organisation",
)
RATE_SEND = Text("提交", "Send")

RENAME_TITLE = Text("给对话改名", "Rename the conversation")
RENAME_SAVE = Text("改名", "Rename")

CONFIRM_TITLE = Text("请确认", "Please confirm")
CONFIRM_DELETE = Text("删除", "Delete")
CONFIRM_CLEAR = Text("彻底清除", "Remove for good")
CONFIRM_RESTORE = Text("改用自带的", "Use the built-in ones")
