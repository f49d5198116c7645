# Portside. `make help` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help run test soak bench lint clean
help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(VENV)/ready: requirements.txt
	@echo "Making $(VENV) and installing what Portside needs (once; a minute or two) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --disable-pip-version-check --no-input --no-compile -r requirements.txt
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.txt requirements-bank.txt
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --disable-pip-version-check --no-input --no-compile -r requirements-dev.txt
	@touch $@

run: $(VENV)/ready ## start everything and serve on http://localhost:8501 (PORT=… for another)
	@exec $(BIN)/python -m console up

test: $(VENV)/ready-dev ## the tests (ten minutes at most)
	@$(BIN)/python -m tests.run

soak: $(VENV)/ready-dev ## the long tests, whole: kills, mutations, load
	@$(BIN)/python -m pytest -m soak

bench: $(VENV)/ready-dev ## the benchmarks, each a table
	@$(BIN)/python -m tests.bench

lint: $(VENV)/ready-dev ## ruff, mypy strict, import-linter
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

clean: ## remove the virtual environment and caches; the data folder stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
