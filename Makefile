# The commands of this repository. They install what they need in .venv by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The pip of Debian 12, with which both sets of requirements must install.
OLDEST_PIP := 23.0.1
export NO_MKDOCS_2_WARNING := 1
# Reproducible builds. The date of the site is that of its content; SOURCE_DATE_EPOCH overrides it.
export PYTHONHASHSEED := 0

.DEFAULT_GOAL := help
.PHONY: help site offline reference serve check review preview test scripts audit looks bench lock oldest-pip messages clean

help: ## list these commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/site.done: requirements.txt pyproject.toml
	@./tools/make-environment "$(PYTHON)" "$(VENV)" requirements.txt
	@touch $@

$(VENV)/test.done: requirements-test.txt $(VENV)/site.done
	@./tools/make-environment "$(PYTHON)" "$(VENV)" requirements-test.txt
	@touch $@

site: $(VENV)/site.done ## build the site, strictly, into site/
	$(BIN)/mkdocs build --strict

offline: site ## pack the site to read without a network, into dist/; SINCE="earlier packs" adds what changed since
	$(BIN)/kb offline $(foreach pack,$(SINCE),--since $(pack))

reference: $(VENV)/site.done ## build the developer reference, strictly, into site/reference/ (after "make site", which empties site/)
	$(BIN)/mkdocs build --strict -f reference.yml

serve: $(VENV)/site.done ## preview with live reload
	$(BIN)/mkdocs serve

check: $(VENV)/site.done ## report everything that is wrong with the content; OPTIONS=--release adds what a release needs
	@$(BIN)/kb check $(OPTIONS)

review: $(VENV)/site.done ## say whether a proposal may be merged: HEAD=its working tree, OUT=a folder for its preview
	@$(BIN)/kb review-proposal --head $(HEAD) $(if $(OUT),--out $(OUT)) $(OPTIONS)

preview: $(VENV)/site.done ## build the site and the offline copy of a proposal, in OUT
	$(BIN)/mkdocs build --strict -f $(OUT)/mkdocs.yml
	$(BIN)/kb offline --root $(OUT) --site $(OUT)/site --out $(OUT)/dist

test: $(VENV)/test.done ## install all that the tests need, and run them
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m tools.scripts
	$(BIN)/python -m tools.browser chromium firefox
	$(BIN)/pytest -n auto --dist worksteal --cov --cov-report=term --cov-fail-under=90

scripts: $(VENV)/test.done ## check the readers' scripts (types, ESLint) and style sheets (stylelint); a part of the tests
	$(BIN)/python -m tools.scripts

audit: $(VENV)/test.done site ## look at every page with axe-core and the Nu HTML checker, at some with Lighthouse (needs Java)
	$(BIN)/python -m tools.audit site $(OPTIONS)

looks: $(VENV)/test.done site ## take pictures of a page of each kind, into test-artifacts/looks/; SINCE=<revision> shows what looks different
	$(BIN)/python -m tools.looks site test-artifacts/looks $(if $(SINCE),--since "$(SINCE)") $(OPTIONS)

bench: $(VENV)/test.done ## measure the build, the search and the check beside plain ones (OPTIONS="--sizes 250,1000 --rounds 2")
	$(BIN)/python -m benchmarks.build $(OPTIONS)
	$(BIN)/python -m benchmarks.search $(OPTIONS)
	$(BIN)/python -m benchmarks.check $(OPTIONS)

lock: $(VENV)/test.done ## write exact versions and hashes anew
	$(BIN)/uv pip compile pyproject.toml --extra site --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header -q -U -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --extra site --extra test -c requirements.txt --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header -q -U -o requirements-test.txt
	$(BIN)/python -m tools.npm

oldest-pip: ## install both sets of requirements with the oldest pip that is promised to work, apart from all else
	"$(PYTHON)" -m venv --clear $(VENV)/oldest-pip
	$(VENV)/oldest-pip/bin/python -m pip install -q --disable-pip-version-check pip==$(OLDEST_PIP)
	@./tools/make-environment "$(PYTHON)" $(VENV)/oldest-pip requirements.txt
	@./tools/make-environment "$(PYTHON)" $(VENV)/oldest-pip requirements-test.txt
	$(VENV)/oldest-pip/bin/kb check
	rm -rf $(VENV)/oldest-pip

messages: $(VENV)/site.done ## collect the sentences of code and templates into the Spanish catalogue
	$(BIN)/python -m tools.catalogue

clean: ## remove everything that these commands made
	rm -rf $(VENV) site dist .cache/build test-artifacts tools/*/node_modules
