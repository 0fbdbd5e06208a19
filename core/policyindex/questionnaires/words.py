"""Words of the questionnaires themselves, beside the instrument's texts, in the languages they are offered in."""

from __future__ import annotations

from policyindex.questionnaires.words_fill import FILL
from policyindex.questions.words import ASKED, said

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
    "unreviewed_translation": {
        "en": "Translation not yet confirmed by a named translator.",
        "es": "Traducción aún no confirmada por un traductor identificado.",
        "it": "Traduzione non ancora confermata da un traduttore nominato.",
        "de": "Übersetzung noch von keiner namentlich genannten Person bestätigt.",
    },
    "none_alone": {
        "en": "“None of these” stands alone.",
        "es": "«Ninguna de ellas» va sola.",
        "it": "«Nessuna di queste» va da sola.",
        "de": "„Nichts davon“ steht allein.",
    },
    "no_answer": {
        "en": "Why is there no answer?",
        "es": "¿Por qué no hay respuesta?",
        "it": "Perché non c’è risposta?",
        "de": "Warum gibt es keine Antwort?",
    },
    "no_answer_help": {
        "en": "Only where you give no answer; it may be left open.",
        "es": "Solo si no responde; puede dejarse en blanco.",
        "it": "Solo se non risponde; si può lasciare in bianco.",
        "de": "Nur wenn Sie nicht antworten; darf offen bleiben.",
    },
    "not_applicable": {
        "en": "Not applicable here",
        "es": "No procede aquí",
        "it": "Non applicabile qui",
        "de": "Trifft hier nicht zu",
    },
    "not_in_competence": {
        "en": "Not within our competence",
        "es": "No es de nuestra competencia",
        "it": "Non è di nostra competenza",
        "de": "Nicht in unserer Zuständigkeit",
    },
    "not_collected": {
        "en": "Not asked in that period",
        "es": "No se preguntó en ese período",
        "it": "Non richiesto in quel periodo",
        "de": "In jenem Zeitraum nicht erhoben",
    },
    "missing": {
        "en": "Not known (yet)",
        "es": "No se sabe (todavía)",
        "it": "Non si sa (ancora)",
        "de": "(Noch) nicht bekannt",
    },
    "cause": {
        "en": "Why does the answer differ from the last one?",
        "es": "¿Por qué difiere de la última respuesta?",
        "it": "Perché la risposta è diversa dall’ultima?",
        "de": "Warum weicht die Antwort von der letzten ab?",
    },
    "reform": {
        "en": "Law or policy has changed",
        "es": "Ha cambiado la ley o la política",
        "it": "È cambiata la legge o la politica",
        "de": "Recht oder Politik haben sich geändert",
    },
    "correction": {
        "en": "The last answer was wrong",
        "es": "La última respuesta era errónea",
        "it": "L’ultima risposta era sbagliata",
        "de": "Die letzte Antwort war falsch",
    },
    "recoding": {
        "en": "The same facts are judged differently",
        "es": "Los mismos hechos se valoran de otro modo",
        "it": "Gli stessi fatti sono valutati diversamente",
        "de": "Derselbe Sachverhalt wird anders bewertet",
    },
    "reference_title": {
        "en": "Reference: title of the law, plan or report",
        "es": "Referencia: título de la ley, plan o informe",
        "it": "Riferimento: titolo della legge, del piano o del rapporto",
        "de": "Beleg: Titel des Gesetzes, Plans oder Berichts",
    },
    "reference_pinpoint": {
        "en": "Article, paragraph or page",
        "es": "Artículo, apartado o página",
        "it": "Articolo, paragrafo o pagina",
        "de": "Artikel, Absatz oder Seite",
    },
    "reference_adopted": {"en": "Adopted on", "es": "Fecha de aprobación", "it": "Adottato il", "de": "Beschlossen am"},
    "reference_in_force": {
        "en": "In force since",
        "es": "En vigor desde",
        "it": "In vigore dal",
        "de": "In Kraft seit",
    },
    "reference_language": {
        "en": "Language of the text",
        "es": "Idioma del texto",
        "it": "Lingua del testo",
        "de": "Sprache des Textes",
    },
    "reference_url": {"en": "Link", "es": "Enlace", "it": "Collegamento", "de": "Link"},
    "more_references": {
        "en": "Further references, one a line",
        "es": "Otras referencias, una por línea",
        "it": "Altri riferimenti, uno per riga",
        "de": "Weitere Belege, einer je Zeile",
    },
    "date_form": {
        "en": "As exact as you know: 2004, 2004-05 or 2004-05-01",
        "es": "Tan exacta como se sepa: 2004, 2004-05 o 2004-05-01",
        "it": "Il più esatto possibile: 2004, 2004-05 o 2004-05-01",
        "de": "So genau wie bekannt: 2004, 2004-05 oder 2004-05-01",
    },
    "off_list": {
        "en": "none of the options",
        "es": "ninguna de las opciones",
        "it": "nessuna delle opzioni",
        "de": "keine der Optionen",
    },
    "in_unit": {"en": "In {unit}", "es": "En {unit}", "it": "In {unit}", "de": "In {unit}"},
    "answer_so_far": {
        "en": "Answer so far",
        "es": "Respuesta hasta ahora",
        "it": "Risposta finora",
        "de": "Antwort bisher",
    },
    "general": {"en": "Other questions", "es": "Otras preguntas", "it": "Altre domande", "de": "Weitere Fragen"},
    "unit": {"en": "Unit", "es": "Unidad", "it": "Unità", "de": "Einheit"},
    "period": {"en": "Period", "es": "Período", "it": "Periodo", "de": "Zeitraum"},
    "answered_by": {"en": "Answered by", "es": "Respondido por", "it": "Risposte di", "de": "Beantwortet von"},
    "date": {"en": "Date", "es": "Fecha", "it": "Data", "de": "Datum"},
    "references_parts": {
        "en": "References: title, article or page, dates of adoption and entry into force, language, link",
        "es": "Referencias: título, artículo o página, fechas de aprobación y de entrada en vigor, idioma, enlace",
        "it": "Riferimenti: titolo, articolo o pagina, date di adozione e di entrata in vigore, lingua, collegamento",
        "de": "Belege: Titel, Artikel oder Seite, Daten von Beschluss und Inkrafttreten, Sprache, Link",
    },
    "leave_open": {
        "en": "Any question may be left open.",
        "es": "Puede dejarse cualquier pregunta sin responder.",
        "it": "Ogni domanda può restare senza risposta.",
        "de": "Jede Frage darf offen bleiben.",
    },
    "questionnaire": {"en": "Questionnaire", "es": "Cuestionario", "it": "Questionario", "de": "Fragebogen"},
    "start": {"en": "Start", "es": "Inicio", "it": "Inizio", "de": "Start"},
    "number": {"en": "No.", "es": "N.º", "it": "N.", "de": "Nr."},
    "section": {"en": "Section", "es": "Sección", "it": "Sezione", "de": "Abschnitt"},
    "topic": {"en": "Topic", "es": "Tema", "it": "Tema", "de": "Thema"},
    "status": {
        "en": "Instead of an answer",
        "es": "En lugar de una respuesta",
        "it": "Invece di una risposta",
        "de": "Statt einer Antwort",
    },
    "change": {"en": "Since {period}", "es": "Desde {period}", "it": "Dal {period}", "de": "Seit {period}"},
    "unchanged": {"en": "unchanged", "es": "sin cambios", "it": "invariato", "de": "unverändert"},
    "progress_so_far": {"en": "Progress", "es": "Avance", "it": "Avanzamento", "de": "Fortschritt"},
    "answered_of": {
        "en": "{answered} of {total} answered",
        "es": "{answered} de {total} respondidas",
        "it": "{answered} di {total} con risposta",
        "de": "{answered} von {total} beantwortet",
    },
    "pick_from_list": {
        "en": "Please choose from the list, or leave the cell empty.",
        "es": "Elija de la lista, por favor, o deje la celda vacía.",
        "it": "Scelga dall'elenco, per favore, o lasci la cella vuota.",
        "de": "Bitte wählen Sie aus der Liste, oder lassen Sie die Zelle leer.",
    },
    "write_a_number": {
        "en": "Please write a number.",
        "es": "Escriba un número, por favor.",
        "it": "Scriva un numero, per favore.",
        "de": "Bitte schreiben Sie eine Zahl.",
    },
    "colour_open": {"en": "to be filled in", "es": "por rellenar", "it": "da compilare", "de": "auszufüllen"},
    "colour_confirm": {
        "en": "filled in, but not complete: to be confirmed, or its cause is missing",
        "es": "rellenado, pero incompleto: por confirmar, o falta la causa",
        "it": "compilato, ma incompleto: da confermare, o manca la causa",
        "de": "ausgefüllt, aber unvollständig: zu bestätigen, oder der Grund fehlt",
    },
    "colour_done": {"en": "answered", "es": "respondido", "it": "con risposta", "de": "beantwortet"},
    **FILL,
    **ASKED,
}


def word(key: str, language: str, **values: object) -> str:
    """Give a word in a language, in English where it has none; ``values`` fill its gaps."""
    return said(WORDS[key], language, **values)


def meanings(*keys: str) -> dict[str, str]:
    """Give what words mean whatever their language: the key by the word in small letters."""
    return {text.casefold(): key for key in keys for text in WORDS[key].values()}
