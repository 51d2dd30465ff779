"""Looks the installation over before people do: each thing that must be right, how it is, and what mends it."""
