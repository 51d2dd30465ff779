"""Brazilian Portuguese: its catalogue, its vocabulary and its words for the manifest."""
