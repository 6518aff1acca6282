"""Measure and fit the reading of agreements: ``python -m bench.agreements``."""
