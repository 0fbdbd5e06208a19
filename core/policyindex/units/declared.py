"""What can be wrong with labels of periods that an instrument or a study declares: answers could never carry them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyindex.problems import Location, Problem, listing, problem
from policyindex.units.codes import composed, seen
from policyindex.units.periods import normal, period_of


def declared_faults(labels: Sequence[str], places: Sequence[Location]) -> Iterator[Problem]:
    """Report labels that answers write otherwise, that stand twice, and dates, which have their order already.

    :param places: the place of each label
    """
    first: dict[str, int] = {}
    dated = []
    for number, (label, where) in enumerate(zip(labels, places, strict=True)):
        read = read_label(label)
        if first.setdefault(read, number) < number:
            yield problem("period-twice", where, value=label, read=read, first=labels[first[read]])
        elif fault := label_fault(label, where):
            yield fault
        elif (found := period_of(label)) and found.first:
            dated.append((label, where))
    if dated:
        others = [label for label in labels if label not in dict(dated)]
        yield problem(
            "period-dated", dated[0][1], dates=listing([label for label, _ in dated]),
            order=f"[{', '.join(others)}]" if others else "no key 'periods'",
        )  # fmt: skip


def label_fault(label: str, where: Location) -> Problem | None:
    """Report a label that answers cannot carry as it is written."""
    read = read_label(label)
    if read == label:
        return None
    return problem(
        "period-unseen" if composed(seen(label)) != label else "period-respelled", where, value=label, read=read
    )


def read_label(label: str) -> str:
    """Give the label as it is read where answers carry it."""
    return normal(composed(seen(label)))
