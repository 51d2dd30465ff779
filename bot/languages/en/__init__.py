"""English: its vocabulary and its words for the manifest; the catalogue's keys are English already."""
