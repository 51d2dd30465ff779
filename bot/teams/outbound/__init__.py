"""What the bot says: cards rendered for their reader, buttons, and the messages that carry them."""
