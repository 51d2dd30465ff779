"""What cards are drawn of, how they are drawn, and what they must look like."""
