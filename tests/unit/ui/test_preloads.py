"""Which of Gradio's files a page has fetched at once."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from ui.preloads import page_files, scripts_html, styles

GRADIO = Path(str(find_spec("gradio").origin)).parent / "templates" / "frontend"
FILES = {
    "index.html": '<script type="module" crossorigin src="./assets/index-A.js"></script>'
    '<link rel="stylesheet" crossorigin href="./assets/index-A.css">',
    "assets/index-A.js": 'm.f=["./Index-B.js","./core-C.js","./index-A.css","./src-D.css"];'
    "()=>import(`./Index-B.js`),__vite__mapDeps([0,1,2,3])",
    "assets/Index-B.js": 'm.f=["./Blocks-E.js","./core-C.js","./Login-F.js"];'
    "await import(`./Login-F.js`);return{default:e}},__vite__mapDeps([2,1]),"
    "await import(`./Blocks-E.js`);return{default:e}},__vite__mapDeps([0,1])",
    "assets/core-C.js": 'm.f=["./Index-G.js","./Example-H.js","./Index-G.css","./Index-I.js"];'
    "x={button:{component:()=>v(()=>import(`./Index-I.js`),__vite__mapDeps([3]))},"
    "textbox:{example:()=>v(()=>import(`./Example-H.js`),__vite__mapDeps([1]),u),"
    "component:()=>v(()=>import(`./Index-G.js`).then(e=>e.t),__vite__mapDeps([0,1,2]),u)},"
    '"./lang/en.json":()=>v(()=>import(`./en-J.js`),[],u),'
    '"./lang/zh-CN.json":()=>v(()=>import(`./zh-K.js`),[],u)}',
    "assets/src-D.css": "a{}",
    "assets/Index-G.css": "b{}",
} | {f"assets/{n}.js": "" for n in ("Blocks-E", "Login-F", "Index-G", "Example-H", "Index-I")}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    for name, text in {**FILES, "assets/en-J.js": "", "assets/zh-K.js": ""}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_chain_of_imports_is_followed_for_the_components_of_the_page(built: Path):
    chain = ["index-A.js", "Index-B.js", "core-C.js", "src-D.css", "Blocks-E.js"]
    text_box = ["Index-G.js", "Example-H.js", "Index-G.css"]
    assert page_files(built, ["textbox"], "zh-CN") == [*chain, *text_box, "zh-K.js"]
    assert page_files(built, ["button", "button"], "en") == [*chain, "Index-I.js", "en-J.js"]


def test_a_file_that_is_not_there_is_not_asked_for(built: Path):
    (built / "assets" / "Blocks-E.js").unlink()
    assert "Blocks-E.js" not in page_files(built, [], "en")


def test_scripts_that_are_built_otherwise_give_nothing(tmp_path: Path):
    (tmp_path / "index.html").write_text("<script src=x.js></script>", encoding="utf-8")
    assert page_files(tmp_path, ["textbox"], "en") == []


def test_styles_are_one_and_named_so_that_they_are_not_fetched_again(built: Path):
    files = page_files(built, ["textbox"], "zh-CN")
    assert styles(built, files) == b"a{}\nb{}"
    html = scripts_html(files, "/theme.css?v=1")
    assert '<link rel="modulepreload" href="/assets/Index-G.js">' in html
    assert '<link rel="stylesheet" disabled href="/assets/Index-G.css">' in html
    assert html.count("<link") == len(files) + 1


def test_the_installed_gradio_is_built_as_we_know():
    kinds = ["tabs", "tabitem", "column", "chatbot", "row", "form", "dropdown", "textbox", "button"]
    chinese, english = (page_files(GRADIO, kinds, language) for language in ("zh-CN", "en"))
    assert all((GRADIO / "assets" / name).is_file() for name in chinese)
    assert chinese[0].startswith("index-")
    assert len(set(chinese) - set(english)) == len(set(english) - set(chinese)) == 1
    assert set(page_files(GRADIO, ["textbox"], "en")) < set(english)
    for one in ("Blocks-", "markdown-code-", "Example-", "zh-CN-"):
        assert any(name.startswith(one) for name in chinese)
