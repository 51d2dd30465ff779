"""Links that mail services rewrote become the links that were sent."""
