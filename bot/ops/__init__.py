"""What the operator sets and sees: settings, telemetry, health, budgets, endpoints, keys."""
