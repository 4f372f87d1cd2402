# canbao 参保
#
#   make run     准备好环境并打开（参数：make run ARGS="--help"）
#   make test    全部检查和测试
#   make bench   量速度
#   make words   重新收集要翻译的字（tui/words/canbao.pot）
#   make wheel   打轮子到 dist/（同样的源码，一个字节也不差）和物料清单
#   make audit   查运行依赖的已知漏洞；查不到漏洞库就说跳过
#   make lock    重新生成 .ci/locks/（升级：make lock UPGRADE=--upgrade）
#   make clean   删掉所有生成物
#
# 只需要 Python 3.11–3.13 和 make。指定 Python：make run PYTHON=/path/to/python3.12

.DEFAULT_GOAL := run
.NOTPARALLEL:
.SUFFIXES:
.PHONY: run test bench words wheel audit lock clean FORCE

# 不写 PYTHON 就依次找 python3.13、3.12、3.11、python3，用第一个能用的。
PYTHON ?=
ARGS ?=
UPGRADE ?=

LOCKS := .ci/locks
PY := .venv/bin/python
# -I：不受 PYTHONPATH 和当前文件夹影响；--compile：顺便编译 .pyc，启动快。
PIP_INSTALL := PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_USER=0 \
	$(PY) -I -m pip install --quiet --compile
# pip 的话平时不给人看，没成功才拿出来。
OR_SAY := >.venv/pip.log 2>&1 || { echo '准备没有成功（可能是网络不通）。pip 说：' >&2; \
	tail -n 20 .venv/pip.log >&2; exit 1; }

# .venv 里写死了文件夹的位置和 Python 的位置；搬过家或 Python 没了，就重做。
VENV_BROKEN := $(shell [ -x $(PY) ] && [ "$$(cat .venv/.place 2>/dev/null)" = "$$(pwd -P)" ] \
	|| echo FORCE)

run: .venv/.run-ready
	@exec .venv/bin/canbao $(ARGS)

test: .venv/.dev-ready
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PY) -m pytest -n 2

bench: .venv/.dev-ready
	@$(PY) tests/benchmarks/bench.py $(ARGS)

# 退出码：0 能用，3 缺 ensurepip，4 版本不对，其他是没有这个命令。
.venv/.place: $(VENV_BROKEN)
	@found=; bare=; wrong=; \
	for p in $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3); do \
		rc=0; "$$p" -c 'import sys; ok = (3, 11) <= sys.version_info[:2] <= (3, 13); \
	ok or sys.exit(4); from importlib.util import find_spec as f; \
	f("venv") and f("ensurepip") or sys.exit(3)' >/dev/null 2>&1 || rc=$$?; \
		case $$rc in \
			0) found=$$p; break ;; \
			3) bare=$${bare:-$$p} ;; \
			4) wrong=$${wrong:-$$p} ;; \
		esac; \
	done; \
	if [ -z "$$found" ] && [ -n "$$bare" ]; then \
		v=$$("$$bare" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		echo "这个 Python $$v 不能建虚拟环境，请先安装 python$$v-venv（Debian/Ubuntu：sudo apt install python$$v-venv），再试一次。" >&2; \
		exit 1; \
	elif [ -z "$$found" ] && [ -n "$$wrong" ]; then \
		v=$$("$$wrong" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		echo "canbao 需要 Python 3.11、3.12 或 3.13，这里的 $$wrong 是 $$v；装好合适的版本后再试，或者用 make run PYTHON=它的位置 指定。" >&2; \
		exit 1; \
	elif [ -z "$$found" ]; then \
		echo "找不到 Python$(if $(PYTHON),（$(PYTHON)）)；canbao 需要 Python 3.11、3.12 或 3.13，请先安装。" >&2; \
		exit 1; \
	fi; \
	echo '正在准备……（第一次约一分钟）'; \
	rm -rf .venv; \
	"$$found" -m venv .venv >/dev/null && pwd -P >.venv/.place

.venv/.run-ready: .venv/.place pyproject.toml $(LOCKS)/run.lock $(LOCKS)/build.lock
	@[ ! -e .venv/pip.log ] || echo '正在准备……'
	@$(PIP_INSTALL) --require-hashes -r $(LOCKS)/run.lock -r $(LOCKS)/build.lock $(OR_SAY)
	@$(PIP_INSTALL) --no-index --no-build-isolation --no-deps -e . $(OR_SAY)
	@$(PY) -m compileall -q core profiles tui >/dev/null 2>&1 || true
	@touch $@

.venv/.dev-ready: .venv/.run-ready $(LOCKS)/dev.lock
	@echo '正在准备测试工具……'
	@$(PIP_INSTALL) --require-hashes -r $(LOCKS)/dev.lock $(OR_SAY)
	@touch $@

# 三份锁依次以前一份为约束，装在同一个 .venv 里版本不会打架。
# 散列包括所有平台的轮子；不写来源，用谁的镜像由 pip 的设置决定。
COMPILE = "$$tmp/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --custom-compile-command 'make lock' $(UPGRADE)

# 收集所有要译的字：core、profiles 的 say("…")，tui 的 _("…")。
words: .venv/.dev-ready
	@.venv/bin/pybabel --quiet extract --keywords say --keywords _ --no-location --sort-output \
		--omit-header --output-file tui/words/canbao.pot core profiles tui

# 时间取最后一次提交的；构建工具来自锁住散列的 build.lock，不上网。
wheel: .venv/.run-ready
	@export SOURCE_DATE_EPOCH="$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null || echo 315532800)}"; \
	PIP_DISABLE_PIP_VERSION_CHECK=1 $(PY) -I -m pip wheel --quiet --no-index --no-build-isolation \
		--no-deps --no-cache-dir --wheel-dir dist .
	@$(PY) .ci/sbom.py >dist/sbom.json
	@cd dist && sha256sum *.whl sbom.json

audit: .venv/.place
	@rc=0; $(PY) .ci/audit.py || rc=$$?; [ $$rc -eq 0 ] || [ $$rc -eq 77 ]

lock: .venv/.place
	@tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT && export UV_CACHE_DIR="$$tmp/cache" && \
	$(PY) -m venv "$$tmp" && \
	PIP_DISABLE_PIP_VERSION_CHECK=1 "$$tmp/bin/python" -I -m pip install --quiet 'uv>=0.9' \
		2>"$$tmp/pip.log" || { cat "$$tmp/pip.log" >&2; exit 1; }; \
	mkdir -p $(LOCKS) && \
	$(COMPILE) pyproject.toml -o $(LOCKS)/run.lock >/dev/null && \
	$(COMPILE) pyproject.toml --group dev -c $(LOCKS)/run.lock -o $(LOCKS)/dev.lock >/dev/null && \
	$(COMPILE) --group build -c $(LOCKS)/dev.lock -o $(LOCKS)/build.lock >/dev/null && \
	if grep -nE '://|^-' $(LOCKS)/*.lock; then echo '锁文件里不该有网址或选项。' >&2; exit 1; fi

clean:
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis \
		.coverage .coverage.* htmlcov build dist
	@find core profiles tui tests .ci -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
