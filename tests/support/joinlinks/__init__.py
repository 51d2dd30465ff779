"""Links and messages as people get them."""
