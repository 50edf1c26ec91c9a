"""Finding entries: an index in memory for places, plain scans for the few hundred others.

Why in memory, and what it costs: docs/adr/0003-search.md.
"""
