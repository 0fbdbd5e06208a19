"""Words of the self-scoring files; ``{n}`` and the like are filled in while they are used."""

from __future__ import annotations

from functools import cache

from policyindex.answers.record import LEFT_OUT
from policyindex.locales import in_all, word, words

_OWN = "self_scoring."
_SHARED = (
    "yes", "no", "none_of_these", "unreviewed_translation", "not_applicable", "not_in_competence", "not_collected",
    "cause", "reform", "correction", "recoding", "unchanged",
    "number_between", "number_from", "number_up_to", "run.incomplete", "run.incomplete_range",
)  # fmt: skip
"""Words that other questionnaires have too: the same answer is called the same everywhere."""
_ALSO = {"yes": ("si", "true"), "no": ("false",)}


@cache
def taken(key: str) -> tuple[str, ...]:
    """Give which words are taken for ``yes`` or ``no``, in small letters: by the reader and by the formulas alike.

    Among them are what earlier files offered and no file offers now, as "does not apply" means elsewhere that a
    question is left out.
    """
    said = (text.casefold() for text in (*in_all(key), *in_all(f"earlier.{key}")))
    return tuple(dict.fromkeys((*said, *_ALSO[key])))


def yes_or_no(text: str) -> str:
    """Tell what a word in a cell means: ``true``, ``false``, or nothing known; blanks and capitals as formulas see them."""
    plain = " ".join(text.split(" ")).strip(" ").casefold()
    return "true" if plain in taken("yes") else "false" if plain in taken("no") else ""


def texts_in(language: str) -> dict[str, str]:
    """Give all words in a language, their gaps unfilled; English where there is no translation.

    For each status of a question that is left out there is a word of its own, such as ``left_out_not_applicable``.
    """
    known = words(language)
    own = {key.removeprefix(_OWN): text for key, text in known.items() if key.startswith(_OWN)}
    left_out = own.pop("left_out")
    return (
        own
        | {key: known[key] for key in _SHARED}
        | {f"left_out_{each}": left_out.format(status=word(each, language)) for each in LEFT_OUT}
    )
