# Everything here works on a machine with make and Python 3.11 to 3.13: the first target that
# needs the environment builds it in .venv from requirements.lock.

PYTHON   ?= python3
SCENARIO ?= scenarios/prakerja-2020.toml
AS_OF    ?= 2020-09-04
OUT      ?= out
JOBS     ?= auto

# Where what is compiled is run without the compiler, but for queues of thousands of examples.
UNCOMPILED := tests/worlds tests/policies tests/laws/test_books.py $(addprefix tests/exact/test_,allocate.py come_back.py counters.py in_force.py lineage.py ring.py stage.py)

BIN   := .venv/bin
READY := .venv/.installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help forecast lab test check format golden exactness campaign mutation coverage bench notebooks docs lock sbom clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo "  Settings, with what they are now: PYTHON=$(PYTHON) SCENARIO=$(SCENARIO) AS_OF=$(AS_OF) OUT=$(OUT) JOBS=$(JOBS)"

forecast: $(READY)  ## calibrate SCENARIO on what was published by AS_OF (AS_OF= for none), and write its forecast to OUT
	$(BIN)/prakerja forecast $(SCENARIO) $(if $(AS_OF),--as-of $(AS_OF)) --out $(OUT)

lab: $(READY)  ## open JupyterLab with the notebooks, a course of an hour
	$(BIN)/jupyter lab notebooks

test: $(READY)  ## run the tests and the examples in the docstrings, JOBS at a time
	$(BIN)/pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder

check: $(READY)  ## style, types and the floors of the architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)  ## put the code in the agreed style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: $(READY)  ## rewrite the expected summaries; nothing else does
	$(BIN)/python -m tests.golden

exactness: $(READY)  ## prove the engines' common law (reported to OUT/exactness), and that known worlds are found again
	$(BIN)/pytest tests/exactness -n $(JOBS) --dist loadgroup --report-to $(OUT)/exactness

campaign: $(READY)  ## try a million futures of worlds that nobody thought of, and faults (reported to OUT/campaign): some twenty minutes
	$(BIN)/python -m tests.campaign $(OUT)/campaign

# Neither tool is locked: nothing else needs them, and they bring much along.
mutation: $(READY)  ## put 200 faults into the code and see which tests find them (reported to OUT/mutation): hours
	$(BIN)/python -m pip install --quiet 'cosmic-ray>=8.7'
	$(BIN)/python -m tests.mutation $(OUT)/mutation

coverage: $(READY)  ## say which lines and branches of model/ no test runs (kept in OUT/coverage): half an hour
	$(BIN)/python -m pip install --quiet 'coverage>=7.10'
	NUMBA_DISABLE_JIT=1 $(BIN)/coverage run -m pytest -q -n $(JOBS) $(UNCOMPILED)
	$(BIN)/coverage run -m pytest -q -n $(JOBS) --dist loadfile --no-loadscope-reorder
	$(BIN)/coverage combine && $(BIN)/coverage report

bench: $(READY)  ## measure the speed (tests/benchmarks)
	$(BIN)/pytest tests/benchmarks --benchmark-only

notebooks: $(READY)  ## execute every notebook and keep what it shows
	$(BIN)/python -m nbconvert --to notebook --execute --inplace \
	    --ExecutePreprocessor.record_timing=False notebooks/*.ipynb

docs: $(READY)  ## build the documentation site in OUT/docs; any warning or broken link is an error
	$(BIN)/python -m sphinx --builder html --fresh-env --nitpicky --fail-on-warning --quiet \
	    --conf-dir docs --doctree-dir $(OUT)/doctrees . $(OUT)/docs
	$(BIN)/python -m tests.docs.site $(OUT)/docs

# One answer for every platform and every Python we support, with the hashes of all files of a version.
lock: $(BIN)/python  ## write requirements.lock anew (LOCK_FLAGS=--upgrade for the newest versions)
	$(BIN)/python -m pip install --quiet 'uv>=0.8'
	$(BIN)/python -m uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
	    --extra notebook --extra calibrate --extra brief --extra explore --extra optimise --extra cluster --extra docs --extra dev \
	    $(LOCK_FLAGS) --output-file requirements.lock pyproject.toml

sbom: $(READY)  ## write what is installed, with licences, to OUT/sbom.json (CycloneDX)
	$(BIN)/python -m pip install --quiet 'cyclonedx-bom>=7'
	@mkdir -p $(OUT)
	$(BIN)/cyclonedx-py environment $(BIN)/python --pyproject pyproject.toml --output-file $(OUT)/sbom.json

clean:  ## remove the environment, caches and results
	rm -rf .venv out build dist model/*.egg-info .pytest_cache .mypy_cache .ruff_cache \
	    .import_linter_cache .hypothesis .benchmarks .prakerja
	find model tests notebooks -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

$(READY): requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@
