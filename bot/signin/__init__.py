"""Signing in without a code to type: Teams' assertion or a page in the browser becomes the person's own Graph token."""
