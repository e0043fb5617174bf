# Two commands matter: `make demo` and `make test`. Each sets up what it needs first, and is quick when run again.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Tests run beside each other: as many at once as there are cores, or JOBS=1
JOBS ?= $(shell nproc)
ARGS ?=

.PHONY: help setup demo test check lint format bench legibility monkey test-browser test-postgres gallery golden guide translations clean
help:
	@echo "make demo   the demo compound, from its folder to the glass   (ARGS=\"--for 60 --size 1080x1920 --snapshots out\")"
	@echo "make test   every check and every test"
	@echo "make test-postgres  the console's tests on a PostgreSQL of their own"
	@echo "make bench  memory, start, fades, alert latency, beside Chromium where it is installed"
	@echo "make golden draw the golden pictures anew (look at them before you commit them)"
	@echo "make test-browser   the console walked by a browser, with a real screen behind it (minutes)"
	@echo "make test-postgres  the console's tests on PostgreSQL"
	@echo "make legibility  every theme on every shape of panel: glyphs, contrast, touch targets (minutes)"
	@echo "make monkey ten thousand touches anywhere on the glass (minutes)"
	@echo "make format ruff's formatter over everything"

setup: .make/venv .make/translations .make/words

.make/system: .ci/system-packages.txt .ci/install-system
	@.ci/install-system .ci/system-packages.txt
	@mkdir -p .make && touch $@

.make/venv: pyproject.toml constraints.txt .make/system
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11" >&2; exit 1; }
	@echo "==> virtual environment in $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[server,heic,video,dev]'
	@touch $@

.make/translations: .make/venv signage/kiosk/i18n/signage_en.ts
	@$(BIN)/python .ci/translations.py release
	@touch $@

# English of the staff console, whose words are written in Chinese; Chinese of what Django leaves in English.
WORDS := $(wildcard signage/server/console/locale/*/LC_MESSAGES/django.po)
.make/words: $(WORDS) .make/system
	@for words in $(WORDS); do msgfmt --output-file $${words%.po}.mo $$words || exit 1; done
	@touch $@

demo: setup
	@$(BIN)/signage demo $(ARGS)

test: lint
	@echo "==> tests"
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --numprocesses $(JOBS) --dist worksteal \
		--ignore tests/console/browser $(ARGS)

# A browser, a server and a screen, as people use them: minutes of waiting for each other
test-browser: setup
	@echo "==> the console in a browser"
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile tests/console/browser $(ARGS)

test-postgres: setup
	@echo "==> the console's tests on PostgreSQL"
	@QT_QPA_PLATFORM=offscreen .ci/with-postgres $(BIN)/python -m pytest tests/console --ignore tests/console/browser $(ARGS)

lint: setup
	@echo "==> ruff"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "==> mypy"
	@$(BIN)/mypy
	@echo "==> qmllint"
	@$(BIN)/python .ci/qmllint.py

format: setup
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# Ten thousand touches anywhere; `make test` makes some hundred
monkey: setup
	@QT_QPA_PLATFORM=offscreen TOUCHES=10000 $(BIN)/python -m pytest --numprocesses 2 tests/kiosk/test_monkey.py $(ARGS)

# Each theme on each shape of panel; `make test` takes each once
legibility: setup
	@QT_QPA_PLATFORM=offscreen EVERY=1 $(BIN)/python -m pytest --numprocesses $(JOBS) tests/kiosk/test_legibility.py $(ARGS)

bench: setup
	@$(BIN)/python -m tests.bench $(ARGS)

# Pictures of the console for its guide: look at each before you commit it
guide: setup
	@$(BIN)/python .ci/guide_pictures.py

translations: setup
	@$(BIN)/python .ci/translations.py update

gallery: setup
	@$(BIN)/python .ci/gallery.py $(ARGS)

golden: setup
	@QT_QPA_PLATFORM=offscreen GOLDEN=write $(BIN)/python -m pytest tests/kiosk/test_golden.py

clean:
	rm -rf .make $(VENV) build out
