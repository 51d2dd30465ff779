"""What every conversation with a server needs: lenient JSON, Retry-After, signing keys."""
