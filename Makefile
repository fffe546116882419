# Two commands are enough: `make run` starts the site on this machine, `make test` runs the tests.
# They need python3 (3.11 or newer, with venv), git and make.

PYTHON = python3
BOOTSTRAP = $(PYTHON) -m together_site.bootstrap
# The tools look at the project as on a development machine, without what .env says of this one.
TOOL = DEBUG=1 ENV_FILE=/dev/null LOCAL_DIR=.local/tests LOCAL_POSTGRES_DURABLE=0 .venv/bin/python
CATALOGUES = --locale fr --locale pt --locale ar --no-location

# `make run PORT=8001` sets it for the site.
ifdef PORT
export PORT
endif

.PHONY: help run test drills bench lighthouse tools check messages lock

help:
	@echo "make run         start the site on http://127.0.0.1:8000 (or PORT=...)"
	@echo "make test        run the tests (ARGS='-k words' for some of them)"
	@echo "make drills      kill parts of a running site and count what it kept (minutes; Linux)"
	@echo "make bench       measure what pages cost beside one that says hello (minutes; Linux)"
	@echo "make lighthouse  what Lighthouse gives the main pages (needs Node and Chromium)"
	@echo "make check       look at form, imports, settings, migrations and templates"
	@echo "make messages    bring the translation catalogues up to date (needs gettext)"
	@echo "make lock        fix the versions of all packages anew (needs uv)"

run:
	@$(BOOTSTRAP) run

test:
	@$(BOOTSTRAP) test $(ARGS)

drills: tools
	.venv/bin/python -m tests.drills $(ARGS)

bench: tools
	@.venv/bin/python -m benchmarks $(ARGS)

lighthouse: tools tests/web/lighthouse/node_modules
	.venv/bin/python -m tests.web.lighthouse

tests/web/lighthouse/node_modules: tests/web/lighthouse/package-lock.json
	cd $(@D) && npm ci --no-audit --no-fund
	touch $@

tools:
	@$(BOOTSTRAP) tools

check: tools
	$(TOOL) -m ruff format --check .
	$(TOOL) -m ruff check .
	$(TOOL) .venv/bin/lint-imports
	$(TOOL) manage.py check --fail-level WARNING
	$(TOOL) manage.py makemigrations --check --dry-run
	$(TOOL) -m djlint templates --lint --quiet

messages: tools
	$(TOOL) manage.py makemessages $(CATALOGUES) --no-obsolete \
		--ignore .venv --ignore .local --ignore node_modules

# Tests first: what runs is a part of what is tested, in the same versions.
lock:
	uv pip compile $(LOCK) --group tests pyproject.toml -o requirements/tests.txt
	uv pip compile $(LOCK) --group local pyproject.toml -c requirements/tests.txt -o requirements/local.txt
	uv pip compile $(LOCK) pyproject.toml -c requirements/tests.txt -o requirements/production.txt
LOCK = --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11
