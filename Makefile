# `make demo` and `make test` do all their own set-up; a second call does none again.
# VENV and PYTHON may be set: make test PYTHON=python3.12
VENV   ?= .venv
PYTHON ?=
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types bench eval models samples lock clean

help: ## this list
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## the virtual environment, the packages, Tesseract and its French data

$(READY): requirements.lock requirements-fast.lock pyproject.toml .ci/machine
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh .ci/machine
	@touch $@

demo: $(READY) ## read the two sample conventions, compare them, show the results
	@rm -rf outputs/demo
	$(BIN)/extractor run samples/ofqj-2024/scan.pdf samples/cuf-2025/scan.pdf -o outputs/demo
	@echo
	$(BIN)/extractor show outputs/demo/records/ofqj-2024--scan.json
	@echo
	@$(BIN)/extractor diff outputs/demo/records/ofqj-2024--scan.json outputs/demo/records/cuf-2025--scan.json || [ $$? -eq 1 ]
	@$(BIN)/extractor diff outputs/demo/records/ofqj-2024--scan.json outputs/demo/records/cuf-2025--scan.json \
		--format html -o outputs/demo/comparison.html || [ $$? -eq 1 ]
	@echo
	@echo "Tables: outputs/demo/*.csv   Records: outputs/demo/records/   Comparison: outputs/demo/comparison.html"

test: $(READY) ## all tests
	$(BIN)/python -m pytest -n 2

lint: $(READY) ## style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## types of the package
	$(BIN)/mypy

bench: $(READY) ## speed and memory, as ratios taken in one run
	$(BIN)/python tests/bench/run.py

eval: $(READY) ## the measures of quality: the samples, and time in the project's own cases
	$(BIN)/extractor run samples -o outputs/eval --quiet
	$(BIN)/extractor evaluate outputs/eval/records samples
	@echo
	@$(BIN)/python tests/bench/times.py

models: $(READY) ## write the assembled pipeline to models/conventions
	$(BIN)/python -c "import extractor; extractor.load().to_disk('models/conventions')"

samples: $(READY) ## draw the sample PDFs anew
	$(BIN)/python samples/make_samples.py

lock: $(READY) ## resolve the dependencies again (needs uv)
	uv pip compile pyproject.toml --extra dev --extra samples --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header -q -o requirements.lock
	echo "tesserocr>=2.8" | uv pip compile - --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header -q -c requirements.lock -o requirements-fast.lock

clean: ## remove what was built, keep the outputs
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis models/conventions
