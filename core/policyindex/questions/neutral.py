"""Options by names that tell nothing: codes such as ``full`` and ``none`` would show whoever fills in what earns most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyindex.questions.asked import Takes
from policyindex.questions.choosing import lettered

if TYPE_CHECKING:
    from policyindex.questions.question import Question


def neutral_names(question: Question) -> dict[str, str]:
    """Give the name of each option by its code; a question without options has none.

    They go by the order of the codes' letters: options may stand in another order when the name comes back. No name is
    another option's code; a code never starts with an underscore.
    """
    if question.takes is not Takes.CODE:
        return {}
    return {
        code: f"_{letter[:-1]}" if letter.endswith(")") else letter
        for code, letter in lettered(sorted(question.choices)).items()
    }


def code_named(question: Question, text: str) -> str:
    """Give the code that a name stands for; a code, as earlier files have it, and what is neither stay as they are."""
    if text in question.choices:
        return text
    return next((code for code, name in neutral_names(question).items() if name == text), text)
