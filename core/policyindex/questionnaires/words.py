"""Words of the questionnaires themselves, beside the instrument's texts, in the languages they are offered in."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "answer": {"en": "Answer", "es": "Respuesta", "it": "Risposta", "de": "Antwort"},
    "question": {"en": "Question", "es": "Pregunta", "it": "Domanda", "de": "Frage"},
    "options": {"en": "Options", "es": "Opciones", "it": "Opzioni", "de": "Optionen"},
    "help": {"en": "Help", "es": "Ayuda", "it": "Aiuto", "de": "Hilfe"},
    "comment": {"en": "Comment", "es": "Comentario", "it": "Commento", "de": "Kommentar"},
    "references": {"en": "References", "es": "Referencias", "it": "Riferimenti", "de": "Belege"},
    "last_answer": {
        "en": "Last answer ({period})",
        "es": "Última respuesta ({period})",
        "it": "Ultima risposta ({period})",
        "de": "Letzte Antwort ({period})",
    },
}


def word(key: str, language: str, **values: object) -> str:
    """Give a word in a language, in English where it has none; ``values`` fill its gaps."""
    texts = WORDS[key]
    return texts.get(language, texts["en"]).format_map(values)
