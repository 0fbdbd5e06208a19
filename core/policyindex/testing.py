"""What a plugin author's tests import: a conformance test of two lines, and cases written in YAML.

::

    from policyindex.testing import check_plugin

    def test_conforms(): check_plugin("my_plugin")
"""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np

from policyindex.answers.authorities import of_records, written
from policyindex.answers.bundled import bundled_specs
from policyindex.answers.files import read_answers
from policyindex.answers.joining import answer_set
from policyindex.answers.reading import Cell, RowReader
from policyindex.answers.table import AnswerSet
from policyindex.authoring.schemas import schema_of
from policyindex.authoring.trial_views import trial_views
from policyindex.builtin import load_host
from policyindex.files.strict_yaml import read_yaml
from policyindex.instruments.columns import Column
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.host import PluginHost
from policyindex.plugins.specs import AggregatorSpec, ExporterSpec, PanelStepSpec, StepPanel, StepSpec
from policyindex.problems import Location
from policyindex.problems.errors import WrongUseError
from policyindex.questions.written import text_of
from policyindex.scoring.ranking import comparable
from policyindex.scoring.result import Result
from policyindex.scoring.rules import panel_learnt_by, panel_prepared_by
from policyindex.scoring.score import get_instrument, score
from policyindex.scoring.view import View

TOLERANCE = 1e-9


def check_plugin(name: str) -> None:
    """Check all that an installed plugin registers; raise AssertionError or the plugin's own error.

    Its files are accepted by editors (JSON Schema, ``$schema`` comment) and by the loader; bundled answers can be
    read and scored; aggregators treat rows alone and leave their input as it is; exporters
    write whatever words there are, and the same bytes each time; commands load.
    """
    host = load_host(strict=True)
    assert name in host.plugins, f"no plugin '{name}' is installed; there are: {', '.join(host.plugins)}"
    host.fill()
    for (key, edition), spec in host.instruments.items():
        if _owns(host, name, "instruments", spec):
            _check_files(spec.path, "instrument")
            _check_scores(host, f"{key}@{edition}")
    for (base, key, edition), strand in host.strands.items():
        if _owns(host, name, "strands", strand):
            _check_files(strand.path, "strand")
            _check_scores(host, f"{base}+{key}@{edition}")
    for translation in host.translations.values():
        if _owns(host, name, "translations", translation):
            _check_files(translation.path, "translation")
            get_instrument(translation.instrument, host, translation.language)
    for aggregator in host.aggregators.values():
        if _owns(host, name, "aggregators", aggregator) and aggregator.name != "decision_table":
            _check_aggregator(aggregator)
    for command in host.commands.values():
        if _owns(host, name, "commands", command):
            assert command.load().name, f"the command '{command.name}' has no name"
    for exporter in host.exporters.values():
        if _owns(host, name, "exporters", exporter):
            assert _written(exporter, View(_some_result(host))), f"the exporter '{exporter.name}' writes nothing"
            check_exporter(exporter, host)
    for step in host.steps.values():
        if _owns(host, name, "steps", step):
            _check_step(step)


def _some_result(host: PluginHost) -> Result:
    """Score the first instrument that has answers of its own."""
    spec = next(spec for spec in host.instruments.values() if spec.answers)
    instrument = get_instrument(f"{spec.id}@{spec.edition}", host)
    return score(instrument, read_answers(instrument, host=host), host)


def check_exporter(spec: ExporterSpec, host: PluginHost) -> None:
    """Check that hostile words, gaps and no rows are written, the same bytes each time, or refused by ``WrongUseError``."""
    for name, view in trial_views(host):
        try:
            first, second = _written(spec, view), _written(spec, view)
        except WrongUseError:
            continue
        assert first == second, f"the exporter '{spec.name}' writes other bytes each time ({name})"
        if not spec.binary:
            first.decode()


def _written(spec: ExporterSpec, view: View) -> bytes:
    stream = io.BytesIO()
    spec.write(view, stream)
    return stream.getvalue()


def _check_step(spec: StepSpec | PanelStepSpec) -> None:
    """One number a row, gaps stay gaps."""
    if isinstance(spec, PanelStepSpec):
        _check_panel_step(spec)
        return
    column = np.array([10.0, np.nan, 30.0, 20.0])
    parameters = {key: 1.0 if default is None else default for key, default in spec.parameters.items()}
    prepared = spec.apply(column.copy(), spec.fit(column.copy(), parameters))
    assert prepared.shape == column.shape, f"the step '{spec.name}' must give one number per row"
    assert np.isnan(prepared[1]), f"the step '{spec.name}' makes up a number where there is none"


def _check_panel_step(spec: PanelStepSpec) -> None:
    """One number a cell, the panel stays as it is, an imputation reaches gaps only, and what is kept gives the same."""
    values = np.array([[10.0, 3.0], [np.nan, 1.0], [30.0, np.nan], [20.0, 2.0]])
    parameters = {key: 1.0 if default is None else default for key, default in spec.parameters.items()}
    words = {key: "AA" if default is None else default for key, default in spec.words.items()}
    beside = {key: np.array([1.0, 1.0, 2.0, 2.0]) for key in spec.questions if words[key] not in spec.reserved}
    panel = StepPanel(
        values.copy(), ~np.isnan(values), np.ones(values.shape, dtype=np.bool_), ("first", "second"),
        ["AA", "BB", "AA", "BB"], ["2019", "2019", "2020", "2020"], np.array([2020.0, 2020.0, 2021.0, 2021.0]),
        words, beside,
    )  # fmt: skip
    learnt = panel_learnt_by(spec, panel, parameters)
    prepared = panel_prepared_by(spec, panel._replace(learnt=learnt), parameters)
    assert np.array_equal(panel.values, values, equal_nan=True), f"the step '{spec.name}' changes its input"
    if spec.fills != "nothing":
        kept = np.isnan(values) | (prepared == values)
        assert kept.all(), f"the step '{spec.name}' alters an answer, though it fills gaps"


def _owns(host: PluginHost, plugin: str, registry: str, spec: object) -> bool:
    return any(entry.plugin == plugin and entry.spec is spec for entry in host.entries(registry))


def _check_files(path: Path, kind: str) -> None:
    """A file and its includes have the comment that editors look for, and pass the schema."""
    document = read_yaml(path)
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    wanted = "# yaml-language-server: $schema="
    assert first.startswith(wanted), f"{path}: the first line should be '{wanted}...{kind}.schema.json'"
    validator = jsonschema.Draft202012Validator(schema_of(kind))
    faults = [
        f"{'/'.join(map(str, each.path))}: {each.message}" for each in validator.iter_errors(json_ready(document.data))
    ]
    assert not faults, f"{path} does not pass {kind}.schema.json: {faults[:3]}"
    for include in document.data.get("include", ()):
        _check_files(path.parent / include, "fragment")


def json_ready(value: Any) -> Any:
    """Turn exact decimals into floats, as JSON tools read them."""
    if isinstance(value, dict):
        return {key: json_ready(each) for key, each in value.items()}
    if isinstance(value, list):
        return [json_ready(each) for each in value]
    return float(value) if isinstance(value, Decimal) else value


def _check_scores(host: PluginHost, reference: str) -> None:
    instrument = get_instrument(reference, host)
    if bundled_specs(instrument, host):
        result = score(instrument, read_answers(instrument, host=host), host)
        assert not np.isnan(result.scores).all(), f"{reference}: the bundled answers give no score"


def _check_aggregator(spec: AggregatorSpec) -> None:
    """Rows alone decide, absent children are NaN, the input stays."""
    chance = np.random.default_rng(1)
    values = chance.choice([0.0, 25.0, 50.0, 100.0], size=(4, 40))
    values[chance.random(values.shape) < 0.2] = np.nan
    values[0] = 50.0
    weights = np.array([1.0, 2.0, 0.5, 1.0])
    parameters = {key: 1.0 if default is None else default for key, default in spec.parameters.items()}
    before = values.copy()
    with np.errstate(all="ignore"):
        whole = spec.apply(values, weights, parameters)
        parts = [spec.apply(values[:, [row]], weights, parameters)[0] for row in range(values.shape[1])]
    assert np.array_equal(values, before, equal_nan=True), f"'{spec.name}' changes its input"
    assert whole.shape == (values.shape[1],), f"'{spec.name}' must give one number per row"
    np.testing.assert_allclose(comparable(whole), comparable(np.array(parts)), err_msg=f"'{spec.name}' mixes rows")


def check_cases(path: Path, host: PluginHost | None = None) -> int:
    """Run the cases of a YAML file and give their number; raise AssertionError where a score differs.

    The file names an ``instrument`` (a reference, or a file beside it) and ``cases``, each with a ``name``, ``answers``
    by indicator (or ``indicator[instance]``; a mapping gives the fields of a record) and the expected ``scores`` by
    node (null: no score), ``bands`` and ``types``, all of one unit.
    """
    host = host or load_host(strict=True)
    data = read_yaml(path).data
    named = path.parent / str(data["instrument"])
    instrument = get_instrument(named if named.is_file() else str(data["instrument"]), host)
    for case in data["cases"]:
        _check_case(instrument, host, case, f"{path.name}: {case['name']}")
    return len(data["cases"])


def _check_case(instrument: Instrument, host: PluginHost, case: dict[str, Any], name: str) -> None:
    period = str(case.get("period", "1"))
    result = score(instrument, _case_answers(instrument, case["answers"], period), host)
    for node, wanted in case.get("scores", {}).items():
        got = result.score("case", period, node)
        same = got is wanted if wanted is None or got is None else abs(got - float(wanted)) <= TOLERANCE
        assert same, f"{name}: {node} is {got}, expected {wanted}"
    row = result.row("case", period)
    for node, band in case.get("bands", {}).items():
        got_band = result.band(row, result.column(node))
        assert got_band == (band or ""), f"{name}: the band of {node} is '{got_band}', expected '{band}'"
    for typology, label in case.get("types", {}).items():
        types = [each.label for each in result.types if each.typology == typology]
        assert types == [label], f"{name}: the type is {types}, expected '{label}'"


def _case_answers(instrument: Instrument, answers: dict[str, Any], period: str) -> AnswerSet:
    reader, where = RowReader(instrument), Location("case")
    for key, value in answers.items():
        fields = value if isinstance(value, dict) else {"answer": value}
        indicator, instance = Column.parse(key)
        texts = {"unit": "case", "period": period, "indicator": indicator, "instance": instance}
        texts |= {field: text_of(json_ready(each)) for field, each in fields.items() if field != "parts"}
        if isinstance(parts := json_ready(fields.get("parts", "")), list):
            parts = written(of_records(parts))
        texts["parts"] = parts
        reader.read({field: Cell(text, where) for field, text in texts.items()})
    return answer_set([reader.reading])[0]
