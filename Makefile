# The two commands of the README are `make run` and `make test`; each installs what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PLANS ?= samples
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help install run test score check bench schema docs lock secrets
help:
	@echo 'make run      Cài đặt, nạp văn bản mẫu, mở dịch vụ; PLANS=thư_mục để nạp văn bản của bạn.'
	@echo '              (installs, loads the samples or the folder PLANS=…, serves)'
	@echo 'make test     Cài đặt và chạy toàn bộ kiểm thử. (installs, runs all tests)'
	@echo 'make score    Đối chiếu bản đọc của máy với các bản đọc tay; NAME=… chỉ một văn bản, MISS=1'
	@echo '              in cả chỗ lệch. (scores the reader against the hand-made readings)'
	@echo 'make check    Định dạng, lỗi viết, kiểu, hướng nhập, kiểm thử. (all that a change must pass)'
	@echo 'make bench    Đo tốc độ bên cạnh @neo4j/graphql; TASKS=10000 ROUNDS=3 SECONDS=2, WRITE=1 ghi vào'
	@echo '              docs/performance.md. (times the service beside its peer; needs Node and wrk)'
	@echo 'make schema   Ghi lại schema.graphql và mã của clients/ khi API đổi. (after a change of the API)'
	@echo 'make docs     Viết lại các bảng trong docs/ và dựng trang tài liệu. (writes the pages anew)'
	@echo 'make install  Chỉ cài đặt vào .venv. (installs only)'
	@echo 'make secrets  Tạo mật khẩu cho docker-compose.yml. (passwords for docker-compose.yml)'
	@echo 'make lock     Ghim lại phiên bản thư viện, cần uv. (pins the dependencies anew, needs uv)'

install: $(STAMP)

$(STAMP): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Cần Python 3.11 trở lên (Python 3.11 or later is needed)")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

run: install
	@exec $(BIN)/daumoi serve $(PLANS)

# Three processes: the tests of one engine run in one, of the others those of a file
# (tests/scheduling.py). What has to be back, or ended, within seconds runs after them, alone.
test: install
	$(BIN)/python -m pytest --numprocesses 3 -m "not alone"
	$(BIN)/python -m pytest -m alone

# The hand-made readings lie beside the repository, in ../shared/gold; without them it says so.
score: install
	@$(BIN)/python -m tests.score $(NAME) $(if $(MISS),--miss)

# By hand, on a machine at rest: nothing that is timed runs in CI. Stores are kept in .cache/bench.
TASKS ?= 10000
ROUNDS ?= 3
SECONDS ?= 2
bench: install
	$(BIN)/python -m bench --tasks $(TASKS) --rounds $(ROUNDS) --seconds $(SECONDS) \
		$(if $(WRITE),--write docs/performance.md) $(BENCH)

# What the API promises, in its own language; RELEASE=1 makes it the promise that later ones are
# held against (docs/schema-changes.md).
schema: install
	@$(BIN)/daumoi schema > schema.graphql.new && mv schema.graphql.new schema.graphql
	@$(BIN)/python -m clients.generate
	$(if $(RELEASE),@cp schema.graphql docs/schema/released.graphql)

docs: install
	@$(BIN)/python -m scripts.make_docs
	@$(BIN)/mkdocs build --quiet --strict
	@echo 'build/docs/index.html'

check: install
	$(BIN)/python -m tests.check

# Hashes for every wheel; no address of an index may stand in the files. The second one is for the
# container image: the same versions without what only the tests need.
LOCK := uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate
lock:
	$(LOCK) --extra dev --extra speed -o requirements.txt
	$(LOCK) --extra image --extra speed --constraints requirements.txt -o requirements-run.txt

# A password of this machine's own for docker-compose.yml; an existing one is kept.
secrets: secrets/database_password secrets/signing_secret
secrets/database_password:
	@mkdir -p -m 700 secrets
	@$(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(24), end="")' > $@
	@printf 'neo4j/%s' "$$(cat $@)" > secrets/neo4j_auth
	@chmod 444 $@ secrets/neo4j_auth
	@echo "Đã tạo mật khẩu trong secrets/ (passwords written to secrets/)"
secrets/signing_secret:
	@mkdir -p -m 700 secrets
	@$(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(32), end="")' > $@
	@chmod 444 $@
