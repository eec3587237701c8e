# 裁量 cailiang. `make` alone prints what there is.
# PYTHON=python3.12 make run   chooses the Python; without it a suitable one is looked for.
# VENV=/elsewhere make setup   puts the virtual environment there.
# ARGS="-k 罚款" make test      hands options on to pytest; ARGS="engine --json FILE" make bench to the benches.

VENV ?= .venv
PYTHON ?=
ARGS ?=
BIN := $(VENV)/bin

# durable-rules calls PyEval_CallObject, which Python 3.13 no longer has. Its setup.py overwrites CFLAGS; CPPFLAGS gets through.
override CPPFLAGS += -DPyEval_CallObject=PyObject_CallObject
export CPPFLAGS

# Any Python from 3.6 on can start the set-up, which then looks for one that the product runs on.
define bootstrap
@for python in "$(PYTHON)" python3 python3.13 python3.12 python3.11 python; do \
	if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 6))' >/dev/null 2>&1; then \
		exec "$$python" -I service/bootstrap.py --venv "$(VENV)" --python "$(PYTHON)" $(1); \
	fi; \
done; \
echo "找不到 Python：请安装 Python 3.11、3.12 或 3.13（例如 sudo apt-get install python3 python3-venv python3-dev）。" >&2; \
echo "No Python found: install Python 3.11, 3.12 or 3.13 (for example sudo apt-get install python3 python3-venv python3-dev)." >&2; \
exit 2
endef

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test lint bench clean

help:  ## 列出可用的命令 / list what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup:  ## 准备运行环境 / prepare what running needs
	$(call bootstrap,)

setup-dev:  ## 准备开发环境 / prepare what tests and checks need as well
	$(call bootstrap,--dev)

run: setup  ## 准备环境，没有数据库时发布自带的裁量表，启动服务 / publish the workbooks where there is no database, and serve
	@"$(BIN)/cailiang" serve --demonstration

test: setup-dev  ## 准备环境并运行全部测试 / set up and run all tests
	@"$(BIN)/python" -m pytest -n auto $(ARGS)

lint: setup-dev  ## 检查代码风格、类型和依赖方向 / style, types and import contracts
	"$(BIN)/ruff" check .
	"$(BIN)/ruff" format --check .
	"$(BIN)/mypy"
	"$(BIN)/lint-imports"

bench: setup-dev  ## 测速，并与其他规则引擎比较 / measure speed and memory, beside other rules engines
	@"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --editable ".[bench]" || \
		echo "有的对比引擎没有装上，表中会注明。 Some peers could not be installed; their rows say so." >&2
	@"$(BIN)/python" -m tests.bench $(ARGS)

clean:  ## 删除运行环境和缓存 / remove the environment and all caches
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
