"""The words of users, the login page, ranks and the audit, Chinese with English beside.

Ranks are stored and shown by their Chinese names, as the roles of sections are.
"""

from __future__ import annotations

from ui.language import Text as Text

# ---------------------------------------------------------------- the login page

LOGIN_TITLE = Text("登录 · 互鉴", "Log in · Hujian")
LOGIN_HEADING = Text("登录", "Log in")
LOGIN_NAME = Text("用户名", "User name")
LOGIN_PASSWORD = Text("密码", "Password")
LOGIN_SUBMIT = Text("登录", "Log in")
LOGIN_HELP = Text(
    "没有用户名或忘了密码，请找管理员。",
    "No user name, or the password forgotten? Ask your administrator.",
)
LOGIN_WRONG = Text(
    "用户名或密码不对，请再试一次。", "Wrong user name or password. Please try again."
)
LOGIN_STALE = Text(
    "登录页开得太久了，请再试一次。", "This page was open for too long. Please try again."
)
LOGIN_THROTTLED = Text(
    "失败的次数太多，请 {seconds} 秒后再试。", "Too many failed attempts. Try again in {seconds} s."
)
LOGIN_BUSY = Text(
    "同时登录的人太多，请稍后再试。", "Too many people log in at once. Try again in a moment."
)
LOGIN_EXPIRED = Text("登录已过期，请重新登录。", "Your session has ended. Please log in again.")
LOGIN_LEFT = Text("已退出。", "You are logged out.")
LOGIN_PLAIN = Text(
    "这个网址没有加密，密码会以明文在网络上传输。",
    "This address is not encrypted: your password crosses the network in clear text.",
)
LOGIN_NEEDED = Text("请先登录。", "Please log in first.")
LOGOUT = Text("退出", "Log out")
VISITOR = Text("{name}（{rank}）", "{name} ({rank})")
RANK_NEEDED = Text(
    "这要有“{needed}”角色才能做，你现在是“{rank}”。需要的话请找管理员。",
    "This needs the role “{needed}”; yours is “{rank}”. Ask your administrator.",
)
USERS_UNREADABLE = Text(
    "暂时查不到登录情况，请稍后再试；如果还不行，请找管理员。",
    "Sessions cannot be read right now. Try again in a moment, or ask your administrator.",
)

# ---------------------------------------------------------------- users and audit on the page

OVERVIEW = Text("用户与审计", "Users and audit")
OVERVIEW_USERS = Text("用户 {count} 个", "{count} users")
OVERVIEW_USER_HEAD = (
    Text("用户名", "User"), Text("角色", "Role"), Text("组", "Groups"), Text("增加于", "Added"),
)  # fmt: skip
OVERVIEW_HOW = Text(
    "要增加或更改用户，请在运行互鉴的电脑上用 hujian user 命令；改后立即生效。",
    "To change users run `hujian user` on the machine that serves this page.",
)
OVERVIEW_AUDIT = Text("最近的操作（{count} 条，最新的在前）", "The last {count} actions")
OVERVIEW_AUDIT_HEAD = (
    Text("时间（UTC）", "Time (UTC)"), Text("用户", "User"), Text("来自", "From"),
    Text("动作", "Action"), Text("对象", "Object"),
)  # fmt: skip
OVERVIEW_MORE = Text("更早的请用 hujian audit 查看。", "`hujian audit` shows the earlier ones.")
OVERVIEW_CLOSE = Text("关闭", "Close")

# ---------------------------------------------------------------- errors

WEAK_PASSWORDS = {
    "length": Text("密码要有 8 到 256 个字符", "a password has 8 to 256 characters"),
    "common": Text(
        "这个密码太容易猜到，请换一个：不用常见密码，不和用户名相同，至少有四种不同的字符",
        "this password is guessed too easily",
    ),
}

# ---------------------------------------------------------------- the command line

HELP_USER = Text(
    "管理能登录网页的用户：增加、改角色、改密码、分组、移除", "users who may log in to the page"
)
HELP_USER_EACH = Text("各个命令的用法：hujian user 命令 --help", "hujian user COMMAND --help")
HELP_USER_ADD = Text("增加一个用户；第一个用户是“管理”", "add a user; the first is 管理")
HELP_USER_LIST = Text("列出用户", "list the users")
HELP_USER_PASSWORD = Text("给用户换密码（先前的登录全部失效）", "set a user's password")
HELP_USER_ROLE = Text("给用户换角色（先前的登录全部失效）", "set a user's role")
HELP_USER_GROUPS = Text(
    "设定用户所在的组，不写则不在任何组（先前的登录全部失效）", "set a user's groups"
)
HELP_USER_REMOVE = Text("移除用户，连同其保存的对话", "remove a user with their conversations")
HELP_AUDIT = Text("查看谁在什么时候做了什么", "show who did what, and when")
ARG_USER_NAME = Text("用户名", "user name")
ARG_USER_ROLE = Text("角色：{roles}（不写时，第一个用户是“管理”，以后的是“查询”）", "role: {roles}")
ARG_USER_GROUP = Text("所在的组（可写多次）", "a group (repeatable)")
ARG_USER_GROUPS = Text("组名", "groups")
ARG_PASSWORD_STDIN = Text(
    "从标准输入的第一行读密码，不在终端里问", "read the password from standard input"
)
ARG_SINCE = Text(
    "只看这个时间（UTC）以后的，例如 2026-11-20", "only from this UTC time on, such as 2026-11-20"
)
ARG_AUDIT_USER = Text("只看这个用户", "only this user")
ARG_ALLOWED_HOST = Text(
    "浏览器地址栏里可以用的名字，例如 hujian.local（可写多次）；写了就要有用户",
    "a name that browsers may use for this server (repeatable); needs users",
)
ARG_CERTIFICATE = Text(
    "加密用的证书文件（PEM），要同时写 --key", "TLS certificate (PEM), with --key"
)
ARG_KEY = Text("证书的私钥文件（PEM）", "private key of the certificate (PEM)")
METAVAR_USER = Text("用户名", "USER")
METAVAR_GROUP = Text("组名", "GROUP")
METAVAR_ROLE = Text("角色", "ROLE")
METAVAR_TIME = Text("时间", "TIME")
METAVAR_HOST = Text("名字", "HOST")

PASSWORD_ASK = Text("“{name}”的密码：", "Password of {name}: ")
PASSWORD_NO_TERMINAL = Text(
    "这里没有终端，问不了密码。请在终端里运行，或加 --password-stdin 从标准输入读密码。",
    "There is no terminal to ask at. Run it in one, or add --password-stdin.",
)
PASSWORD_AGAIN = Text("再输入一遍：", "Again: ")
USER_ADDED = Text(
    "已增加用户“{name}”，角色：{rank}，组：{groups}。", "Added {name}: {rank}, groups {groups}."
)
USER_FIRST = Text(
    "从现在起，hujian serve 要登录才能用（已经开着的请重新启动）。"
    "要让别的电脑也能打开：hujian serve --host 0.0.0.0",
    "From now on `hujian serve` needs a login (restart it). For others: --host 0.0.0.0",
)
USER_PASSWORD_SET = Text(
    "已给“{name}”换了密码，先前的登录已全部失效。", "Password of {name} set; sessions ended."
)
USER_CHANGED = Text(
    "“{name}”现在的角色：{rank}，组：{groups}；先前的登录已全部失效。",
    "{name} is now {rank}, groups {groups}; sessions ended.",
)
USER_REMOVED = Text(
    "已移除用户“{name}”，连同 {count} 个对话。", "Removed {name} with {count} conversations."
)
USER_LAST = Text(
    "现在没有用户了：重新启动后，hujian serve 只在本机打开，不用登录。",
    "No users are left: after a restart the page needs no login, on this machine only.",
)
USER_NONE = Text(
    "还没有用户。增加一个：hujian user add 用户名", "No users yet: hujian user add NAME"
)
USER_SUBJECT = Text("{name}（{rank}，组：{groups}）", "{name} ({rank}, groups {groups})")
NO_GROUPS = Text("无", "none")
AUDIT_LINE = Text(
    "{time}  {user}  {address}  {action}  {object}", "{time}  {user}  {address}  {action}  {object}"
)
AUDIT_SINCE = Text(
    "“--since”要写成 2026-11-20 或 2026-11-20T08:30 这样的时间（UTC），不能是“{value}”",
    "--since takes a UTC time such as 2026-11-20 or 2026-11-20T08:30, not “{value}”",
)
AUDIT_NONE = Text("没有记录。", "Nothing was written down.")
AUDIT_STRANGER = Text("未登录", "not logged in")
AUDIT_TERMINAL = Text("命令行", "command line")
UNKNOWN_USER = Text("（没有这个用户）", "(no such user)")
ACTIONS = {
    "login": Text("登录", "login"),
    "login_failed": Text("登录失败", "login failed"),
    "login_throttled": Text("登录太频繁", "login throttled"),
    "logout": Text("退出", "logout"),
    "refused": Text("越权被拒", "refused"),
    "user_added": Text("增加用户", "user added"),
    "user_removed": Text("移除用户", "user removed"),
    "user_password": Text("换密码", "password set"),
    "user_role": Text("换角色", "role set"),
    "user_groups": Text("换组", "groups set"),
    "ask": Text("提问", "question"),
    "export": Text("导出", "export"),
    "upload": Text("上传", "upload"),
    "index": Text("读入", "index"),
    "cancel": Text("取消读入", "cancelled"),
    "correct": Text("更正", "correction"),
    "restore": Text("撤销更正", "correction taken back"),
    "remove": Text("移除材料", "removal"),
    "bring_back": Text("恢复材料", "removal taken back"),
    "empty_trash": Text("彻底清除", "removed for good"),
    "setting": Text("改设置", "setting changed"),
}
SERVE_PLAIN = Text(
    "注意：没有加密，密码和材料会以明文在网络上传输。"
    "请只在可信的内网使用，或加 --certificate 和 --key（见 docs/access.md）。",
    "Warning: not encrypted; passwords travel in clear. See docs/access.md.",
)
SERVE_LOGIN = Text(
    "打开网页要登录，共有 {count} 个用户。", "The page needs a login: {count} users."
)
