import ast
import copy
import json
import re
import tomllib
from pathlib import Path

import pytest

from assistant import errors
from assistant.health import FileState, RemarkKind
from ui import error_words, frame, settings_texts, texts, texts_eval, texts_shelf, texts_why
from ui import errors as faults
from ui.contract import ContractError
from ui.errors import InterfaceError, PortInUse, UnknownTurn, UploadRefused
from ui.jobs import JobState
from ui.texts_details import EXPECTED, system_reason

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


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FileNotFoundError(2, "No such file or directory"), "没有这个文件或文件夹"),
        (OSError(28, "No space left on device"), "磁盘满了"),
        (OSError(9999, "etwas anderes"), "[Errno 9999] etwas anderes"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x"), "不是 UTF-8 编码的文字"),
    ],
)
def test_the_systems_reasons_are_said_in_chinese(error: Exception, said: str):
    assert system_reason(error) == said


def test_a_broken_file_of_settings_is_named_with_the_place():
    for text, place in (("a = [", "的末尾没有写完"), ("甲乙", "第 1 行第 1 列写得不对")):
        with pytest.raises(tomllib.TOMLDecodeError) as caught:
            tomllib.loads(text)
        said = texts.message(errors.SettingsError(f"库/synonyms.toml: {caught.value}"))
        assert f"“库/synonyms.toml”{place}" in said
        assert "hujian.toml" not in said
    assert "别的毛病" in texts.message(errors.SettingsError("别的毛病"))


def test_what_a_field_should_be_is_said_in_both_languages():
    contracts = "".join(
        file.read_text(encoding="utf-8") for file in Path(texts.__file__).parent.rglob("*.py")
    )
    expected = re.findall(r'ContractError\([^,]+, "([a-z][a-z, ]+)"\)', contracts)
    assert len(expected) > 10
    assert set(expected) <= EXPECTED.keys() | {"synonyms, themes"}
    said = texts.message(ContractError("question", "a text that is not empty"))
    assert said == "请求的字段“question”不对，应为：不能为空的文字。"
