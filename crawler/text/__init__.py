"""Text below all thinking: bytes decoded, parsed once, normalised; sentences, dates, languages."""
