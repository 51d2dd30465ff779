"""What one message costs, in things that can be counted; how long it takes is for `scripts/bench` to show."""
