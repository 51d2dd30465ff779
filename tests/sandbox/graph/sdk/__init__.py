"""Microsoft's own client of Graph reads the sandbox; scripts/validate-graph runs it, in an environment of its own."""
