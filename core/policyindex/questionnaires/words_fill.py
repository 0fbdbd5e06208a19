"""Words of filling in on the screen: prompts, commands and what is said when something does not fit."""

from __future__ import annotations

Texts = dict[str, dict[str, str]]


def _in(en: str, es: str, it: str, de: str) -> dict[str, str]:
    return {"en": en, "es": es, "it": it, "de": de}


ANSWERS: Texts = {
    "stated_points": _in(
        "{points} points, as stated in the file", "{points} puntos, según el archivo", "{points} punti, come da file", "{points} Punkte laut Datei"
    ),
    "cause_reform": _in("reform", "reforma", "riforma", "Reform"),
    "cause_correction": _in("correction", "corrección", "correzione", "Korrektur"),
    "cause_recoding": _in("recoding", "recodificación", "ricodifica", "Neukodierung"),
}  # fmt: skip

COMMANDS: Texts = {
    "command_help": _in("help", "ayuda", "aiuto", "hilfe"),
    "command_back": _in("back", "atrás", "indietro", "zurück"),
    "command_skip": _in("skip", "saltar", "salta", "weiter"),
    "command_unchanged": _in("unchanged", "igual", "invariato", "unverändert"),
    "command_not_applicable": _in("na", "na", "na", "na"),
    "command_not_in_competence": _in("nc", "nc", "nc", "nc"),
    "command_clear": _in("clear", "borrar", "cancella", "löschen"),
    "command_go": _in("go", "ir", "vai", "gehe"),
    "command_open": _in("open", "pendientes", "aperte", "offen"),
    "command_quit": _in("quit", "salir", "esci", "ende"),
    "does_help": _in(
        "this help, with what the question means", "esta ayuda, con el sentido de la pregunta", "questo aiuto, con il senso della domanda",
        "diese Hilfe, mit Erläuterung der Frage",
    ),
    "does_back": _in("one step back", "un paso atrás", "un passo indietro", "einen Schritt zurück"),
    "does_skip": _in(
        "on to the next open question", "a la siguiente pregunta abierta", "alla prossima domanda aperta", "weiter zur nächsten offenen Frage"
    ),
    "does_unchanged": _in(
        "last answer is unchanged (for a reference: add the last ones)", "la última respuesta sigue igual (en referencias: añadir las últimas)",
        "l'ultima risposta è invariata (nei riferimenti: aggiungi gli ultimi)", "letzte Antwort gilt weiter (bei Belegen: die letzten übernehmen)",
    ),
    "does_not_applicable": _in(
        "the question does not apply", "la pregunta no procede", "la domanda non si applica", "die Frage trifft nicht zu"
    ),
    "does_not_in_competence": _in(
        "others decide on it, the unit cannot", "lo deciden otros, no esta unidad", "lo decidono altri, non questa unità",
        "andere entscheiden darüber, nicht diese Einheit",
    ),
    "does_clear": _in(
        "remove the answer, the comment or the last reference", "borra la respuesta, el comentario o la última referencia",
        "cancella la risposta, il commento o l'ultimo riferimento", "entfernt die Antwort, den Kommentar oder den letzten Beleg",
    ),
    "does_go": _in("to question 12 (or its id)", "a la pregunta 12 (o su id)", "alla domanda 12 (o il suo id)", "zur Frage 12 (oder ihrer Kennung)"),
    "does_open": _in("list what is open", "lista lo pendiente", "elenca ciò che è aperto", "zeigt, was offen ist"),
    "does_quit": _in(
        "stop; all answers are saved", "terminar; todo está guardado", "fine; tutto è salvato", "aufhören; alles ist gespeichert"
    ),
    "commands": _in("Commands", "Órdenes", "Comandi", "Befehle"),
    "without_mark": _in(
        "Where an answer is asked, the ':' may be left out.", "Donde se pide una respuesta, ':' puede omitirse.",
        "Dove si chiede una risposta, ':' si può omettere.", "Wo eine Antwort gefragt ist, kann ':' entfallen.",
    ),
    "short_help": _in(
        ":? help  :b back  :s skip  :na not applicable  :q quit", ":? ayuda  :b atrás  :s saltar  :na no procede  :q salir",
        ":? aiuto  :b indietro  :s salta  :na non applicabile  :q esci", ":? Hilfe  :b zurück  :s weiter  :na nicht anwendbar  :q Ende",
    ),
}  # fmt: skip

REFUSALS: Texts = {
    "expects_single_choice": _in(
        "'{value}' is none of the options: type the number or the code of one",
        "'{value}' no es una opción: escriba el número o el código de una",
        "'{value}' non è un'opzione: scriva il numero o il codice di una",
        "'{value}' ist keine der Optionen: Nummer oder Kürzel einer davon eingeben",
    ),
    "expects_tick": _in(
        "'{value}' does not answer this: type yes or no", "'{value}' no responde: escriba sí o no", "'{value}' non risponde: scriva sì o no",
        "'{value}' ist keine Antwort: ja oder nein eingeben",
    ),
    "expects_at_least": _in(
        "'{value}' does not fit: type the numbers of all that apply, such as 1 3, or none",
        "'{value}' no encaja: escriba los números de todo lo que se cumple, como 1 3, o ninguna",
        "'{value}' non va bene: scriva i numeri di tutto ciò che vale, come 1 3, o nessuna",
        "'{value}' passt nicht: Nummern von allem, was zutrifft, wie 1 3, oder keine",
    ),
    "expects_number": _in(
        "'{value}' is not a number: type digits, with a decimal point where needed",
        "'{value}' no es un número: escriba cifras, con coma decimal si hace falta",
        "'{value}' non è un numero: scriva cifre, con la virgola se serve",
        "'{value}' ist keine Zahl: Ziffern eingeben, wenn nötig mit Komma",
    ),
    "expects_cause": _in(
        "Type 1, 2 or 3: why is the answer another one?", "Escriba 1, 2 o 3: ¿por qué es otra la respuesta?",
        "Scriva 1, 2 o 3: perché la risposta è diversa?", "1, 2 oder 3 eingeben: Warum ist die Antwort eine andere?",
    ),
    "expects_title": _in(
        "A reference starts with its title", "Una referencia empieza por su título", "Un riferimento inizia con il titolo",
        "Ein Beleg beginnt mit seinem Titel",
    ),
    "expects_date": _in(
        "'{value}' is not a date: type a year, 2019-05 or 2019-05-31", "'{value}' no es una fecha: escriba un año, 2019-05 o 2019-05-31",
        "'{value}' non è una data: scriva un anno, 2019-05 o 2019-05-31", "'{value}' ist kein Datum: ein Jahr, 2019-05 oder 2019-05-31 eingeben",
    ),
    "expects_link": _in(
        "'{value}' is not a link: it starts with https:// or http://", "'{value}' no es un enlace: empieza por https:// o http://",
        "'{value}' non è un link: inizia con https:// o http://", "'{value}' ist kein Link: er beginnt mit https:// oder http://",
    ),
    "nothing_typed": _in(
        "Nothing typed: answer, or :s to skip", "No ha escrito nada: responda, o :s para saltar", "Non ha scritto nulla: risponda, o :s per saltare",
        "Nichts eingegeben: antworten, oder :s für weiter",
    ),
    "nothing_to_confirm": _in(
        "There is no answer of an earlier round", "No hay respuesta de una ronda anterior", "Non c'è risposta di un turno precedente",
        "Es gibt keine Antwort aus einer früheren Runde",
    ),
    "at_the_start": _in(
        "This is the first question", "Esta es la primera pregunta", "Questa è la prima domanda", "Das ist die erste Frage"
    ),
    "no_such_question": _in(
        "'{value}' is no question: type a number from 1 to {count}, or an id", "'{value}' no es una pregunta: escriba un número de 1 a {count}, o un id",
        "'{value}' non è una domanda: scriva un numero da 1 a {count}, o un id", "'{value}' ist keine Frage: eine Zahl von 1 bis {count} oder eine Kennung eingeben",
    ),
    "no_such_command": _in(
        "'{value}' is no command; :? lists them", "'{value}' no es una orden; :? las muestra", "'{value}' non è un comando; :? li elenca",
        "'{value}' ist kein Befehl; :? zeigt alle",
    ),
    "not_here": _in("That is not possible here", "Aquí no es posible", "Qui non è possibile", "Das geht hier nicht"),
}  # fmt: skip
REFUSALS["expects_graded_count"] = REFUSALS["expects_at_least"]

SCREEN: Texts = {
    "progress": _in(
        "{number} of {count}, {answered} answered", "{number} de {count}, {answered} respondidas", "{number} di {count}, {answered} con risposta",
        "{number} von {count}, {answered} beantwortet",
    ),
    "at_least": _in(
        "At least {count} of these must apply.", "Deben cumplirse al menos {count}.", "Devono valere almeno {count}.", "Mindestens {count} davon müssen zutreffen."
    ),
    "option_points": _in("{points} points", "{points} puntos", "{points} punti", "{points} Punkte"),
    "standards": _in("Standards", "Normas", "Norme", "Normen"),
    "no_help": _in(
        "There is no help for this question.", "No hay ayuda para esta pregunta.", "Non c'è aiuto per questa domanda.", "Zu dieser Frage gibt es keine Hilfe."
    ),
    "prompt_single_choice": _in("Number or code", "Número o código", "Numero o codice", "Nummer oder Kürzel"),
    "prompt_tick": _in("Yes or no", "Sí o no", "Sì o no", "Ja oder nein"),
    "prompt_at_least": _in(
        "All that apply, such as 1 3, or none", "Todo lo que se cumple, como 1 3, o ninguna", "Tutto ciò che vale, come 1 3, o nessuna",
        "Alles Zutreffende, wie 1 3, oder keine",
    ),
    "prompt_number": _in("Number", "Número", "Numero", "Zahl"),
    "ask_help": _in(":? help", ":? ayuda", ":? aiuto", ":? Hilfe"),
    "enter_keeps": _in("Enter: keep", "Intro: dejar", "Invio: lascia", "Enter: behalten"),
    "enter_unchanged": _in("Enter: unchanged", "Intro: igual", "Invio: invariato", "Enter: unverändert"),
    "enter_none": _in("Enter: none", "Intro: nada", "Invio: niente", "Enter: nichts"),
    "enter_done": _in("Enter: go on", "Intro: seguir", "Invio: avanti", "Enter: weiter"),
    "enter_ends": _in("Enter: finish", "Intro: terminar", "Invio: fine", "Enter: beenden"),
    "ask_cause": _in(
        "Why is the answer another one than in {period}?", "¿Por qué la respuesta es otra que en {period}?", "Perché la risposta è diversa dal {period}?",
        "Warum ist die Antwort eine andere als {period}?",
    ),
    "prompt_cause": _in("Cause", "Causa", "Causa", "Grund"),
    "prompt_comment": _in("Comment", "Comentario", "Commento", "Kommentar"),
    "prompt_title": _in("Reference: title", "Referencia: título", "Riferimento: titolo", "Beleg: Titel"),
    "prompt_title_next": _in("Another reference: title", "Otra referencia: título", "Altro riferimento: titolo", "Weiterer Beleg: Titel"),
    "prompt_pinpoint": _in("  Article or page", "  Artículo o página", "  Articolo o pagina", "  Artikel oder Seite"),
    "prompt_adopted": _in("  Adopted on", "  Aprobada el", "  Adottata il", "  Beschlossen am"),
    "prompt_in_force": _in("  In force since", "  En vigor desde", "  In vigore dal", "  In Kraft seit"),
    "prompt_language": _in("  Language", "  Idioma", "  Lingua", "  Sprache"),
    "prompt_url": _in("  Link", "  Enlace", "  Link", "  Link"),
    "like_date": _in("such as 2019 or 2019-05-31", "como 2019 o 2019-05-31", "come 2019 o 2019-05-31", "wie 2019 oder 2019-05-31"),
    "like_language": _in("such as es", "como es", "come es", "wie es"),
    "saved": _in("Saved: {answer}", "Guardado: {answer}", "Salvato: {answer}", "Gespeichert: {answer}"),
    "cleared": _in("Removed.", "Borrado.", "Cancellato.", "Entfernt."),
    "score_so_far": _in("Score so far", "Puntuación hasta ahora", "Punteggio finora", "Bisheriger Wert"),
    "band_later": _in(
        "bands follow once all is answered", "los niveles, cuando todo esté respondido", "i livelli quando tutto avrà risposta", "Stufen, sobald alles beantwortet ist"
    ),
    "saves_to": _in(
        "Each answer is saved in {file} at once.", "Cada respuesta se guarda al momento en {file}.", "Ogni risposta è salvata subito in {file}.",
        "Jede Antwort wird sofort in {file} gespeichert.",
    ),
    "resumed": _in(
        "{answered} of {count} are answered; going on at the first open question.", "{answered} de {count} respondidas; se sigue en la primera abierta.",
        "{answered} di {count} con risposta; si riprende dalla prima aperta.", "{answered} von {count} beantwortet; weiter bei der ersten offenen Frage.",
    ),
    "update_round": _in(
        "The answers of {period} are shown; Enter confirms one as unchanged.", "Se muestran las respuestas de {period}; Intro confirma una sin cambios.",
        "Sono mostrate le risposte del {period}; Invio ne conferma una invariata.", "Die Antworten von {period} stehen dabei; Enter bestätigt eine unverändert.",
    ),
    "all_answered": _in(
        "All {count} questions are answered.", "Las {count} preguntas están respondidas.", "Tutte le {count} domande hanno risposta.", "Alle {count} Fragen sind beantwortet."
    ),
    "still_open": _in(
        "{answered} of {count} questions are answered. Open:", "{answered} de {count} preguntas respondidas. Pendientes:",
        "{answered} di {count} domande con risposta. Aperte:", "{answered} von {count} Fragen sind beantwortet. Offen:",
    ),
    "cause_open": _in("cause of the change", "causa del cambio", "causa del cambiamento", "Grund der Änderung"),
    "more_open": _in("... and {count} more", "... y {count} más", "... e altre {count}", "... und {count} weitere"),
    "prompt_end": _in("Number of a question", "Número de pregunta", "Numero di domanda", "Nummer einer Frage"),
    "kept_in": _in(
        "{answered} of {count} answered, saved in {file}", "{answered} de {count} respondidas, guardadas en {file}",
        "{answered} di {count} con risposta, salvate in {file}", "{answered} von {count} beantwortet, gespeichert in {file}",
    ),
    "nothing_kept": _in(
        "Nothing was answered; no file was written.", "No se respondió nada; no se escribió ningún archivo.", "Nessuna risposta; nessun file scritto.",
        "Nichts beantwortet; keine Datei geschrieben.",
    ),
    "go_on_with": _in("To go on:", "Para seguir:", "Per riprendere:", "Zum Weitermachen:"),
    "see_result": _in("To see the result:", "Para ver el resultado:", "Per vedere il risultato:", "Zum Ergebnis:"),
    "check_file": _in("To check the file:", "Para comprobar el archivo:", "Per controllare il file:", "Zum Prüfen der Datei:"),
}  # fmt: skip
SCREEN["prompt_graded_count"] = SCREEN["prompt_at_least"]

FILL: Texts = {**ANSWERS, **COMMANDS, **REFUSALS, **SCREEN}
