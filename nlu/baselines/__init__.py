"""Pipelines and data of other makers, to compare the bot's own with: see `bench.nlu_pipelines`."""
