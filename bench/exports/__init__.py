"""Size, time and memory of each form of export."""
