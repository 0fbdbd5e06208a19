"""What the first sheet of a questionnaire tells whoever fills it in, by language."""

from __future__ import annotations

from collections.abc import Iterator

from policyindex.questionnaires.words import word

_FILLING = {
    "en": (
        "Write into the coloured cells of the sheet '{sheet}' only; everything else is locked. You may leave and come back as often as you like: save the file.",
        "Choose an answer from the list in its cell. Where a question has several parts, each part has a row of its own below it: answer yes or no there.",
        "If there is no such law or policy, that is an answer: choose the option that says so. Leave a cell empty only where you do not know yet.",
        "If a question cannot be answered with an option, say why in '{status}'.",
        "Name the law or document that your answer rests on, with article or page, dates such as 2004-05-01, and a link where there is one. Explain in the comment what the options do not say.",
        "You may filter, widen columns and delete columns that you do not need, after removing the sheet's protection (it has no password). The order of the rows does not matter.",
        "Please do not write your name into the answers or comments.",
    ),
    "es": (
        "Escriba solo en las celdas de color de la hoja «{sheet}»; todo lo demás está bloqueado. Puede interrumpir y continuar cuando quiera: guarde el archivo.",
        "Elija una respuesta de la lista de su celda. Si una pregunta tiene varias partes, cada parte tiene su propia fila debajo: responda allí sí o no.",
        "Si no existe tal ley o política, eso es una respuesta: elija la opción que lo dice. Deje una celda vacía solo si aún no lo sabe.",
        "Si ninguna opción permite responder a una pregunta, indique el motivo en «{status}».",
        "Indique la ley o el documento en que se basa su respuesta, con artículo o página, fechas como 2004-05-01 y un enlace si lo hay. Explique en el comentario lo que las opciones no dicen.",
        "Puede filtrar, ensanchar columnas y eliminar las que no necesite, tras quitar la protección de la hoja (no tiene contraseña). El orden de las filas no importa.",
        "Por favor, no escriba su nombre en las respuestas ni en los comentarios.",
    ),
    "it": (
        "Scriva solo nelle celle colorate del foglio «{sheet}»; tutto il resto è bloccato. Può interrompere e riprendere quando vuole: salvi il file.",
        "Scelga una risposta dall'elenco nella sua cella. Se una domanda ha più parti, ogni parte ha una riga propria sotto di essa: risponda lì sì o no.",
        "Se non esiste una tale legge o politica, anche questa è una risposta: scelga l'opzione che lo dice. Lasci vuota una cella solo se non lo sa ancora.",
        "Se a una domanda non si può rispondere con un'opzione, indichi il motivo in «{status}».",
        "Indichi la legge o il documento su cui si basa la risposta, con articolo o pagina, date come 2004-05-01 e un link se c'è. Spieghi nel commento ciò che le opzioni non dicono.",
        "Può filtrare, allargare le colonne ed eliminare quelle che non le servono, dopo aver tolto la protezione del foglio (è senza password). L'ordine delle righe non conta.",
        "Per favore, non scriva il suo nome nelle risposte o nei commenti.",
    ),
    "de": (
        "Schreiben Sie nur in die farbigen Zellen des Blatts „{sheet}“; alles andere ist gesperrt. Sie können jederzeit unterbrechen und weitermachen: Speichern Sie die Datei.",
        "Wählen Sie eine Antwort aus der Liste in ihrer Zelle. Hat eine Frage mehrere Teile, so hat jeder Teil darunter eine eigene Zeile: Antworten Sie dort mit ja oder nein.",
        "Gibt es kein solches Gesetz oder keine solche Politik, so ist das eine Antwort: Wählen Sie die Option, die das sagt. Lassen Sie eine Zelle nur leer, wenn Sie es noch nicht wissen.",
        "Lässt sich eine Frage mit keiner Option beantworten, so sagen Sie unter „{status}“, warum.",
        "Nennen Sie das Gesetz oder Dokument, auf dem die Antwort beruht, mit Artikel oder Seite, Daten wie 2004-05-01 und einem Link, wenn es einen gibt. Erklären Sie im Kommentar, was die Optionen nicht sagen.",
        "Sie können filtern, Spalten verbreitern und nicht benötigte Spalten löschen, nachdem Sie den Blattschutz aufgehoben haben (er hat kein Kennwort). Die Reihenfolge der Zeilen spielt keine Rolle.",
        "Bitte schreiben Sie Ihren Namen nicht in die Antworten oder Kommentare.",
    ),
}
_UPDATE = {
    "en": "The answers of {period} are filled in already. Confirm each in '{change}' with 'unchanged', or change it and choose there why. What is not confirmed counts as not answered.",
    "es": "Las respuestas de {period} ya están escritas. Confirme cada una en «{change}» con «sin cambios», o cámbiela y elija allí el motivo. Lo que no se confirma cuenta como no respondido.",
    "it": "Le risposte del {period} sono già inserite. Confermi ciascuna in «{change}» con «invariato», oppure la cambi e scelga lì il motivo. Ciò che non è confermato vale come senza risposta.",
    "de": "Die Antworten von {period} sind schon eingetragen. Bestätigen Sie jede unter „{change}“ mit „unverändert“, oder ändern Sie sie und wählen Sie dort den Grund. Was nicht bestätigt ist, gilt als nicht beantwortet.",
}


def instructions(language: str, last_period: str, *, unreviewed: bool, **names: str) -> Iterator[str]:
    """Give the paragraphs; ``names`` are the headings they speak of: sheet, status, change."""
    filling = _FILLING.get(language, _FILLING["en"])
    yield from [word("unreviewed_translation", language)] * unreviewed
    yield from (text.format_map(names) for text in filling[:2])
    if last_period:
        yield _UPDATE.get(language, _UPDATE["en"]).format_map({**names, "period": last_period})
    yield from (text.format_map(names) for text in filling[2:])
