"""Where bots are measured: all of Microsoft on one port and the senders beside it, much faster than any bot."""
