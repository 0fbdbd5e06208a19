"""The four steps behind an instrument: checked, shown, translated, and without any say in scores."""

from __future__ import annotations

from pathlib import Path

from conftest import ROOT, Run
from policyindex import get_instrument, validate
from policyindex.instruments.hashing import scoring_hash, text_hash
from policyindex.instruments.texts import source_hash, texts_of, translated
from policyindex.plugins.host import PluginHost

FILE = ROOT / "tests" / "cases" / "method.yaml"
STEPS = ("planning", "mapping", "analysis", "implementation")


def without_steps(folder: Path) -> Path:
    """Copy the file without its four steps."""
    kept, skipping = [], False
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            skipping = line.rstrip(":") in STEPS
        kept += [] if skipping else [line]
    path = folder / "plain.yaml"
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return path


def test_the_steps_decide_no_score_but_are_texts(host: PluginHost, tmp_path: Path) -> None:
    full, plain = get_instrument(FILE, host), get_instrument(without_steps(tmp_path), host)
    assert plain.file.planning is None
    assert scoring_hash(full) == scoring_hash(plain)
    assert text_hash(full) != text_hash(plain)
    added = {key: text for key, text in texts_of(full).items() if key.partition("/")[0] in STEPS}
    assert texts_of(full).keys() - texts_of(plain).keys() == added.keys()
    assert added["planning/beneficiaries"].startswith("Everybody who moved in")
    assert added["planning/partners/managing/office/role"] == "leads the work"
    assert added["mapping/impediments/forms/text"] == "Forms are in one language."
    assert added["analysis/areas_for_improvement/time/goal"] == "Nobody waits longer than a week."
    assert added["implementation/best_practice/app/title"] == "One app for all forms"
    assert not [key for key in added if key.endswith(("/url", "/kind", "/holder", "/unit"))]


def test_a_step_is_translated(host: PluginHost, tmp_path: Path) -> None:
    instrument = get_instrument(FILE, host)
    key = "analysis/areas_for_improvement/time/goal"
    path = tmp_path / "xx.yaml"
    path.write_text(
        "format: 1\nlanguage: fr\ninstrument: method-example@1\n"
        f"texts:\n  {key}: {{source: {source_hash(texts_of(instrument)[key])}, text: Personne n'attend.}}\n"
    )
    french = translated(instrument, path)
    assert french.file.analysis is not None
    areas = french.file.analysis.areas_for_improvement
    assert areas["time"].goal == "Personne n'attend."
    assert areas["time"].impediments == ("queues", "forms")
    assert areas["languages"].goal.startswith("Every form")


def test_a_facet_with_the_name_of_a_text_is_no_text(host: PluginHost, tmp_path: Path) -> None:
    path = tmp_path / "facet.yaml"
    path.write_text(
        FILE.read_text()
        .replace("indicators:\n  plan:\n", "facets: {role: {label: Role, values: {a: A}}}\nindicators:\n  plan:\n", 1)
        .replace("desks: {label", "desks: {facets: {role: a}, label")
    )
    texts = texts_of(get_instrument(path, host))
    assert texts["facets/role/values/a"] == "A"
    assert "indicators/desks/facets/role" not in texts


def test_show_gives_the_steps_and_the_chain(run: Run) -> None:
    shown = run("instruments", "show", FILE).stdout
    places = [shown.index(f"\n{each}\n") for each in ("Planning", "Mapping", "Analysis", "Implementation", "Questions")]
    assert places == sorted(places)
    assert "  governance landscape: Towns run the counters under national law.\n" in shown
    assert "  national partner upper: Upper League of Counters, Upper Invented, knows the town\n" in shown
    assert "  impediment forms: Forms are in one language. (from law, survey)\n" in shown
    assert "  standard charter: Charter of good counters (recommendation), art. 4 (for languages, time)\n" in shown
    chain = shown[shown.index("From impediments to indicators") : shown.index("\nQuestions")]
    assert (
        chain
        == """From impediments to indicators
  forms: Forms are in one language.
    languages: Every form can be read in the languages of the town.
      plan: Plan (governance)
      forms: Forms (output)
      target: Service 70 by 2030
    time: Nobody waits longer than a week.
      desks: Desks (input)
      days: Days (outcome)
      target: Service 70 by 2030
  queues: People wait for weeks.
    time: Nobody waits longer than a week.
      desks: Desks (input)
      days: Days (outcome)
      target: Service 70 by 2030
  spirit: People are met with respect.
    plan: Plan (governance)
    target: Service 70 by 2030
"""
    )


def test_the_codebook_has_the_steps_too(run: Run) -> None:
    shown = run("instruments", "show", FILE, "--format", "markdown").stdout
    assert "## Planning\n\n- purpose: Show three invented towns what to mend first.\n" in shown
    assert "- best practice app: One app for all forms (Upper Invented, forms, plan, https://app.example)" in shown
    queues = "- queues: People wait for weeks.\n\n  - time: Nobody waits longer than a week.\n\n    - desks: "
    assert queues in shown
    assert shown.index("## From impediments to indicators") < shown.index("## Questions")


def test_gaps_in_the_chain_are_shown_and_warned_of(run: Run, host: PluginHost, tmp_path: Path) -> None:
    path = tmp_path / "early.yaml"
    text = FILE.read_text()
    start = text.index("implementation:")
    path.write_text(text[:start].replace("impediments: [queues, forms]", "impediments: [forms]"))
    codes = [each.code for each in validate(path, host)]
    assert sorted(codes) == ["area-unmeasured"] * 3 + ["area-without-impediment", "impediment-unanswered"]
    shown = run("instruments", "show", path).stdout
    assert "  queues: People wait for weeks.\n    no area for improvement answers it\n" in shown
    assert (
        "    languages: Every form can be read in the languages of the town.\n      no indicator improves it\n" in shown
    )
    path.write_text(text[: text.index("mapping:")] + text[text.index("indicators:\n") : start])
    assert validate(path, host) == []
    assert "From impediments" not in run("instruments", "show", path).stdout


def test_an_instrument_without_steps_is_shown_as_before(run: Run, tmp_path: Path) -> None:
    shown = run("instruments", "show", without_steps(tmp_path)).stdout
    assert not [step for step in STEPS if f"\n{step.capitalize()}\n" in shown]
    assert "Target: service 70 by 2030\n\nQuestions\n" in shown
