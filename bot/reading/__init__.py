"""Words become days, hours and names: tokens, date grammar, matching, filters, search."""
