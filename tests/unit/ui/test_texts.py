import ast
import copy
import json
import re
from pathlib import Path

import pytest

from assistant import errors
from assistant.health import FileState, RemarkKind
from ui import error_words, frame, settings_texts, texts, texts_eval, texts_shelf, texts_why
from ui import errors as faults
from ui.contract import ContractError
from ui.errors import InterfaceError, PortInUse, UnknownTurn, UploadRefused
from ui.jobs import JobState

HERE = Path("资料/甲.docx")
SAMPLES = [
    errors.AssistantError("x"),
    errors.UnreadableDocument(HERE, "文件是空的"),
    errors.MissingPath(HERE),
    errors.EmptyFolder(HERE),
    errors.LibraryError(HERE),
    errors.LibraryMissing(HERE),
    errors.LibraryLocked(HERE),
    errors.LibraryVersion(HERE, 3, 4),
    errors.LibraryOutdated(HERE, "旧模型", "新模型"),
    errors.LibraryDamaged(HERE, "store.sqlite"),
    errors.UnknownDocument(HERE, "乙.md"),
    errors.NotRemoved(HERE, "乙.md"),
    errors.UnknownOrganisation("青石镇"),
    errors.CorrectionError("值不对"),
    errors.GroupError("没有这个组"),
    errors.NotInView(),
    errors.SettingsError("unknown setting 'x'"),
    errors.UnknownSetting("langage", ("language", "model")),
    errors.WrongSetting("port", "int", "七"),
    errors.EditedMeanwhile(HERE),
    errors.WrongRow(2, "name", "宣讲"),
    errors.ModelUnavailable("bge", "未安装"),
    errors.ModelNotFound("bge", "不在本机"),
    errors.ModelsNotInstalled("bge", "未安装"),
    InterfaceError("x"),
    PortInUse("127.0.0.1", 7860),
    faults.NoSuchAddress("192.0.2.7"),
    faults.UsersNeeded("0.0.0.0"),
    faults.WrongHostName("http://x"),
    faults.WrongCertificate("证书.pem"),
    faults.UserError("张三"),
    faults.UnknownUser("张三"),
    faults.NameTaken("张三"),
    faults.WrongName("张 / 三"),
    faults.WeakPassword("common"),
    faults.PasswordsDiffer("张三"),
    faults.LastManager("张三"),
    faults.UsersVersion("users.sqlite"),
    faults.UnknownJob("0123abcd"),
    UnknownTurn(3),
    faults.JobOver("0a1b"),
    UploadRefused("甲.docx", "size"),
    ContractError("filters.years", "a list of whole numbers"),
]


def descendants(kind: type[Exception]) -> set[type[Exception]]:
    return {kind}.union(*(descendants(sub) for sub in kind.__subclasses__()))


def test_every_error_class_of_ours_has_words_of_its_own():
    ours = {
        kind
        for kind in descendants(errors.AssistantError)
        if kind.__module__ in {"assistant.errors", "ui.errors"}
    }
    assert ours - {type(e) for e in SAMPLES} == set()
    assert ours - set(error_words._MESSAGES) == set()


@pytest.mark.parametrize("error", SAMPLES, ids=lambda e: type(e).__name__)
def test_a_message_is_one_chinese_sentence_without_open_braces(error: Exception):
    words = texts.message(error)
    assert re.search(r"[\u4e00-\u9fff]{4}", words)
    assert "{" not in words
    assert "\n" not in words


def test_the_facts_stand_in_the_message():
    assert "7861" in texts.message(PortInUse("127.0.0.1", 7860))
    assert "格式 3，本程序用 4" in texts.message(errors.LibraryVersion(HERE, 3, 4))
    assert "“乙.md”" in texts.message(errors.UnknownDocument(HERE, "乙.md"))


def test_an_unknown_error_gets_general_words():
    assert texts.message(KeyError("x")) == texts.UNEXPECTED


def test_a_text_is_its_chinese_with_the_english_beside_and_survives_copying():
    assert texts.SEND == "发送"
    assert texts.SEND.en == "Send"
    assert copy.deepcopy(texts.SEND).en == "Send"


def test_both_languages_have_the_same_braces():
    for name, text in wordings():
        braces = [re.findall(r"\{(\w+)", t) for t in (text.zh, text.en)]
        assert sorted(braces[0]) == sorted(braces[1]), name


def wordings():
    """Every wording of the page, those in tables and rows too."""
    for module in (texts, error_words, settings_texts, texts_shelf, texts_why, texts_eval):
        for name, value in vars(module).items():
            values = value.values() if isinstance(value, dict) else value
            for one in values if isinstance(value, dict | tuple) else [value]:
                if isinstance(one, texts.Text):
                    yield name, one


def test_every_state_of_a_job_has_a_title():
    assert set(texts.JOB_TITLE) == {state.value for state in JobState}


def test_every_state_of_a_file_and_kind_of_remark_has_words():
    assert set(texts_shelf.STATES) == set(texts_shelf.STATE_HINTS) == {s.value for s in FileState}
    assert set(texts_shelf.REMARKS) == {kind.value for kind in RemarkKind}


def test_every_wording_is_used():
    ui = Path(texts.__file__).parent
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in ui.rglob("*.py")}
    nodes = [node for tree in trees.values() for node in ast.walk(tree)]
    used = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    used |= {n.attr for n in nodes if isinstance(n, ast.Attribute)}
    wordings = {
        f"{file.name}: {target.id}"
        for file, tree in trees.items()
        if "texts" in file.name
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name) and target.id not in used
    }
    assert wordings == set()


def test_the_scripts_use_every_word_they_get_and_get_every_word_they_use():
    scripts = "".join(file.read_text(encoding="utf-8") for file in frame.STATIC.glob("*.js"))
    used = set(re.findall(r"\bwords\.(\w+)", scripts))
    page = frame.head_html(64)
    given = json.loads(re.search(r'id="hj-frame">(.*?)</script>', page)[1])
    assert used == given["words"].keys()
    parts = set(re.findall(r"\bframe\.(?!py\b)(\w+)", scripts)) | {"words"}
    assert parts == given.keys()
