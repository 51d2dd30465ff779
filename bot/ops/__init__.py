"""What the operator sets and sees: settings, log, metrics, health; and what all stand on: budgets, clocks, keys."""
