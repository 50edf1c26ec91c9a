"""Tests of several parts together: real databases, real servers."""
