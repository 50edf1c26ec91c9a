# What you can do here; `make help` lists it.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: help setup environments run test lint format bench locks clean

help: ## List what make can do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

environments: ## Make .venv/ (bot) and .venv-nlu/ (Rasa), where they do not fit their lock files
	@$(PYTHON) tools/install.py

setup: environments ## Set up all that is needed: environments, trained model, filled store
	@$(BIN)/hallo-bot setup

run: setup ## Start the bot; without TELEGRAM_BOT_TOKEN on a chat page at http://127.0.0.1:8080
	@exec $(BIN)/hallo-bot run

test: setup ## Run all tests
	@$(BIN)/python -m pytest

lint: environments ## Check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: environments ## Format the code
	@$(BIN)/ruff check --fix-only --quiet . ; $(BIN)/ruff format .

bench: setup ## Measure search and answers; prints tables
	@$(BIN)/python -m bench.search
	@$(BIN)/python -m bench.answers

locks: environments ## Renew the hashed lock files
	@$(BIN)/uv pip compile --quiet --no-header --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --extra dev --upgrade pyproject.toml --output-file locks/bot.txt
	@$(BIN)/uv pip compile --quiet --no-header --universal --python-version 3.10 --python .venv-nlu/bin/python \
		--generate-hashes --no-emit-index-url --no-emit-find-links --upgrade locks/nlu.in --output-file locks/nlu.txt

clean: ## Remove environments, models and the local store
	rm -rf .venv .venv-nlu var
