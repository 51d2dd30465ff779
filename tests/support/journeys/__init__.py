"""The world of the journeys, and what people do in it."""
