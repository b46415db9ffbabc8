# Every command is idempotent and closes with one line. `make` alone lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --quiet --no-input --disable-pip-version-check --require-hashes
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-emit-index-url --custom-compile-command "make lock"
VNU := .cache/vnu/node_modules/vnu-jar/build/dist/vnu.jar
PYTEST := $(BIN)/python -m pytest --numprocesses 2
TEMPLATES = $$(find templates -name '*.html')

# $(call debian,test,packages): installs what the test misses where we are root on Debian, else says what to install.
debian = { $(1); } >/dev/null 2>&1 || { \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing $(2) ..."; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -qq --yes --no-install-recommends $(2) >/dev/null; \
	else \
		echo "Please install $(2) first (Debian: apt-get install $(2))." >&2; exit 1; \
	fi; }

# $(call install,lock): the virtual environment, made again where it is missing or broken, with one lock in it.
define install
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
		$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { \
			echo "Alvari needs Python 3.11, 3.12 or 3.13 (make PYTHON=python3.12 ... chooses one)." >&2; exit 1; }; \
		$(call debian,$(PYTHON) -c "import ensurepip",python3-venv) && \
		$(PYTHON) -m venv --clear $(VENV); }
	@echo "Installing $(1) into $(VENV) ..."
	@$(PIP_INSTALL) -r $(1)
	@touch $@
endef

.PHONY: help
help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: $(VENV)/.runtime ## Start the site with demonstration content (PORT, DATABASE_URL, MEDIA_ROOT, DEMO_PASSWORD, WORKER=0)
	@exec $(BIN)/python manage.py serve --demo

.PHONY: test
test: $(VENV)/.dev $(VNU) ## Run all tests, on SQLite with the browser, then on PostgreSQL
	@$(call debian,command -v chromium || command -v chromium-browser || command -v google-chrome,chromium)
	@$(call debian,$(BIN)/python -m tests.postgres,postgresql)
	@$(call debian,command -v exiftool,libimage-exiftool-perl)
	@$(call debian,command -v nginx || test -x /usr/sbin/nginx,nginx-light)
	@status=0; \
	echo "Tests on SQLite, with the browser:"; env -u DATABASE_URL $(PYTEST) || status=1; \
	echo "Tests on PostgreSQL:"; $(BIN)/python -m tests.postgres $(PYTEST) -m "not browser" || status=1; \
	[ $$status = 0 ] && echo "All tests passed on SQLite and on PostgreSQL." || { echo "Tests failed." >&2; exit 1; }

.PHONY: check
check: $(VENV)/.dev ## Check style, types, architecture, templates, migrations and translations; runs no tests
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	DATA_DIR=.cache/check $(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	$(BIN)/djlint --quiet --lint templates
	DATA_DIR=.cache/check SITE_URL=https://www.example.org $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python manage.py makemigrations --settings tests.settings --check --dry-run
	$(BIN)/python manage.py translations --settings tests.settings --check
	@echo "Style, types, architecture, templates, migrations and translations are in order."

.PHONY: torture
torture: $(VENV)/.dev ## Run the property tests with many more examples
	@$(PYTEST) --hypothesis-profile torture -m property
	@echo "The property tests held."

.PHONY: bench
bench: $(VENV)/.runtime ## Measure the public pages, the making of pictures, and a library of 100 000 photos
	@$(BIN)/python -m benchmarks

.PHONY: format
format: $(VENV)/.dev ## Format Python and templates
	@$(BIN)/ruff check --quiet --fix --exit-zero .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/djade --target-version 5.2 $(TEMPLATES) || true
	@echo "Python and templates are formatted."

.PHONY: translations
translations: $(VENV)/.dev ## Collect the interface's words from the code and compile their translations
	@$(BIN)/python manage.py translations --settings tests.settings

.PHONY: lock
lock: $(VENV)/.dev ## Resolve the dependencies of pyproject.toml into requirements/
	@$(UV_COMPILE) pyproject.toml --output-file requirements/runtime.txt
	@$(UV_COMPILE) pyproject.toml --group dev --constraint requirements/runtime.txt --output-file requirements/dev.txt
	@echo "requirements/runtime.txt and requirements/dev.txt hold the resolved versions."

.PHONY: clean
clean: ## Remove what commands made, except the site's data
	@rm -rf $(VENV) .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .coverage htmlcov
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Removed the virtual environment and caches; the data folder is untouched."

$(VENV)/.runtime: requirements/runtime.txt
	$(call install,$<)

$(VENV)/.dev: requirements/dev.txt
	$(call install,$<)

# Without the Nu HTML checker the tests that need it skip, and say so; the next `make test` tries again.
$(VNU):
	@( $(call debian,command -v java && command -v npm,default-jre-headless npm) ) && \
		npm install --silent --no-package-lock --no-save --prefix .cache/vnu vnu-jar@26 && touch $@ || \
		echo "Going on without the Nu HTML checker." >&2
