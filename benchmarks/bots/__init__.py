"""The bots that are measured, each one a program of its own; beside ours, a bare handler and four frameworks'."""
