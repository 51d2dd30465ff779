"""What every back end promises, and what only one of them has to."""
