"""Arabic: its catalogue, its vocabulary and its words for the manifest; written from right to left."""
