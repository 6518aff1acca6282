"""How well planted junk is found and undone."""
