"""Figures on linking names, joining reports, and the registry's size."""
