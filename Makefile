# The two commands of the README are `make run` and `make test`; each installs what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PLANS ?= samples
STAMP := $(VENV)/.installed

.PHONY: install run test check lock secrets
install: $(STAMP)

$(STAMP): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Cần Python 3.11 trở lên (Python 3.11 or later is needed)")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

run: install
	@exec $(BIN)/daumoi serve $(PLANS)

test: install
	$(BIN)/python -m pytest

check: install
	$(BIN)/python -m tests.check

# Hashes for every wheel; no address of an index may stand in the files. The second one is for the
# container image: the same versions without what only the tests need.
LOCK := uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate
lock:
	$(LOCK) --extra dev -o requirements.txt
	$(LOCK) --extra image --constraints requirements.txt -o requirements-run.txt

# A password of this machine's own for docker-compose.yml; an existing one is kept.
secrets: secrets/database_password
secrets/database_password:
	@mkdir -p -m 700 secrets
	@$(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(24), end="")' > $@
	@printf 'neo4j/%s' "$$(cat $@)" > secrets/neo4j_auth
	@chmod 444 $@ secrets/neo4j_auth
	@echo "Đã tạo mật khẩu trong secrets/ (passwords written to secrets/)"
