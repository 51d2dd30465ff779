"""Graph over real HTTP: a pretend Graph answers, and what went over the wire is what is looked at."""
