"""An installation for the doctor to look at."""
