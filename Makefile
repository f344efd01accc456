# The public door of the checkout: `make demo` and `make test`. `make help` lists the rest.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
# Tests at a time; each has a database of its own.
PROCESSES ?= 2
# How often `make test-steady` runs the browser tests.
TIMES ?= 10
# What `make test-publishing` plays.
OPERATIONS ?= 10000

VENV = .venv/bin
NPM := $(shell command -v npm 2>/dev/null)
# Links in pages and mails name the address that is served, unless SITE_URL says otherwise.
export SITE_URL ?= http://$(HOST):$(PORT)

# Some machines forbid it: each of a run's processes would then compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test test-sqlite test-postgresql test-faults test-publishing test-newest test-steady coverage test-exhaustive test-client fuzz-api screenshots benchmark-comments benchmark-replies benchmark-search benchmark-api lint lint-front format format-front check-deploy lock environment-example clean

help:  ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 24

demo:  ## Serve the site with its demo content (HOST=127.0.0.1 PORT=8000)
	@$(PYTHON) bootstrap.py requirements.txt
	@$(VENV)/python manage.py demo --serve --host "$(HOST)" --port "$(PORT)"

test:  ## Run each test once: on PostgreSQL what depends on a database, else on SQLite
	@$(PYTHON) bootstrap.py requirements-dev.txt
	@$(MAKE) --no-print-directory --jobs 2 test-postgresql test-sqlite  # one waits while the other works

test-postgresql:  ## Run what depends on a database on PostgreSQL (TEST_DATABASE_URL, or a throw-away server)
	@$(PYTHON) bootstrap.py requirements-dev.txt
	@env -u SITE_URL $(VENV)/python -m tests.postgresql $(VENV)/python -m pytest -n $(PROCESSES) \
	  -m "not rendering and not faults and not exhaustive"

test-sqlite:  ## Run what is the same on every database, browser tests among it, on SQLite
	@$(PYTHON) bootstrap.py requirements-dev.txt
	@env -u SITE_URL $(VENV)/python -m pytest -n $(PROCESSES) -m "rendering and not faults and not exhaustive"

test-exhaustive:  ## Run what `make test` leaves out: each address of the admin, and the rest on SQLite; 15 minutes
	@$(PYTHON) bootstrap.py requirements-dev.txt
	@env -u SITE_URL $(VENV)/python -m pytest -n $(PROCESSES) -m "not rendering and not faults and not exhaustive"
	@env -u SITE_URL $(VENV)/python -m tests.postgresql $(VENV)/python -m pytest -n $(PROCESSES) -m exhaustive

test-publishing:  ## Play ten thousand random operations of an editorial office; half an hour
	@$(PYTHON) bootstrap.py requirements-dev.txt
	@env -u SITE_URL PUBLISHING_OPERATIONS=$(OPERATIONS) \
	  $(VENV)/python -m pytest -n 0 -s tests/blog/publishing/test_invariant.py

test-steady:  ## Run the browser tests ten times beside two busy processes; two hours (TIMES=10)
	@$(PYTHON) bootstrap.py requirements-dev.txt
	@$(VENV)/python -c 'while True: pass' & first=$$!; $(VENV)/python -c 'while True: pass' & second=$$!; \
	trap "kill $$first $$second" EXIT; \
	for run in $$(seq $(TIMES)); do \
	  env -u SITE_URL $(VENV)/python -m pytest -q -n 1 -m "browser and not exhaustive" tests/browser || exit 1; \
	done

coverage:  ## Run all tests on SQLite and print which lines and branches none reaches
	@$(PYTHON) bootstrap.py requirements-dev.txt
	@env -u SITE_URL $(VENV)/python -m pytest -n $(PROCESSES) -m "not browser and not faults and not exhaustive" \
	  --cov --cov-branch --cov-report=term:skip-covered --cov-fail-under=93

test-newest:  ## Run the tests with the newest Wagtail and Django there are; says what fails
	@$(PYTHON) bootstrap.py requirements-dev.txt
	@env -u SITE_URL $(VENV)/python -m tests.newest

test-faults:  ## Kill the server while readers write, let a hostile client at it; PostgreSQL, nginx, five minutes
	@$(PYTHON) bootstrap.py requirements-dev.txt
	@env -u SITE_URL $(VENV)/python -m tests.postgresql $(VENV)/python -m pytest -m faults -s -q

test-client:  ## Compile the TypeScript client and test it against a demo of its own; needs Node.js
	@$(PYTHON) bootstrap.py requirements.txt
	@examples/typescript-client/test.sh

screenshots:  ## Take the pictures of docs/editors.md anew, from a demo of its own; needs Chromium
	@$(PYTHON) bootstrap.py requirements-dev.txt
	@env -u SITE_URL $(VENV)/python -m tests.screenshots

fuzz-api:  ## Ask the running API everything that its description allows; PostgreSQL, a few minutes
	@$(PYTHON) bootstrap.py requirements-dev.txt
	@env -u SITE_URL $(VENV)/python -m tests.postgresql $(VENV)/python -m tests.fuzz_api

benchmark-comments:  ## Time pages with up to 100,000 comments, and posting beside bare django-comments-xtd
	@$(PYTHON) bootstrap.py requirements-dev.txt
	@env -u SITE_URL $(VENV)/python -m tests.postgresql $(VENV)/python -m benchmarks.comments

benchmark-replies:  ## Time judging, recognition and guesses at a writer's address
	@$(PYTHON) bootstrap.py requirements-dev.txt
	@env -u SITE_URL $(VENV)/python -m tests.postgresql $(VENV)/python -m benchmarks.replies

benchmark-search:  ## Count which queries the search answers on the demo, and time it
	@$(PYTHON) bootstrap.py requirements-dev.txt
	@env -u SITE_URL $(VENV)/python -m tests.postgresql $(VENV)/python -m benchmarks.search

benchmark-api:  ## Time the Content API beside Wagtail's API v2 on the same posts; under three minutes
	@$(PYTHON) bootstrap.py requirements-dev.txt
	@env -u SITE_URL $(VENV)/python -m tests.postgresql $(VENV)/python -m benchmarks.api

lint:  ## Check style, types, imports, templates, migrations, style sheets and scripts
	@$(PYTHON) bootstrap.py requirements-dev.txt
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/lint-imports
	$(VENV)/mypy .
	$(VENV)/djlint --quiet --lint templates
	$(VENV)/python manage.py makemigrations --check --dry-run
	@$(MAKE) --no-print-directory lint-front

format:  ## Format the code
	@$(PYTHON) bootstrap.py requirements-dev.txt
	$(VENV)/ruff check --fix .
	$(VENV)/ruff format .
	@$(MAKE) --no-print-directory format-front

# Whoever has no Node may still lint the rest; CI has it.
ifneq ($(NPM),)
lint-front format-front: node_modules/.package-lock.json
	npm run --silent $(@:-front=)

node_modules/.package-lock.json: package-lock.json
	npm ci --no-progress --loglevel=error
	@touch $@
else ifeq ($(CI),true)
lint-front format-front:
	@echo "npm is missing, and CI skips no linter; on Debian and Ubuntu: apt-get install nodejs npm" >&2
	@exit 1
else
lint-front format-front:
	@echo "Style sheets and scripts are left out of this, for npm is missing; on Debian and Ubuntu: apt-get install nodejs npm"
endif

check-deploy:  ## Run Django's deployment checks with an example of production settings
	@$(PYTHON) bootstrap.py requirements.txt
	@env SITE_URL=https://www.example.com \
	  SECRET_KEY="$$($(VENV)/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
	  $(VENV)/python manage.py check --deploy --fail-level INFO

lock:  ## Compile the requirements anew, with hashes for every platform
	@$(PYTHON) bootstrap.py requirements-dev.txt
	for name in requirements requirements-dev; do \
	  $(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-annotate --no-emit-index-url --custom-compile-command "make lock" \
	    $$name.in --output-file $$name.txt || exit 1; \
	done

environment-example:  ## Write .env.example from the settings' own description
	@$(VENV)/python manage.py environment_example > .env.example

clean:  ## Remove what the demo keeps (var/): database, uploads, log-ins
	rm -rf var
