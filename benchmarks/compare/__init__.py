"""This bot beside a bare handler and four frameworks: the same questions, in turns, on the same processor."""
