"""A written-down command becomes one delivered answer."""
