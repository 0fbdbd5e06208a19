"""What a workbook says it was written with, in cells that nobody sees: a claim, which is compared and never believed.

What stood in a form is taken from the answers that stand now, where they are known and say the same. Otherwise a claim
only tells which of the visible cells were touched; points, periods and review states never come from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from policyindex.answers.marks import UNCHANGED
from policyindex.answers.record import Answer
from policyindex.answers.rounds import of_period, since
from policyindex.answers.table import AnswerSet
from policyindex.questionnaires.cell_reading import tidy
from policyindex.questionnaires.cells import said
from policyindex.questionnaires.filled import Head
from policyindex.questionnaires.form import Item
from policyindex.questionnaires.merge import same_in_all

_FIELDS = ("answer", "points", "status", "cause", "comment", "references", "confirmed_from", "plan", "parts")
"""What a claim may say of an answer; whose it is and of when, the place of its row says."""

ReadAnswer = Callable[[Mapping[str, str]], Answer]
"""Reads the fields of one answer; raises ValueError for what is none."""


class WrittenWith:
    """Gives the items of a form as they were when it was written, as far as that can be known."""

    def __init__(self, head: Head, answers: AnswerSet | None, language: str) -> None:
        """``answers``: what stands now; None: nobody knows."""
        self.known = answers is not None
        self.language = language
        self.now = of_period(answers or (), head.unit, head.period)
        self.last = of_period(answers or (), head.unit, head.last_period) if head.last_period else {}

    def points(self, item: Item) -> set[float | None]:
        """Give the points of its own that an answer of this or the last round is known to have."""
        return {each.points for each in (self.now.get(item.id), self.last.get(item.id)) if each}

    def item(
        self,
        item: Item,
        claims: tuple[Mapping[str, str] | None, Mapping[str, str] | None],
        last: str,
        read: tuple[ReadAnswer, ReadAnswer],
    ) -> Item:
        """Give an item with its answers.

        :param claims: what the hidden cell claims of this round's answer, and of the last one's
        :param last: the last round's answer in words, as the sheet shows it
        :param read: how the one and the other is read
        :raises ValueError: for claims that are no answers
        """
        now, last_time = self.now.get(item.id), self.last.get(item.id)
        before = self._standing(last_time, claims[1], read[1])
        if before is not None and before is not last_time and not self._shown(item, before, last):
            before = replace(before, comment="", confirmed_from="", plan=None)
        return replace(item, given=self._standing(now, claims[0], read[0], before), previous=before)

    def _standing(
        self, now: Answer | None, claim: Mapping[str, str] | None, read: ReadAnswer, before: Answer | None = None
    ) -> Answer | None:
        if claim is None:
            return None
        texts = {field: text for field, text in claim.items() if field in _FIELDS}
        if now is not None and _is(now, texts, read):
            return now
        if texts.get("answer"):
            texts.pop("points", None)
        first = texts.get("confirmed_from", "")
        told = since(before) == first if before else texts.get("comment", "").startswith(f"{UNCHANGED}{first}")
        if not told:
            texts.pop("confirmed_from", None)
        return read(texts)

    def _shown(self, item: Item, before: Answer, last: str) -> bool:
        return tidy(said(item.indicator, before, self.language)) == tidy(last)


def _is(now: Answer, claim: Mapping[str, str], read: ReadAnswer) -> bool:
    try:
        return same_in_all(replace(now, review="", publisher=""), read(claim))
    except ValueError:
        return False
