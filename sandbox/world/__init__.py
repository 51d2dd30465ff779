"""What the pretend Microsoft 365 is about: people, meetings, troubles and open questions."""
