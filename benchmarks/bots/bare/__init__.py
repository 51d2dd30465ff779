"""The yardstick: the same work by hand, on aiohttp alone, as fast as one reasonably makes it.

Same checks, same claims in SQLite before and after, encrypted, one log line a message, one Graph call, one connector
call with a comparable card. What the bot does for people beyond that (languages, reading of words, retries, health,
fairness) is not here: the distance to this handler is its price.
"""
