"""The order of thought: one short class per step, each calling one function of ``crawler``."""
