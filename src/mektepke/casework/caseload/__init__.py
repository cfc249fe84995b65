"""How much each worker carries, giving a case to another, and what waits too long."""
