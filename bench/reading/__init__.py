"""Article reading measured against the peers on the shared pages."""
