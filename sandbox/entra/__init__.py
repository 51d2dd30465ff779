"""A pretend Entra ID: sign-in pages, consent, policies, tokens."""
