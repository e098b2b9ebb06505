# The two commands are: make run, make test.
.PHONY: run test soak lint bench docs guide lock clean messages
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PAPER ?= demo-paper
PORT ?= 8000
SIZE ?= real
EDITS ?= 10000
KILLS ?= 200
STOPS ?= 40
GIFTS ?= 10000

run: $(VENV)/run-installed
	@if [ ! -e $(PAPER) ]; then $(BIN)/freesheet demo $(PAPER) --address http://127.0.0.1:$(PORT); fi
	@exec $(BIN)/freesheet serve $(PAPER) --port $(PORT)

test: $(VENV)/test-installed
	@PATH="$(CURDIR)/$(BIN):$$PATH" tests/run

# The proof that no page is ever stale, that readers survive everything, and that no gift is lost or doubled, with far more
# than make test has time for.
soak: $(VENV)/test-installed
	@PATH="$(CURDIR)/$(BIN):$$PATH" FREESHEET_PROOF_EDITS=$(EDITS) FREESHEET_KILLS=$(KILLS) FREESHEET_STOPS=$(STOPS) \
		FREESHEET_LOCKED_SECONDS=60 $(BIN)/python -m pytest -s tests/proof tests/survival tests/newsroom/test_together.py
	@PATH="$(CURDIR)/$(BIN):$$PATH" FREESHEET_PROOF_EDITS=$(EDITS) $(BIN)/python -m tests.cluster pytest -s tests/proof
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.contributions.soaking --sequences $(GIFTS)

lint: $(VENV)/test-installed
	@PATH="$(CURDIR)/$(BIN):$$PATH" tools/lint

bench: $(VENV)/test-installed
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m bench --size $(SIZE)

$(VENV)/bin/python:
	@tools/make-venv $(PYTHON) $(VENV)

$(VENV)/run-installed: $(VENV)/bin/python requirements/run.txt pyproject.toml
	@echo "Installing Freesheet (once)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

# Debian's packages come while Python's do.
$(VENV)/test-installed: $(VENV)/bin/python requirements/run.txt requirements/test.txt pyproject.toml tests/node/package-lock.json
	@echo "Installing what the tests need (once)…"
	@tools/install-test-servers & servers=$$!; \
	$(MAKE) --no-print-directory $(VENV)/run-installed && \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements/test.txt && \
	wait $$servers
	@touch $@

docs: $(VENV)/run-installed
	@$(BIN)/python -m freesheet.project.settings_page
	@$(BIN)/python -m freesheet.project.roles_page
	@$(BIN)/python -m freesheet.project.gifts_page

# Takes those pictures of the editors' guide anew that show something else than the newsroom does; delete one to have it for sure.
guide: $(VENV)/test-installed
	@PATH="$(CURDIR)/$(BIN):$$PATH" FREESHEET_GUIDE_PICTURES=write $(BIN)/python -m pytest tests/journeys/test_guide.py -k newsroom

lock: $(VENV)/run-installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate pyproject.toml --group build -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate pyproject.toml --group test -c requirements/run.txt -o requirements/test.txt

clean:
	rm -rf $(VENV) tests/node/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
