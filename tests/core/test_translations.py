"""Translations: complete, marked until somebody confirms them, stale ones seen, a file to fill in."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from conftest import ROOT, Run
from policyindex import get_instrument, read_answers, score, validate
from policyindex.instruments.texts import texts_of
from policyindex.locales import ENGLISH, words
from policyindex.plugins.host import PluginHost

FOLDER = ROOT / "plugins" / "regin_checklist" / "policyindex_regin_checklist" / "i18n"
LANGUAGES = ("de", "es", "it")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_checklist_is_translated_whole_and_nobody_has_confirmed_it_yet(language: str, host: PluginHost) -> None:
    problems = validate(FOLDER / f"{language}.yaml", host)
    assert [each.code for each in problems] == ["translation-unreviewed"]
    source, translated = get_instrument("regin-checklist", host), get_instrument("regin-checklist", host, language)
    assert (translated.language, translated.unreviewed) == (language, True)
    said = translated.warnings[-1].render().splitlines()[0]  # of the language, not of a file inside a package
    assert said.startswith(f"regin-checklist@handbook-2022 in '{language}': warning translation-unreviewed: ")
    theirs, ours = texts_of(translated), texts_of(source)
    same = {key for key, text in ours.items() if theirs[key] == text}
    names = {key for key in same if key.endswith("/label") or key.startswith("facets/")}
    assert same - names <= {"citation"}  # proper names and loan words only
    assert len(same) < len(ours) / 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_changes_no_score(language: str, host: PluginHost) -> None:
    rows = []
    for each in ("", language):
        instrument = get_instrument("regin-checklist", host, each)
        result = score(instrument, read_answers(instrument, host=host), host)
        rows.append([(row.node, row.score) for row in result.rows()])
    assert rows[0] == rows[1]


def test_run_explain_and_show_speak_the_language_and_say_that_it_is_unreviewed(run: Run) -> None:
    shown = run("instruments", "show", "regin-checklist", "--lang", "es")
    assert "This translation into 'es' is unreviewed" in shown.stdout
    result = run("run", "regin-checklist", "--lang", "es")
    assert "Lista de autoevaluación REGIN" in result.stdout
    assert "warning translation-unreviewed: nobody has confirmed the translation into 'es' yet" in result.stderr
    explained = run(
        "explain", "regin-checklist", "--unit", "ZZ-NORTHMARK", "--node", "stage.evaluation", "--lang", "de"
    )
    assert "Evaluation" in explained.stdout
    wrong = run("run", "regin-checklist", "--lang", "fr")
    assert wrong.exit_code == 2
    assert (
        "there is no translation of regin-checklist@handbook-2022 into 'fr'; there are: en, de, es, it" in wrong.stderr
    )


def _english_left(text: str, language: str, host: PluginHost) -> set[str]:
    """The parts of English words of the package that a text still has, where the language has other words."""
    own, english = words(language), words(ENGLISH)
    theirs = " ".join([*own.values(), *texts_of(get_instrument("regin-checklist", host, language)).values()])
    other = set().union(*(_fixed(each) for key, each in english.items() if each != own[key]))
    return {each for each in other if _has(text, each) and not _has(theirs, each)}


def _has(text: str, part: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(part)}(?![\w-])", text) is not None


def _fixed(template: str) -> set[str]:
    """What stands between the gaps of a word."""
    parts = (part.strip(" .,:;·()") for part, *_ in string.Formatter().parse(template))
    return {part for part in parts if re.search(r"[a-z]{2}", part, re.IGNORECASE)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["table", "md", "html"])
def test_run_and_explain_speak_the_language_throughout(
    run: Run, host: PluginHost, tmp_path: Path, language: str, form: str
) -> None:
    answers = tmp_path / "a.csv"
    answers.write_text(
        "unit,period,integration-unit,decision-data,policy-areas-covered,consultative-body-use\n"
        "AT33,2026,true,false,,\n",
        encoding="utf-8",
    )
    chosen = ("regin-checklist", "--answers", answers, "--lang", language, "--format", form)
    for command in (("run", *chosen), ("explain", *chosen, "--unit", "AT33")):
        shown = run(*command).stdout
        assert len(shown) > 500
        assert (
            _english_left(
                re.sub("<script.*</script>|<style>.*</style>|<dl>.*</dl>|<[^>]*>", "", shown, flags=re.DOTALL),
                language,
                host,
            )
            == set()
        ), command


def test_the_invented_region_is_run_and_explained_in_german(run: Run, host: PluginHost) -> None:
    given = re.compile(r"Invented example: .*|Northmark \(invented\)")
    for command in (
        ("run", "regin-checklist", "--lang", "de"),
        ("explain", "regin-checklist", "--unit", "ZZ-NORTHMARK", "--lang", "de"),
    ):
        shown = given.sub("", run(*command).stdout)
        assert _english_left(shown, "de", host) == set()
    shown = run("run", "regin-checklist", "--lang", "de").stdout
    for text in ("selbst bewertet", "Wert für", "Stufe", "Beantwortet", "42 von 42", "Lernen von", "(siehe ", "Zu tun"):
        assert text in shown
    shown = run("explain", "regin-checklist", "--unit", "ZZ-NORTHMARK", "--lang", "de").stdout
    for text in ("Regel: Summe", "1 Punkt · × 1", "gefragt: ", "Antwort: angekreuzt - trifft zu", "Kommentar: "):
        assert text in shown
    assert "von 3 treffen zu; mindestens 2 zählen" in shown


def test_a_translation_file_is_written_filled_in_and_brought_up_to_date(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "fr.yaml"
    command = ("instruments", "translation", "regin-checklist", "--lang", "fr", "--output", path)
    assert (
        run(*command).stdout
        == f"{path}: 297 texts, 0 translated. Check it with 'policyindex validate --for regin-checklist {path}'.\n"
    )
    assert "297 of 297 texts are not translated" in run("validate", path).stdout
    text = path.read_text()
    text = text.replace(' text: ""', ' text: "Liste"', 1).replace('reviewed_by: ""', 'reviewed_by: "A. N. Invented"')
    first = text.index("source: ")
    path.write_text(text[:first] + 'source: "000000000000"' + text[first + 22 :])
    found = run("validate", path).stdout
    assert "warning translation-stale: the text 'title' has changed since it was translated into 'fr'" in found
    assert "296 of 297 texts are not translated into 'fr', first 'description'" in found
    assert "translation-unreviewed" not in found
    assert "297 texts, 1 translated" in run(*command).stdout
    assert path.read_text().count('text: "Liste"') == 1
    assert "translation-stale" in run("validate", path).stdout  # bringing it up to date confirms nothing


def test_wrong_use_of_the_translation_command(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "xx.yaml"
    own = run("instruments", "translation", "regin-checklist", "--lang", "en", "--output", path)
    assert (own.exit_code, own.stderr) == (
        2, "error: 'en' is the source language of regin-checklist@handbook-2022: name another one\n",
    )  # fmt: skip
    run("instruments", "translation", "regin-checklist", "--lang", "fr", "--output", path)
    other = run("instruments", "translation", "regin-checklist", "--lang", "nl", "--output", path)
    assert (other.exit_code, "is a translation into 'fr'" in other.stderr) == (2, True)


def test_a_team_without_a_plugin_translates_and_studies_its_own_file(run: Run, tmp_path: Path) -> None:
    index, french = tmp_path / "index.yaml", tmp_path / "fr.yaml"
    index.write_text((ROOT / "examples" / "libraries" / "instrument.yaml").read_text())
    written = run("instruments", "translation", index, "--lang", "fr", "--output", french)
    assert f"Check it with 'policyindex validate --for {index} {french}'." in written.stdout
    french.write_text(french.read_text().replace(' text: ""', ' text: "Accès aux bibliothèques"', 1))
    assert run("validate", french).exit_code == 1
    found = run("validate", "--for", index, french)
    assert (found.exit_code, "translation-missing" in found.stdout) == (0, True)
    answers = ROOT / "examples" / "libraries" / "answers.csv"
    result = run("run", index, "--answers", answers, "--lang", french)
    assert result.stdout.startswith("Accès aux bibliothèques · 2026\n")
    study = tmp_path / "study.yaml"
    study.write_text(
        "format: 1\nstudy: s\ntitle: S\ninstrument: library-access@2026\nperiod: '2026'\nunits: {Upper Invented: {}}\n"
    )
    assert (
        run("validate", "--for", index, study, french, answers).stdout.splitlines()[-1]
        == "3 files: 0 errors, 2 warnings"
    )
    wrong = run("validate", "--for", "mipex-local", study)
    assert "the study is one of 'library-access@2026', not of 'mipex-local@own-2026'" in wrong.stdout
