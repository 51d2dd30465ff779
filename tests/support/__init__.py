"""People, places, fakes, worlds and pretend servers that tests share."""
