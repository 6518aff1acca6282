"""Is each source alive and plausible, and are we? Rules over poll reports; nothing is stored or sent here."""
