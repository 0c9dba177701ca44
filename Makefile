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
.PHONY: help site offline part-site part single epub zim pdf packs reference serve check review preview test coverage lint types browsers attack scripts audit looks bench lock oldest-pip messages clean

help: ## list these commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/site.done: requirements.txt pyproject.toml
	@./tools/make-environment "$(PYTHON)" "$(VENV)" requirements.txt
	@touch $@

$(VENV)/test.done: requirements-test.txt $(VENV)/site.done
	@./tools/make-environment "$(PYTHON)" "$(VENV)" requirements-test.txt
	@touch $@

$(VENV)/zim.done: requirements-zim.txt $(VENV)/site.done
	@./tools/make-environment "$(PYTHON)" "$(VENV)" requirements-zim.txt
	@touch $@

$(VENV)/pdf.done: requirements-pdf.txt $(VENV)/site.done
	@./tools/make-environment "$(PYTHON)" "$(VENV)" requirements-pdf.txt
	@touch $@

$(VENV)/bench.done: requirements-bench.txt $(VENV)/site.done
	@./tools/make-environment "$(PYTHON)" "$(VENV)" requirements-bench.txt
	@touch $@

site: $(VENV)/site.done ## build the site, strictly, into site/; COMPRESS=1 also compresses its files for servers that send them so
	$(BIN)/mkdocs build --strict
	$(if $(COMPRESS),$(BIN)/kb compress)

offline: site ## pack the site to read without a network, into dist/; SINCE="earlier packs" adds what changed since; SIGN=key signs
	$(BIN)/kb offline $(foreach pack,$(SINCE),--since $(pack)) $(if $(SIGN),--sign $(SIGN))

# Before the whole site, so that a mistyped topic is said at once.
part-site: $(VENV)/site.done
	@test -n "$(PART)" || { echo "Which part? make part PART=topics/borders, or PART=countries/cr, or several with spaces" >&2; exit 2; }
	KB_PART="$(PART)" $(BIN)/mkdocs build --strict --site-dir .cache/part

part: part-site site ## pack only what is about PART (topics/borders, countries/cr, or several) as a small zip, into dist/; SIGN=key signs
	$(BIN)/kb part $(if $(SIGN),--sign $(SIGN))

single: site ## write the site as one HTML file per language, for phones, into dist/; SIGN=key signs
	$(BIN)/kb single $(if $(SIGN),--sign $(SIGN))

epub: site ## write the site as a book for e-readers (EPUB) per language, into dist/; SIGN=key signs
	$(BIN)/kb epub $(if $(SIGN),--sign $(SIGN))

zim: $(VENV)/zim.done site ## write the site as an archive for Kiwix (ZIM) per language, into dist/; SIGN=key signs
	$(BIN)/kb zim $(if $(SIGN),--sign $(SIGN))

pdf: $(VENV)/pdf.done site ## write a PDF of each agreement, concept note, practice and brief, as one zip per language, into dist/; SIGN=key signs
	$(BIN)/kb pdf $(if $(SIGN),--sign $(SIGN))

packs: $(if $(PART),part) offline single epub zim pdf ## make every copy of the site that readers can download, into dist/; PART=topics/borders also that of a part

reference: $(VENV)/site.done ## build the developer reference, strictly, into site/reference/ (after "make site", which empties site/)
	$(BIN)/mkdocs build --strict -f reference.yml

serve: $(VENV)/site.done ## preview with live reload
	$(BIN)/mkdocs serve

check: $(VENV)/site.done ## report all problems in the content; OPTIONS=--release adds what a release needs
	@$(BIN)/kb check $(OPTIONS)

review: $(VENV)/site.done ## say whether a proposal may be merged: PROPOSAL=its commit, OUT=a folder for its preview
	@$(BIN)/kb review-proposal --proposal $(PROPOSAL) $(if $(OUT),--out $(OUT)) $(OPTIONS)

preview: $(VENV)/site.done ## build the site and the offline copy of a proposal, in OUT
	$(BIN)/mkdocs build --strict -f $(OUT)/mkdocs.yml
	$(BIN)/kb offline --root $(OUT) --site $(OUT)/site --out $(OUT)/dist

test: $(VENV)/test.done ## install what the tests need, and run them
	@$(MAKE) --no-print-directory -j 2 lint types scripts browsers
	$(BIN)/pytest -n auto --dist worksteal

coverage: $(VENV)/test.done ## run the tests and measure what of the package they reach, which takes more than twice as long
	$(BIN)/pytest -n auto --dist worksteal --cov --cov-report=term --cov-fail-under=90

lint: $(VENV)/test.done
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/test.done
	$(BIN)/mypy

browsers: $(VENV)/test.done
	$(BIN)/python -m tools.browser chromium firefox

attack: $(VENV)/test.done ## try thousands of hostile inputs on check, review, import, build, pack and pages, and count what became of them
	$(BIN)/python -m tests.attack

scripts: $(VENV)/test.done ## check the site's scripts (types, ESLint) and style sheets (stylelint); a part of the tests
	$(BIN)/python -m tools.scripts

audit: $(VENV)/test.done site ## check every page with axe-core and the Nu HTML checker, some with Lighthouse (needs Java); then the property tests, at length
	$(BIN)/python -m tools.audit site $(OPTIONS)

looks: $(VENV)/test.done site ## take screenshots of a sample of pages, into test-artifacts/looks/; SINCE=<revision> compares them
	$(BIN)/python -m tools.looks site test-artifacts/looks $(if $(SINCE),--since "$(SINCE)") $(OPTIONS)

bench: $(VENV)/bench.done $(VENV)/zim.done $(VENV)/pdf.done ## measure build, preview and check beside Hugo and plain Material (OPTIONS="--sizes 250,1000,5000,10000"), and the copies (COPIES="--sizes 3000")
	$(BIN)/python -m benchmarks $(OPTIONS)
	$(BIN)/python -m benchmarks.copies $(COPIES)
	$(BIN)/python -m benchmarks.readme

lock: $(VENV)/test.done ## update the locked versions and hashes
	$(BIN)/uv pip compile pyproject.toml --extra site --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header -q -U -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --extra zim -c requirements.txt --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header -q -U -o requirements-zim.txt
	$(BIN)/uv pip compile pyproject.toml --extra pdf -c requirements.txt --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header -q -U -o requirements-pdf.txt
	$(BIN)/uv pip compile pyproject.toml --extra site --extra zim --extra pdf --extra test -c requirements.txt --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header -q -U -o requirements-test.txt
	$(BIN)/uv pip compile --group bench --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header -q -U -o requirements-bench.txt
	$(BIN)/python -m tools.npm

oldest-pip: ## install both sets of requirements with the oldest supported pip, in a separate environment
	"$(PYTHON)" -m venv --clear $(VENV)/oldest-pip
	$(VENV)/oldest-pip/bin/python -m pip install -q --disable-pip-version-check pip==$(OLDEST_PIP)
	@./tools/make-environment "$(PYTHON)" $(VENV)/oldest-pip requirements.txt
	@./tools/make-environment "$(PYTHON)" $(VENV)/oldest-pip requirements-test.txt
	$(VENV)/oldest-pip/bin/kb check
	rm -rf $(VENV)/oldest-pip

messages: $(VENV)/site.done ## collect the messages of code and templates into the Spanish catalogue
	$(BIN)/python -m tools.catalogue

clean: ## remove everything that these commands create
	rm -rf $(VENV) site dist .cache test-artifacts tools/*/node_modules htmlcov .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis hooks/*.egg-info
