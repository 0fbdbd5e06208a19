"""How a number question tells what it counts by, and what became of a number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from policyindex.locales import word
from policyindex.questions import transforms
from policyindex.questions.counting import through
from policyindex.questions.scales import Goalposts

if TYPE_CHECKING:
    from policyindex.questions.number import NumberQuestion


def scale_told(asked: NumberQuestion) -> Iterator[str]:
    """Tell the transforms, and the thresholds, the goalposts or the piecewise scale."""
    posts = asked.goalposts
    if asked.per:
        yield f"divided by the answer to '{asked.per}'"
    if asked.transform:
        yield f"transformed: {', then '.join(transforms.told(asked.counting.steps))}"
    if asked.thresholds:
        yield ", ".join(f"from {each.from_:f} = {each.points:f}" for each in asked.thresholds)
    if asked.piecewise:
        yield f"{', '.join(f'{each.at:f} = {each.points:f}' for each in asked.piecewise)}, on lines between"
    yield from (f"in {group}{_ends_told(each)}" for group, each in asked.goalposts_by_group.items())
    ends = _ends_told(posts) if posts else ""
    limits = asked.limits.told()
    yield f"a number{f' in {asked.unit}' if asked.unit else ''}{f', {limits}' if limits else ''}{ends}"


def number_told(asked: NumberQuestion, number: float, language: str) -> Iterator[str]:
    """Tell what each transform makes of a number (or quotient), and the scale that counts the last."""
    steps = asked.counting.steps
    for count, name in enumerate(transforms.told(steps), 1):
        yield word("rule.step", language, step=name, value=f"{through(steps[:count], [number])[0]:g}")
    posts, points = asked.goalposts, f"{asked.points_of(number):g}"
    if posts and (asked.transform or asked.per or asked.groups or posts.clip != "both"):
        ends = {"worst": f"{posts.worst:f}", "best": f"{posts.best:f}"}
        yield word("rule.goalposts", language, points=points, **ends)
    if asked.piecewise:
        yield word("rule.piecewise", language, points=points)


def _ends_told(posts: Goalposts) -> str:
    cut = {"both": "", "worst": ", cut at 0 only", "best": ", cut at 100 only", "none": ", not cut"}
    return f", {posts.worst:f} = 0 and {posts.best:f} = 100{cut[posts.clip]}"
