"""What a number can be at all, and what is so far from its goalposts that it is probably no answer."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from policyindex.locales import ENGLISH, word


class Limits(NamedTuple):
    """The least and the greatest number that can be an answer; None: there is no such limit."""

    least: Decimal | None = None
    most: Decimal | None = None

    def hold(self, number: float) -> bool:
        """Tell whether a number can be an answer."""
        low, high = self.least, self.most
        return (low is None or number >= float(low)) and (high is None or number <= float(high))

    @property
    def of_quotient(self) -> Limits:
        """The limits of such a number divided by one above 0 that has no limit itself: its sign is all that is known."""
        low, high = self
        least = Decimal(0) if low is not None and low >= 0 else None
        return Limits(least, Decimal(0) if high is not None and high <= 0 else None)

    def told(self, language: str = ENGLISH) -> str:
        """Say the limits, such as ``0 to 365``; empty where there are none."""
        low, high = (None if each is None else f"{each:f}" for each in self)
        if low is not None and high is not None:
            return word("number_between", language, least=low, most=high)
        if low is not None:
            return word("number_from", language, least=low)
        return "" if high is None else word("number_up_to", language, most=high)


def is_far(number: float, worst: float, best: float) -> bool:
    """Tell whether a number lies further beyond a goalpost than the goalposts lie apart, or below 0 unlike both."""
    low, high = sorted((worst, best))
    return number < low - (high - low) or number > high + (high - low) or (number < 0 <= low)
