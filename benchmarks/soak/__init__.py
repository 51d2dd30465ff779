"""Bad hours, one file each: what the bot promises, kept or not kept, told as a table."""
