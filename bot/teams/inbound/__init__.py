"""The activity as we read it: who, where, in which words."""
