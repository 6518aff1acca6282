# Each target does what it needs first: on a fresh machine one command is enough.
PYTHON ?= python3
BIN := .venv/bin
# The number of test processes; tests assert behaviour, never time.
JOBS ?= 2

.PHONY: install dev render demo test check lock clean fit bench-reading bench-agreements bench-junk bench-organisations bench-operations

install: .venv/.installed

dev: .venv/.dev

.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Pactwatch needs Python 3.11 or newer; $(PYTHON) is older (set PYTHON=...)"; exit 1; }
	@echo "Setting up .venv (a minute on a cold cache) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .venv/.installed requirements-dev.lock
	@echo "Adding what tests and checks need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	@touch $@

# For sources with render: true; Chromium itself comes from the system (apt install chromium).
render: install requirements-render.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-render.lock

demo: install
	@$(BIN)/pactwatch demo

test: dev
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadfile

check: dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -p no:xdist tests/test_architecture.py
	@$(BIN)/python tests/sizes.py

# For developers with uv: resolve anew and export the files that pip installs from.
lock:
	uv lock
	uv export --quiet --format requirements-txt --no-dev --no-emit-project --output-file requirements.lock
	uv export --quiet --format requirements-txt --no-dev --extra render --no-emit-project --output-file requirements-render.lock
	uv export --quiet --format requirements-txt --all-groups --no-emit-project --output-file requirements-dev.lock

fit: dev
	@$(BIN)/python -m bench.agreements fit

bench-reading bench-agreements bench-junk bench-organisations bench-operations: dev
	@$(BIN)/python -m bench.$(@:bench-%=%)

clean:
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis
