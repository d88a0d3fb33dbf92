# What a person types. `make help` lists it. Everything is made inside this folder and ignored by git.
# Another Python: make PYTHON=python3.12 …

PYTHON ?= python3
BIN := .venv/bin
PYTEST_ARGS ?= -n auto --dist loadscope
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev python run demo test check proof bench audit translations lock clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 16 | sed 's/^/  make /'

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "samhandling needs Python 3.11 or newer; '$(PYTHON)' here is: $$($(PYTHON) --version 2>&1)."; \
	  echo "Install one and say which, for example: make PYTHON=python3.12 run"; exit 1; }

setup: python ## everything `make run` needs (seconds the second time)
	@$(PYTHON) tools/setup.py run

setup-dev: python
	@$(PYTHON) tools/setup.py dev

run: setup ## start it with demo data: http://localhost:5000
	@exec $(BIN)/samhandling serve --demo

demo: setup ## without a browser: a report of concern from form to archive package
	@$(BIN)/samhandling demo

test: setup-dev ## the tests (CONTRACTS=DIR adds those against published schemas and judges)
	@$(PYTHON) tools/setup.py postgres
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

proof: setup-dev ## all that the tests only sample, in full (may take hours)
	@$(PYTHON) tools/setup.py postgres
	@PROOF=1 $(BIN)/python -m pytest $(PYTEST_ARGS)

bench: setup ## speed at 1,000,000 documents beside Django admin and stock Flask-Admin (BENCH_DOCUMENTS=20000: a quick look)
	@$(PYTHON) tools/setup.py postgres
	@$(PYTHON) tools/setup.py bench
	@$(BIN)/python -m tools.bench

check: setup-dev ## ruff, mypy, the floors, translations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m tools.translations check

audit: setup-dev ## known vulnerabilities in what is installed (asks the network)
	@$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements/run.txt

translations: setup-dev ## gather texts into translations/, keep what is translated, compile
	@$(BIN)/python -m tools.translations update
	@$(BIN)/python -m tools.translations compile

lock: setup-dev ## write the locks anew (UPGRADE=1 takes newer versions)
	@$(BIN)/python -m tools.lock $(if $(UPGRADE),--upgrade)

clean: ## take away what set-up made (never instance/)
	rm -rf .venv .venv-bench node_modules .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info
	rm -rf samhandling/web/static/vendor samhandling/output/fonts
