"""Benchmarks: `python -m bench.search`."""
