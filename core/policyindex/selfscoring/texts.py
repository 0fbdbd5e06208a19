"""Words of the self-scoring files, in the order en, es, it, de; ``{n}`` and the like are filled in while it is used."""

from __future__ import annotations

from policyindex.answers.record import LEFT_OUT
from policyindex.questionnaires.words import WORDS, word

LANGUAGES = ("en", "es", "it", "de")
_SHARED = (
    "yes", "no", "none_of_these", "unreviewed_translation", "not_applicable", "not_in_competence", "not_collected",
    "cause", "reform", "correction", "recoding", "unchanged",
)  # fmt: skip
"""Words that other questionnaires have too: the same answer is called the same everywhere."""
_EARLIER = {
    "yes": ("Applies", "Se cumple", "Si applica", "Trifft zu"),
    "no": ("Does not apply", "No se cumple", "Non si applica", "Trifft nicht zu"),
}
"""What earlier files offered; no longer written, as "does not apply" means elsewhere that a question is left out."""
_ROWS: dict[str, tuple[str, str, str, str]] = {
    "self_assessment": ("Self-assessment", "Autoevaluación", "Autovalutazione", "Selbstbewertung"),
    "never_ranked": (
        "The unit's own answers, not reviewed: never to be ranked beside reviewed scores.",
        "Respuestas propias, sin revisar: no deben clasificarse junto a puntuaciones revisadas.",
        "Risposte proprie, non verificate: da non mettere in classifica accanto a punteggi verificati.",
        "Eigene, ungeprüfte Antworten: nie neben geprüften Werten in eine Rangliste zu stellen.",
    ),
    "round": ("Round", "Ronda", "Tornata", "Runde"),
    "about": ("About this file", "Sobre este archivo", "Informazioni su questo file", "Über diese Datei"),
    "work_on": ("Work on", "Trabajar en", "Lavora su", "Bearbeiten"),
    "everything": ("Everything", "Todo", "Tutto", "Alles"),
    "checklist": ("Checklist", "Lista de comprobación", "Lista di controllo", "Checkliste"),
    "further_questions": ("Further questions", "Otras preguntas", "Altre domande", "Weitere Fragen"),
    "result": ("Result", "Resultado", "Risultato", "Ergebnis"),
    "part": ("Part", "Parte", "Parte", "Teil"),
    "score": ("Score", "Puntuación", "Punteggio", "Punkte"),
    "out_of": ("of", "de", "su", "von"),
    "score_of": ("{score} of {top}", "{score} de {top}", "{score} su {top}", "{score} von {top}"),
    "band": ("Level", "Nivel", "Livello", "Stufe"),
    "no_score": ("no score yet", "aún sin puntuación", "ancora nessun punteggio", "noch keine Punkte"),
    "no_band": (
        "No level until everything is read: {n} not yet read",
        "Sin nivel hasta leerlo todo: {n} sin leer",
        "Nessun livello finché non è letto tutto: {n} da leggere",
        "Keine Stufe, bis alles gelesen ist: {n} noch ungelesen",
    ),
    "learn_from": ("Learn from", "Aprender de", "Imparare da", "Lernen von"),
    "not_read": ("Not yet read", "Sin leer", "Da leggere", "Noch nicht gelesen"),
    "all_read": ("Everything is read.", "Todo está leído.", "È stato letto tutto.", "Alles ist gelesen."),
    "read_of": ("{n} of {all} read", "{n} de {all} leídas", "{n} di {all} lette", "{n} von {all} gelesen"),
    "answer_each_row": ("Answer yes or no in each row below.", "Responda sí o no en cada fila siguiente.", "Rispondere sì o no in ogni riga seguente.", "In jeder Zeile darunter mit ja oder nein antworten."),
    "counts_from": (
        "counts from {n} of {all}; {chosen} ticked",
        "cuenta a partir de {n} de {all}; {chosen} marcadas",
        "conta da {n} su {all}; {chosen} segnate",
        "zählt ab {n} von {all}; {chosen} angekreuzt",
    ),
    "ticked": ("{chosen} of {all} ticked", "{chosen} de {all} marcadas", "{chosen} su {all} segnate", "{chosen} von {all} angekreuzt"),
    "left_out": (
        "Left out ({status})",
        "Queda fuera ({status})",
        "Escluso ({status})",
        "Nicht gewertet ({status})",
    ),
    "points_given": (
        "Points given instead: {n}",
        "Puntos indicados en su lugar: {n}",
        "Punti indicati al suo posto: {n}",
        "Stattdessen angegebene Punkte: {n}",
    ),
    "a_number": ("A number, such as 12.5", "Un número, como 12,5", "Un numero, come 12,5", "Eine Zahl wie 12,5"),
    "no_number": ("This is not a number.", "Esto no es un número.", "Questo non è un numero.", "Das ist keine Zahl."),
    "what_counts": ("What counts", "Qué cuenta", "Che cosa conta", "Was zählt"),
    "notes": ("Notes", "Notas", "Note", "Notizen"),
    "last_round": ("Last round ({period})", "Ronda anterior ({period})", "Tornata precedente ({period})", "Letzte Runde ({period})"),
    "carried": (
        "Answers of {period} that have not been confirmed in this round: {n}. They count as they are.",
        "Respuestas de {period} no confirmadas en esta ronda: {n}. Cuentan tal como están.",
        "Risposte del {period} non confermate in questa tornata: {n}. Contano così come sono.",
        "Antworten von {period}, die in dieser Runde nicht bestätigt sind: {n}. Sie zählen, wie sie sind.",
    ),
    "carried_here": ("Answer of {period}, not confirmed in this round", "Respuesta de {period}, no confirmada en esta ronda", "Risposta del {period}, non confermata in questa tornata", "Antwort von {period}, in dieser Runde nicht bestätigt"),
    "confirm": ("Confirm", "Confirmar", "Confermare", "Bestätigen"),
    "since": ("Since {period}: unchanged, or why it changed", "Desde {period}: sin cambios, o por qué cambió", "Dal {period}: invariato, o perché è cambiato", "Seit {period}: unverändert, oder warum geändert"),
    "changed": ("changed", "cambiada", "cambiata", "geändert"),
    "changed_since": ("Changed since {period}", "Cambios desde {period}", "Cambiato dal {period}", "Geändert seit {period}"),
    "nothing_changed": ("Nothing has changed so far.", "Por ahora no ha cambiado nada.", "Finora non è cambiato nulla.", "Bisher hat sich nichts geändert."),
    "action_plan": ("To do and action plan", "Tareas y plan de acción", "Da fare e piano d'azione", "Aufgaben und Aktionsplan"),
    "plan_sheet": ("Action plan", "Plan de acción", "Piano d'azione", "Aktionsplan"),
    "todo": ("To do", "Por hacer", "Da fare", "Zu tun"),
    "todo_count": ("{n} to do", "{n} por hacer", "{n} da fare", "{n} zu tun"),
    "todo_intro": (
        "What is read, but not at its best. Name who acts until when, and what will show it.",
        "Lo leído que aún no está en su mejor nivel. Indique quién actúa, hasta cuándo y qué lo demostrará.",
        "Ciò che è letto ma non al meglio. Indicare chi agisce, entro quando e che cosa lo dimostrerà.",
        "Was gelesen, aber nicht am besten beantwortet ist. Wer handelt bis wann, und was wird es belegen?",
    ),
    "nothing_to_do": ("Nothing to do among what is read.", "Nada por hacer en lo leído.", "Nulla da fare in ciò che è letto.", "Nichts zu tun bei dem, was gelesen ist."),
    "item": ("Item", "Criterio", "Criterio", "Kriterium"),
    "state": ("State", "Estado", "Stato", "Stand"),
    "done": ("in place", "logrado", "raggiunto", "vorhanden"),
    "owner": ("Owner", "Responsable", "Responsabile", "Zuständig"),
    "date": ("Date", "Fecha", "Data", "Datum"),
    "evidence": ("Evidence", "Pruebas", "Prove", "Belege"),
    "points": ("Points", "Puntos", "Punti", "Punkte"),
    "keep": ("Save and print", "Guardar e imprimir", "Salvare e stampare", "Sichern und drucken"),
    "kept_here": (
        "Saved in this browser on this computer. Save a file as well to pass it on.",
        "Guardado en este navegador y este equipo. Guarde también un archivo para compartirlo.",
        "Salvato in questo browser su questo computer. Salvare anche un file per passarlo ad altri.",
        "In diesem Browser auf diesem Rechner gesichert. Zum Weitergeben auch als Datei sichern.",
    ),
    "not_kept": (
        "This browser keeps nothing here: save a file before you close the page.",
        "Este navegador no guarda nada aquí: guarde un archivo antes de cerrar la página.",
        "Questo browser non conserva nulla qui: salvare un file prima di chiudere la pagina.",
        "Dieser Browser sichert hier nichts: Vor dem Schließen als Datei sichern.",
    ),
    "found_again": (
        "Your work in this browser was found again.",
        "Se ha recuperado su trabajo en este navegador.",
        "È stato ritrovato il lavoro in questo browser.",
        "Ihre Arbeit in diesem Browser wurde wiedergefunden.",
    ),
    "start_over": ("Back to how this file came", "Volver al estado original del archivo", "Tornare allo stato originale del file", "Zurück zum Stand der Datei"),
    "save_work": ("Save my work as a file", "Guardar mi trabajo en un archivo", "Salvare il mio lavoro in un file", "Meine Arbeit als Datei sichern"),
    "load_work": ("Open saved work", "Abrir un trabajo guardado", "Aprire un lavoro salvato", "Gesicherte Arbeit öffnen"),
    "save_answers": ("Download the answers (CSV)", "Descargar las respuestas (CSV)", "Scaricare le risposte (CSV)", "Antworten herunterladen (CSV)"),
    "print": ("Print the report", "Imprimir el informe", "Stampare il rapporto", "Bericht drucken"),
    "new_round": ("Start the next round", "Empezar la ronda siguiente", "Iniziare la tornata successiva", "Nächste Runde beginnen"),
    "new_round_name": ("Name of the next round, such as a year", "Nombre de la ronda siguiente, p. ej. un año", "Nome della tornata successiva, ad es. un anno", "Name der nächsten Runde, etwa ein Jahr"),
    "new_round_later": (
        "Give a name that comes after {period}.",
        "Indique un nombre posterior a {period}.",
        "Indicare un nome che venga dopo {period}.",
        "Geben Sie einen Namen an, der nach {period} kommt.",
    ),
    "replaces_all": (
        "This replaces all work on this page. It cannot be taken back: save it as a file first if you may need it. Go on?",
        "Esto sustituye todo el trabajo de esta página y no se puede deshacer: si aún lo necesita, guárdelo antes en un archivo. ¿Continuar?",
        "Questo sostituisce tutto il lavoro di questa pagina e non si può annullare: se può servire ancora, salvarlo prima in un file. Continuare?",
        "Das ersetzt die ganze Arbeit auf dieser Seite und lässt sich nicht zurücknehmen: Sichern Sie sie vorher als Datei, falls Sie sie noch brauchen. Fortfahren?",
    ),
    "unchanged_work": ("Nothing was changed.", "No se ha cambiado nada.", "Nulla è stato cambiato.", "Nichts wurde geändert."),
    "other_tab": (
        "This page is open in another tab or window, and was changed there. What you do here is no longer saved in this browser.",
        "Esta página está abierta en otra pestaña o ventana y allí se ha modificado. Lo que haga aquí ya no se guarda en este navegador.",
        "Questa pagina è aperta in un'altra scheda o finestra e lì è stata modificata. Ciò che si fa qui non viene più salvato in questo browser.",
        "Diese Seite ist in einem anderen Tab oder Fenster offen und wurde dort geändert. Was Sie hier tun, wird in diesem Browser nicht mehr gesichert.",
    ),
    "take_other": ("Go on with the work of the other tab", "Continuar con el trabajo de la otra pestaña", "Continuare con il lavoro dell'altra scheda", "Mit der Arbeit des anderen Tabs weitermachen"),
    "keep_mine": ("Go on with the work of this tab", "Continuar con el trabajo de esta pestaña", "Continuare con il lavoro di questa scheda", "Mit der Arbeit dieses Tabs weitermachen"),
    "all_answers": ("All answers, notes and evidence", "Todas las respuestas, notas y pruebas", "Tutte le risposte, note e prove", "Alle Antworten, Notizen und Belege"),
    "loaded": ("The saved work is open.", "El trabajo guardado está abierto.", "Il lavoro salvato è aperto.", "Die gesicherte Arbeit ist geöffnet."),
    "not_loaded": (
        "{file} is no saved work of this page: nothing was changed.",
        "{file} no es un trabajo guardado de esta página: no se ha cambiado nada.",
        "{file} non è un lavoro salvato di questa pagina: nulla è stato cambiato.",
        "{file} ist keine gesicherte Arbeit dieser Seite: Nichts wurde geändert.",
    ),
    "other_work": (
        "{file} belongs to {found}: nothing was changed.",
        "{file} pertenece a {found}: no se ha cambiado nada.",
        "{file} appartiene a {found}: nulla è stato cambiato.",
        "{file} gehört zu {found}: Nichts wurde geändert.",
    ),
    "skip_to_result": ("Skip to the result", "Ir al resultado", "Vai al risultato", "Zum Ergebnis springen"),
    "needs_script": (
        "This page counts by itself and needs JavaScript, which is switched off here.",
        "Esta página cuenta por sí misma y necesita JavaScript, que aquí está desactivado.",
        "Questa pagina conta da sé e ha bisogno di JavaScript, qui disattivato.",
        "Diese Seite zählt selbst und braucht JavaScript, das hier abgeschaltet ist.",
    ),
    "answered": ("Answered", "Respondido", "Risposto", "Beantwortet"),
    "is_left_out": ("Left out", "Queda fuera", "Escluso", "Nicht gewertet"),
    "place": ("Place in the list", "Puesto en la lista", "Posto nell'elenco", "Platz in der Liste"),
    "weight": ("Weight", "Peso", "Peso", "Gewicht"),
    "asked": ("Asked", "Preguntado", "Chiesto", "Gefragt"),
    "shown": ("As shown", "Como se muestra", "Come mostrato", "Wie angezeigt"),
    "from": ("From", "Desde", "Da", "Von"),
    "to": ("To", "Hasta", "A", "Bis"),
    "calculation": ("Calculation", "Cálculo", "Calcolo", "Berechnung"),
    "how_to": (
        "Fill in the yellow cells of the sheets '{checklist}' and '{plan}'; everything else counts by itself. An empty answer is not yet read.",
        "Rellene las celdas amarillas de las hojas «{checklist}» y «{plan}»; lo demás se calcula solo. Una respuesta vacía está sin leer.",
        "Compilare le celle gialle dei fogli «{checklist}» e «{plan}»; il resto si calcola da sé. Una risposta vuota è da leggere.",
        "Füllen Sie die gelben Zellen der Blätter „{checklist}“ und „{plan}“ aus; alles andere rechnet von selbst. Eine leere Antwort ist noch nicht gelesen.",
    ),
    "choose": ("Choose from the list.", "Elija de la lista.", "Scegliere dall'elenco.", "Bitte aus der Liste wählen."),
    "give_date": ("A date, such as 2027-03-01.", "Una fecha, como 2027-03-01.", "Una data, come 2027-03-01.", "Ein Datum, etwa 2027-03-01."),
}  # fmt: skip
SELF_SCORING: dict[str, dict[str, str]] = {
    key: dict(zip(LANGUAGES, texts, strict=True)) for key, texts in _ROWS.items()
} | {key: WORDS[key] for key in _SHARED}
TAKEN: dict[str, tuple[str, ...]] = {
    key: tuple(dict.fromkeys([*(text.casefold() for text in (*WORDS[key].values(), *_EARLIER[key])), *more]))
    for key, more in (("yes", ("si", "true")), ("no", ("false",)))
}
"""Which words are taken for yes and no, in small letters: by the reader and by the formulas alike."""


def yes_or_no(text: str) -> str:
    """Tell what a word in a cell means: ``true``, ``false``, or nothing known; blanks and capitals as formulas see them."""
    plain = " ".join(text.split(" ")).strip(" ").casefold()
    return "true" if plain in TAKEN["yes"] else "false" if plain in TAKEN["no"] else ""


def texts_in(language: str) -> dict[str, str]:
    """Give all words in a language, their gaps unfilled; English where there is no translation.

    For each status of a question that is left out there is a word of its own, such as ``left_out_not_applicable``.
    """
    words = {key: texts.get(language, texts["en"]) for key, texts in SELF_SCORING.items()}
    left_out = words.pop("left_out")
    return words | {f"left_out_{each}": left_out.format(status=word(each, language)) for each in LEFT_OUT}
