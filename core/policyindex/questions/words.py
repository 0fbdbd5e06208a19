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
    "ticked": _in("ticked", "marcado", "segnato", "angekreuzt"),
    "applies": _in("applies", "se cumple", "vale", "trifft zu"),
    "not_ticked": _in("not ticked", "sin marcar", "non segnato", "nicht angekreuzt"),
    "does_not_apply": _in("does not apply", "no se cumple", "non vale", "trifft nicht zu"),
    "of_apply": _in(
        "{count} of {total} apply", "se dan {count} de {total}", "ne valgono {count} su {total}", "{count} von {total} treffen zu"
    ),
    "at_least_count": _in(
        "at least {count} count", "cuentan a partir de {count}", "contano da {count}", "mindestens {count} zählen"
    ),
    "points_stated": _in("{points} points", "{points} puntos", "{points} punti", "{points} Punkte"),
    "points_alone": _in(
        "points given without an answer", "puntos indicados sin respuesta", "punti indicati senza risposta", "Punkte ohne Antwort angegeben"
    ),
    "points_of_several": _in(
        "points that belong to several options", "puntos que corresponden a varias opciones", "punti che appartengono a più opzioni",
        "Punkte, die zu mehreren Optionen gehören",
    ),
    "points_off_list": _in(
        "points that belong to none of the options", "puntos que no corresponden a ninguna opción", "punti che non appartengono a nessuna opzione",
        "Punkte, die zu keiner Option gehören",
    ),
    "points_overridden": _in("points overridden", "puntos sustituidos", "punti sostituiti", "Punkte ersetzt"),
}  # fmt: skip
"""What answers are where a score is explained."""
WORDS: Texts = {**ASKED, **EXPLAINED}


def word(key: str, language: str, **values: object) -> str:
    """Give a word in a language, in English where it has none; ``values`` fill its gaps."""
    return said(WORDS[key], language, **values)


def said(texts: dict[str, str], language: str, **values: object) -> str:
    """Choose the text of a language, the English one where it has none."""
    return texts.get(language, texts[ENGLISH]).format_map(values)
