"""Answers that go back in the invoke itself: card actions, dialogs, the message extension."""
