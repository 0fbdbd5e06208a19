"""New instruments and plugins, from templates: texts by path, ready to be written."""

from __future__ import annotations

import json
from importlib.metadata import version
from importlib.resources import files
from string import Template

from policyindex.authoring.copying import Copy
from policyindex.authoring.names import names_of
from policyindex.files.markdown import escaped

EDITION = "1"
MAIN = "instrument.yaml"
_SCHEMA = "instrument.schema.json"


def instrument_text(name: str, title: str, schema: str = _SCHEMA, schemas: str = ".", like: str = "") -> str:
    """Give the skeleton of an instrument: invented examples, and what runs at once.

    :param like: the shape of its questions, such as ``yes-no``; empty: the four steps, with a question of each kind
    :param schema: where the file finds its JSON Schema; ``schemas`` is the folder to write the schemas into
    """
    values = {"id": name, "edition": EDITION, "quoted_title": _quoted(title), "schema": schema, "schemas": schemas}
    return _rendered(f"like/{like}.yaml" if like else "instrument.yaml", values)


def answers_text(like: str = "") -> str:
    """Give answers of invented units to the skeleton's questions."""
    return _rendered(f"like/{like}.csv" if like else "answers.csv", {})


def plugin_files(name: str, title: str, copy: Copy | None = None) -> dict[str, str]:
    """Give the files of an installable package by path.

    :param title: of the skeleton; a copy has its own
    :param copy: the instrument to package; None: the skeleton
    """
    names = names_of(name)
    identifier, edition, main = (copy.id, copy.edition, copy.main) if copy else (name, EDITION, MAIN)
    title = copy.title if copy else title
    line = " ".join(title.split())
    needed = [f"policyindex>={version('policyindex')}", *(copy.needs if copy else ())]
    values = {
        **names._asdict(),
        "id": identifier,
        "edition": edition,
        "reference": copy.reference if copy else identifier,
        "main": main,
        "title": escaped(line),
        "quoted_title": _quoted(line),
        "dependencies": json.dumps(needed),
    }
    package = names.package
    home = f"{package}/instruments/{edition}"
    if copy is None:
        instrument = {f"{home}/{MAIN}": instrument_text(name, title, f"../../../schemas/{_SCHEMA}", "schemas")}
        answers, cases = answers_text(), _rendered("plugin/cases.yaml", values)
    else:
        instrument = {f"{home}/{path}": text for path, text in copy.files(f"{home}/").items()}
        answers, cases = copy.answers, copy.cases
    return {
        "pyproject.toml": _rendered("plugin/pyproject.toml", values),
        "README.md": _rendered("plugin/README.md", values),
        "CHANGELOG.md": _rendered("plugin/CHANGELOG.md", values),
        "LICENSE": _rendered("plugin/LICENSE", values),
        ".gitignore": _rendered("plugin/gitignore", values),
        f"{package}/__init__.py": _rendered("plugin/init.py", values),
        f"{package}/plugin.py": _rendered("plugin/plugin.py", values),
        **instrument,
        f"{package}/data/example-answers.csv": answers,
        f"{package}/cases/{name}.cases.yaml": cases,
        f"{package}/i18n/{edition}/README.md": _rendered("plugin/i18n.md", values),
        "tests/test_plugin.py": _rendered("plugin/test_plugin.py", values),
    }


def _rendered(template: str, values: dict[str, str]) -> str:
    source = files("policyindex.authoring") / "templates" / f"{template}.template"
    return Template(source.read_text(encoding="utf-8")).substitute(values)


def _quoted(text: str) -> str:
    """Quote a line of printable text so that YAML, TOML and Python read it alike."""
    return json.dumps(text, ensure_ascii=False)
