"""What reading one text may cost: nobody's message keeps the bot from everybody else's."""

from __future__ import annotations

from dataclasses import dataclass


class OutOfBudget(Exception):
    """Reading stops here; what was found so far counts. Never leaves bot.joinlinks."""


@dataclass(slots=True)
class Budget:
    """What is left for the links of one message: `steps` (a link looked at, a level unwrapped, a decoding), and the
    `size` in characters of all that is decoded. A mail's link, wrapped twice and broken over lines, takes about ten
    steps and 6,000 characters.
    """

    steps: int = 200
    size: int = 48 * 1024

    def spend(self, size: int = 0, steps: int = 1) -> None:
        """Pay for a step, or several, over so many characters. Raises OutOfBudget when there is not so much left."""
        self.steps -= steps
        self.size -= size
        if self.steps < 0 or self.size < 0:
            raise OutOfBudget
