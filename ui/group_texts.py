"""Every word of `hujian group`, Chinese with English beside (see `ui.texts`)."""

from __future__ import annotations

from ui.language import Text

HELP = Text("给材料分组：哪些材料只给哪些用户看", "groups of documents: which users may see which")
ABOUT = Text(
    "材料可以放进一个或几个组，只有这些组的用户和管理员看得见；对其他人，这些材料就像不在库里。\n"
    "用户在哪些组里，用 hujian user 设置。详见 docs/groups.md。",
    "Documents in a group are seen by that group's users and by administrators alone.",
)
ACTIONS = Text("操作", "actions")
HELP_ACTION = Text("各个操作的用法：hujian group 操作 --help", "hujian group ACTION --help")
HELP_ADD = Text("把文件或文件夹放进一个组（没有这个组就新建）", "put files or folders into a group")
HELP_REMOVE = Text("把文件或文件夹移出一个组", "take files or folders out of a group")
HELP_LIST = Text("列出所有的组", "list the groups")
HELP_SHOW = Text("列出一个组的位置和文件", "show the places and files of a group")
HELP_UNGROUPED = Text(
    "查看或设置：不在任何组里的材料给谁看", "who sees what is in no group: show or set"
)
ARG_GROUP = Text("组名", "name of the group")
ARG_PLACES = Text(
    "文件或文件夹，照 hujian documents 所列的路径；文件夹里以后新增的文件也算",
    "files or folders as `hujian documents` lists them; files added to a folder later belong too",
)
ARG_GONE = Text("要移出的文件或文件夹（不写则移出全部，组随之取消）", "all where none is named")
ARG_UNGROUPED = Text(
    "everyone 所有人（默认），administrators 仅管理员；不写则显示现在的设置",
    "everyone (default) or administrators; without it the setting is shown",
)
METAVAR_GROUP = Text("组名", "GROUP")
METAVAR_PLACE = Text("路径", "PATH")
METAVAR_READERS = Text("谁", "WHO")

READERS = {
    "everyone": Text("所有人看得见", "seen by everyone"),
    "administrators": Text("仅管理员看得见", "seen by administrators alone"),
}
ADDED = Text(
    "“{group}”组：已放进 {places}。库里现有 {count} 个文件在其中，"
    "只有这个组的用户和管理员看得见，立即生效。",
    "{group}: put in {places}; {count} files, seen by this group and administrators from now on.",
)
NOTHING_THERE = Text(
    "注意：库里现在没有文件在“{place}”里。"
    "如果不是打算以后再入库，请对照 hujian documents 检查路径。",
    "Note: no file is in {place} now.",
)
REMOVED = Text(
    "“{group}”组：已移出 {places}，涉及 {count} 个文件，立即生效。",
    "{group}: took out {places}, {count} files, from now on.",
)
NOW_UNGROUPED = Text(
    "其中 {count} 个文件现在不在任何组里，{readers}。",
    "{count} of them are in no group, {readers}.",
)
PENDING = Text(
    "资料库正在写入。内容相同而可见范围不同的材料，"
    "要等它写完、再运行一次 hujian index 才能分别作答；在那之前不会多显示什么。",
    "The library is being written; copies with different readers are parted by the next indexing.",
)
GROUP_LINE = Text("{group} · {places} · {count} 个文件", "{group}: {places}, {count} files")
UNGROUPED_LINE = Text(
    "（不在任何组里） · {count} 个文件，{readers}", "(no group): {count} files, {readers}"
)
NO_GROUPS = Text("还没有分组。", "There are no groups.")
PLACE_LINE = Text("位置：{place}", "place: {place}")
FILE_LINE = Text("  {file}", "  {file}")
UNGROUPED_SET = Text("不在任何组里的材料：{readers}。", "What is in no group: {readers}.")
