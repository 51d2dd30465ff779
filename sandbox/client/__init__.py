"""A person at Teams: types, presses, searches, signs in."""
