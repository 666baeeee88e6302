"""Which of Gradio's files the page loads, read out of Gradio's own scripts.

Left to itself, Gradio's page asks for its files in a chain: the entry, which asks for the shell,
which asks for the blocks, which ask for a component each with its style. Named in the page's head
they arrive together. Nothing else depends on the list: a file that it misses is loaded as before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

ASSETS = "/assets/"
_ENTRY = re.compile(r'<script type="module"[^>]* src="\./assets/([^"]+\.js)"')
_STYLE = re.compile(r'<link rel="stylesheet"[^>]* href="\./assets/([^"]+)"')
_NAMES = re.compile(r"m\.f=\[([^\]]*)\]")  # what the numbers of a script's imports stand for
_IMPORT = re.compile(r"import\(`\./([^`]+)`\)[^`]{0,80}?__vite__mapDeps\(\[([\d,]*)\]\)")
_KIND = r"[{{,]{kind}:\{{(?:example:[^{{}}]*?)?component:\(\)=>\w+\(\(\)=>import\(`\./([^`]+)`\)"
_WORDS = r'"\./lang/{language}\.json":\(\)=>\w+\(\(\)=>import\(`\./([^`]+)`\)'


def page_files(frontend: Path, kinds: Iterable[str], language: str) -> list[str]:
    """The files that the page loads, its entry first, then in the order of the chain.

    Args:
        frontend: The folder of Gradio's built page, with `index.html` and `assets`.
        kinds: The types of the page's components, as Gradio's configuration names them.
        language: That of Gradio's own words.

    Returns:
        Names in `assets`, each one there; empty where Gradio's scripts are not built as we know.
    """
    html = (frontend / "index.html").read_text(encoding="utf-8")
    assets = frontend / "assets"
    found = _ENTRY.findall(html)[:1]
    found += _with_parts(assets, found, "Index-")
    found += _with_parts(assets, found, "Blocks-")
    core = next((_read(assets / name) for name in found if name.startswith("core-")), "")
    imports = _imports(core)
    for kind in sorted(set(kinds)):
        for component in re.findall(_KIND.format(kind=re.escape(kind)), core)[:1]:
            found += [component, *imports.get(component, ())]
    found += re.findall(_WORDS.format(language=re.escape(language)), core)[:1]
    named = set(_STYLE.findall(html))  # the HTML has it fetched already
    return [
        name for name in dict.fromkeys(found) if name not in named and (assets / name).is_file()
    ]


def scripts_html(files: Iterable[str], theme: str) -> str:
    """The tags for the beginning of the head: scripts fetched at once, the styles taken as there.

    Gradio's page fetches no style that a link in its head names; the links are `disabled`, for
    `styles` holds them all in one.

    Args:
        files: What `page_files` gave.
        theme: The address of the theme's style, which the page applies by itself.
    """
    tags = [f'<link rel="preload" as="style" href="{theme}">']
    for name in files:
        link = '"modulepreload"' if is_script(name) else '"stylesheet" disabled'
        tags.append(f'<link rel={link} href="{ASSETS}{name}">')
    return "".join(tags)


def styles(frontend: Path, files: Iterable[str]) -> bytes:
    """The styles among the files, one after the other as the page would apply them."""
    wanted = (name for name in files if not is_script(name))
    return b"\n".join((frontend / "assets" / name).read_bytes() for name in wanted)


def is_script(name: str) -> bool:
    """Whether a file of the page is a script; the others are styles."""
    return name.endswith(".js")


def _with_parts(assets: Path, scripts: Iterable[str], prefix: str) -> list[str]:
    """The first script of a prefix that one of the scripts imports when it runs, with its parts."""
    for script in scripts:
        for imported, parts in _imports(_read(assets / script)).items():
            if imported.startswith(prefix):
                return [imported, *parts]
    return []


def _imports(source: str) -> dict[str, list[str]]:
    """What a script imports when it runs, each with the files that it needs for that."""
    names = _NAMES.search(source)
    known = re.findall(r'"\./([^"]+)"', names[1]) if names else []
    return {
        imported: [known[int(number)] for number in numbers.split(",") if number]
        for imported, numbers in _IMPORT.findall(source)
    }


def _read(file: Path) -> str:
    """A script; empty for any other file, and for one that is not there."""
    return file.read_text(encoding="utf-8") if file.suffix == ".js" and file.is_file() else ""
