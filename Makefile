# 互鉴 Hujian. The two commands that matter: `make chat` and `make test`.
# 变量：PYTHON=python3.12 选解释器；VENV=目录 选虚拟环境；PORT=7861 换端口；LIBRARY=目录 换资料库。
PYTHON ?= python3
VENV ?= .venv
PORT ?= 7860
LIBRARY ?= library
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
SOURCES := pyproject.toml constraints.txt

.PHONY: chat install test lint wheels clean help
.DELETE_ON_ERROR:

chat: $(VENV)/.light ## 打开问答网页（第一次会安装并用 data/samples 建一个演示资料库）
	@$(BIN)/hujian serve --library "$(LIBRARY)" --if-empty data/samples --port $(PORT)

install: $(VENV)/.light ## 只安装（不含 torch）
	@echo "安装完成：$(BIN)/hujian --help"

test: $(VENV)/.full ## 安装全部附加组件并运行测试
	@$(BIN)/python -m pytest -m "not shared"

lint: $(VENV)/.full ## ruff、mypy、import-linter
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

wheels: $(VENV)/bin/python ## 把离线安装所需的全部安装包收到 wheels/
	@$(PIP) wheel --quiet --constraint constraints.txt --wheel-dir wheels . || \
		{ echo "没有收齐安装包：请检查网络或 pip 源后重试 make wheels。" >&2; exit 1; }
	@echo "已收齐到 wheels/。在不联网的电脑上运行：pip install --no-index --find-links wheels hujian"

clean: ## 删掉虚拟环境和缓存（不动资料库）
	@rm -rf "$(VENV)" .pytest_cache .mypy_cache .ruff_cache .import_linter_cache build

help: ## 显示这份帮助
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "需要 Python 3.11 或更新的版本。请安装后重试，或用 make PYTHON=解释器路径 指定。" >&2; exit 1; }
	@$(PYTHON) -m venv "$(VENV)" || \
		{ echo "没能建立虚拟环境。Debian、Ubuntu、UOS 请先安装 python3-venv。" >&2; exit 1; }

$(VENV)/.light: $(SOURCES) | $(VENV)/bin/python
	@echo "正在安装（约 120 MB，不含 torch）……"
	@$(PIP) install --quiet --constraint constraints.txt --editable . || \
		{ echo "安装没有完成：请检查网络或 pip 源；不联网的电脑请看 README 的“离线安装”。" >&2; exit 1; }
	@touch $@

$(VENV)/.full: $(SOURCES) | $(VENV)/bin/python
	@echo "正在安装全部附加组件（torch 为 CPU 版）……"
	@$(PIP) install --quiet --constraint constraints.txt --editable ".[models,jieba,training,ocr,dev]" || \
		{ echo "安装没有完成：请检查网络或 pip 源。" >&2; exit 1; }
	@touch $@ $(VENV)/.light
