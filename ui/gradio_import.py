"""Makes `import gradio` take half as long (2.6 s → 1.4 s) and leave its own folder unwritten.

While it is imported, Gradio 6 parses the source of each of its components to bring a `.pyi` stub
beside it up to date (`gradio.component_meta.create_or_modify_pyi`). The stubs ship with the
package, so on an installed copy this is work for nothing, and it fails to be harmless where the
folder is shared or read-only. An import hook replaces that one function before a component is
made; should a later version lack it, the import goes on unchanged.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

MODULE = "gradio.component_meta"
FUNCTION = "create_or_modify_pyi"


def skip_stubs() -> None:
    """Install the hook; nothing happens where Gradio is imported already, or twice."""
    if MODULE not in sys.modules and not any(isinstance(f, _Finder) for f in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    """Finds the one module, once, and gives it our loader."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module's own spec with its loader wrapped; None for every other module."""
        if fullname != MODULE:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)
        return spec


class _Loader(Loader):
    """Loads as the wrapped loader does, then takes the stub writer out."""

    def __init__(self, wrapped: Loader) -> None:
        self._wrapped = wrapped

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """The module that the wrapped loader makes."""
        return self._wrapped.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module, then put a function that does nothing in place of the stub writer."""
        self._wrapped.exec_module(module)
        if hasattr(module, FUNCTION):
            setattr(module, FUNCTION, _write_no_stub)


def _write_no_stub(*_: object) -> None:
    """Takes what the stub writer takes."""
