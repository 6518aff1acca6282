"""Pages made up and then spoilt on purpose, with the truth about what was done to them.

Everything is worked out from ``(seed, page, vector, strength)`` alone, so that a figure can be had again.
"""
