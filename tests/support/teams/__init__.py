"""What is posted to the bot, and listeners behind its edge."""
