# Leg Check. `make` lists what there is; `make run` and `make test` are all a new machine needs.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run serve admin content audit simulate sensitivity measures test check format bench faults load advisories pictures screenshots

PYTHON := .venv/bin/python
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
export UV_PYTHON_DOWNLOADS := never
# One process more than there are processors: tests in a browser or of a real server spend much of their time waiting.
export PYTEST_XDIST_AUTO_NUM_WORKERS ?= $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/.ok ## start here: prepares everything, then serves http://127.0.0.1:8000 (HOST, PORT)
	@exec $(PYTHON) manage.py run

serve: .venv/.ok ## production start: refuses unsafe settings, changes nothing
	@exec $(PYTHON) manage.py serve

admin: .venv/.ok ## create the first editor's account
	@$(PYTHON) manage.py migrate --verbosity 0 && $(PYTHON) manage.py createsuperuser

content: .venv/.ok ## put the content back to fixtures/ and publish it (edits are lost)
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py load_content --replace
	@$(PYTHON) manage.py publish --note "Content put back to the shipped files"

audit: .venv/.ok ## run every scenario through the questionnaire and report
	@$(PYTHON) manage.py audit

simulate: .venv/.ok ## draw people from the content's own figures: does it find them again? (PEOPLE, SEED)
	@$(PYTHON) manage.py simulate $(if $(PEOPLE),--people $(PEOPLE)) $(if $(SEED),--seed $(SEED))

sensitivity: .venv/.ok ## how far results rest on figures that are clinical judgement
	@$(PYTHON) manage.py sensitivity

measures: .venv/.ok ## all three on the shipped files; rewrites the figures of docs/measures.md
	@$(PYTHON) -m bench.measures

test: .venv/.ok ## all tests (REQUIRE_ALL=1: a skipped test is a failure)
	@$(PYTHON) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(TESTS)

check: .venv/.ok ## format, lint, types, migrations, settings
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy
	@$(PYTHON) manage.py makemigrations --check --dry-run --verbosity 1
	@$(PYTHON) manage.py check

faults: .venv/.ok ## what takes minutes: floods, two hosts, a thousand journeys, every sheet
	@FAULTS=1 $(PYTHON) -m pytest -m faults

load: .venv/.ok ## 100,000 requests as people send them, then as many malformed (REQUESTS=...)
	@$(PYTHON) -m bench.load --requests $(or $(REQUESTS),100000)

bench: .venv/.ok ## speed beside a bare Django page and a form wizard; rewrites docs/performance.md
	@$(PYTHON) -m bench

pictures: .venv/.ok ## the pictures of docs/editing.md, taken as an editor and a publisher go through it
	@$(PYTHON) -m tests.admin.pictures

screenshots: .venv/.ok ## every public page, three widths, light and dark, into build/screenshots/
	@$(PYTHON) -m tests.e2e.screenshots

advisories: .venv/.ok ## known weaknesses of the locked packages (asks osv.dev)
	@$(UV) audit --frozen

format: .venv/.ok ## put the code into the house style
	@$(PYTHON) -m ruff format .
	@$(PYTHON) -m ruff check --fix .

.uv/bin/uv:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Leg Check needs Python 3.11 or newer; this is $$(python3 --version)."; exit 1; }
	@python3 -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@echo "Fetching uv, which installs the locked packages ..."
	@python3 -m venv .uv && .uv/bin/pip --quiet --disable-pip-version-check install 'uv==0.13.9'

.venv/.ok: pyproject.toml uv.lock | $(filter .uv/bin/uv,$(UV))
	@echo "Installing the locked packages ..."
	@$(UV) sync --frozen --quiet
	@touch $@
