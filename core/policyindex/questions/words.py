"""Words about answers of the kinds of questions; a language without a word has the English one."""

from __future__ import annotations

ENGLISH = "en"

WORDS: dict[str, dict[str, str]] = {
    "ticked": {"en": "ticked"},
    "applies": {"en": "applies"},
    "not_ticked": {"en": "not ticked"},
    "does_not_apply": {"en": "does not apply"},
    "of_apply": {"en": "{count} of {total} apply"},
    "at_least_count": {"en": "at least {count} count"},
    "points_stated": {"en": "{points} points"},
    "points_alone": {"en": "points given without an answer"},
    "points_of_several": {"en": "points that belong to several options"},
    "points_off_list": {"en": "points that belong to none of the options"},
    "points_overridden": {"en": "points overridden"},
}


def word(key: str, language: str, **values: object) -> str:
    """Give a word in a language, in English where it has none; ``values`` fill its gaps."""
    texts = WORDS[key]
    return texts.get(language, texts[ENGLISH]).format_map(values)
