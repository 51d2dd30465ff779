"""What Teams reports of a sign-in."""
