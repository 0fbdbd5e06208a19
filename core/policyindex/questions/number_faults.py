"""What is wrong with a number question as an instrument states it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from policyindex.questions import scales
from policyindex.questions.counting import through
from policyindex.questions.faults import Fault
from policyindex.questions.scales import Goalposts

if TYPE_CHECKING:
    from policyindex.questions.number import NumberQuestion


def number_faults(asked: NumberQuestion) -> Iterator[Fault]:
    """Ask for one scale, with two ends or rising, and for transforms that tell its values apart."""
    given = [name for name in ("goalposts", "goalposts_by_group", "thresholds", "piecewise") if getattr(asked, name)]
    if len(given) > 1:
        yield Fault("number-two-scales", (given[1],), {"scales": " and ".join(given)}, at_key=True)
    counting = asked.counting
    for at, (name, by) in enumerate(counting.steps):
        if name in ("power", "times") and not by:
            yield Fault("transform-flat", ("transform", at), {"transform": f"{name} 0"})
            return
    yield from _limits_faults(asked)
    for value, path in _on_the_scale(asked):
        if undefined := counting.undefined(float(value)):
            yield Fault("transform-undefined", path, {"value": f"{value:f}", "transform": undefined})
            return
    for posts, path in _goalposts(asked):
        ends = through(counting.steps, [posts.worst, posts.best])
        if posts.worst == posts.best:
            yield Fault("goalposts-equal", path, {"value": posts.worst}, at_key=True)
        elif ends[0] == ends[1]:
            yield Fault("goalposts-too-close", path, posts.model_dump(), at_key=True)
    for name, pairs in (("thresholds", counting.grades), ("piecewise", counting.lines)):
        if any(True for _ in scales.falls(pairs)):
            yield Fault(f"{name}-unordered", (name,), {}, at_key=True)


def _limits_faults(asked: NumberQuestion) -> Iterator[Fault]:
    """Ask for limits in their order, with the goalposts within them."""
    least, most = asked.limits
    faulty = least is not None and most is not None and least >= most
    if faulty:
        yield Fault("number-limits-reversed", ("maximum",), {"least": least, "most": most}, at_key=True)
    for value, path in () if faulty or asked.per else _on_the_scale(asked):
        if path[0] in ("goalposts", "goalposts_by_group") and not asked.limits.hold(float(value)):
            yield Fault("number-scale-outside", path, {"value": f"{value:f}", "limits": asked.limits.told()})


def _goalposts(asked: NumberQuestion) -> Iterator[tuple[Goalposts, tuple[str | int, ...]]]:
    """Give all goalposts, each with its place."""
    if asked.goalposts:
        yield asked.goalposts, ("goalposts",)
    yield from ((posts, ("goalposts_by_group", group)) for group, posts in asked.goalposts_by_group.items())


def _on_the_scale(asked: NumberQuestion) -> Iterator[tuple[Decimal, tuple[str | int, ...]]]:
    """Give the values of the scale, each with its place."""
    for posts, path in _goalposts(asked):
        yield posts.worst, (*path, "worst")
        yield posts.best, (*path, "best")
    for at, threshold in enumerate(asked.thresholds):
        yield threshold.from_, ("thresholds", at, "from")
    for at, point in enumerate(asked.piecewise):
        yield point.at, ("piecewise", at, "at")
