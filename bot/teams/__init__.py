"""Teams in, Teams out: an activity becomes a Command, a Reply becomes a message."""
