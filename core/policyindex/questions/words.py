"""Words about questions and their answers by language; a language without a word has the English one."""

from __future__ import annotations

Texts = dict[str, dict[str, str]]
ENGLISH = "en"


def _in(en: str, es: str, it: str, de: str) -> dict[str, str]:
    return {"en": en, "es": es, "it": it, "de": de}


ASKED: Texts = {
    "yes": _in("Yes", "Sí", "Sì", "Ja"),
    "no": _in("No", "No", "No", "Nein"),
    "none_of_these": _in("None of these", "Ninguna de ellas", "Nessuna di queste", "Nichts davon"),
    "none": _in("none", "ninguna", "nessuna", "keine"),
    "a_number": _in("A number", "Un número", "Un numero", "Eine Zahl"),
    "points": _in("points: {points}", "puntos: {points}", "punti: {points}", "Punkte: {points}"),
    "tick_one": _in("Tick one box.", "Marque una casilla.", "Segni una sola casella.", "Ein Kästchen ankreuzen."),
    "tick_all": _in(
        "Tick all that apply.",
        "Marque todas las que correspondan.",
        "Segni tutte quelle che valgono.",
        "Alles Zutreffende ankreuzen.",
    ),
    "counts_from": _in(
        "Counts if at least {count} apply.",
        "Cuenta si se dan al menos {count}.",
        "Conta se ne valgono almeno {count}.",
        "Zählt, wenn mindestens {count} zutreffen.",
    ),
    "tick_below": _in(
        "Answer yes or no in each of the rows below, or choose “None of these” here.",
        "Responda sí o no en cada una de las filas siguientes, o elija aquí «Ninguna de ellas».",
        "Risponda sì o no in ciascuna delle righe seguenti, oppure scelga qui «Nessuna di queste».",
        "Antworten Sie in jeder der folgenden Zeilen mit ja oder nein, oder wählen Sie hier „Nichts davon“.",
    ),
}
"""How questions of each kind are asked."""
EXPLAINED: Texts = {
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
"""What answers are where a score is explained."""
WORDS: Texts = {**ASKED, **EXPLAINED}


def word(key: str, language: str, **values: object) -> str:
    """Give a word in a language, in English where it has none; ``values`` fill its gaps."""
    return said(WORDS[key], language, **values)


def said(texts: dict[str, str], language: str, **values: object) -> str:
    """Choose the text of a language, the English one where it has none."""
    return texts.get(language, texts[ENGLISH]).format_map(values)
