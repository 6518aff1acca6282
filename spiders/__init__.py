"""How a site is walked: one file per kind of entry point; yields FetchedPage, nothing else."""
