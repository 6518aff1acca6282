"""Pactwatch: spiders fetch, pipelines think in a fixed order, the thinking itself is pure functions
below them, one store keeps everything, and thin faces stand on top. See ``docs/architecture.md``.
"""
