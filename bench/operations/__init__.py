"""What operation costs and survives: kills, soak, cost, troubles."""
