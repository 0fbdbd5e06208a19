"""The reference of Python, of the command line and of spreadsheets, as Markdown, from docstrings, from the commands' own
help and from what the reader of workbooks knows.

``python docs/reference_pages.py`` writes the pages; a test holds them equal.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click

import policyindex
from policyindex import testing
from policyindex.authoring.sheet_columns import described
from policyindex.authoring.sheets import TABLES
from policyindex.authoring.to_xlsx import INTRODUCTION
from policyindex.cli import cli
from policyindex.plugins.host import PluginHost
from policyindex.verbs import VERBS, load
from policyindex.verbs.request import fields_of

REFERENCE = Path(__file__).parent / "reference"
WIDTH = 100
_PARAMETER = re.compile(r"^:param (\w+): ", re.MULTILINE)
_RAISES = re.compile(r"^:raises? (\w+): ", re.MULTILINE)


def python_page() -> str:
    """Give the reference of what ``import policyindex as pi`` offers."""
    public = [(name, getattr(policyindex, name)) for name in policyindex.__all__ if name != "hookimpl"]
    functions = [(name, each) for name, each in public if inspect.isfunction(each)]
    classes = [(name, each) for name, each in public if inspect.isclass(each)]
    parts = [
        "# Reference of the Python API\n",
        "Rendered from docstrings by `python docs/reference_pages.py`; a test holds it equal. `import policyindex as pi` "
        "imports nothing heavy; each name is loaded when it is first used.\n",
        "## Verbs\n",
        "A verb is a command of the shell as a function: the same name, the same options. It gives an `Outcome`: "
        "`.data`, `.to_frame()`, `.report()`, and `.files` where it makes files. Each takes `workspace=` too; without "
        "it, the installed plugins are what there is.\n",
        *(part for name in sorted(VERBS) for part in _verb(name)),
        "## Functions\n",
        *(part for name, each in functions for part in _function(name, each)),
        "## Classes\n",
        *(part for name, each in classes for part in _class(name, each)),
        "## For the tests of a plugin\n",
        "`from policyindex.testing import ...`\n",
        *(part for name, each in _own_functions(testing) for part in _function(name, each, "")),
        "`hookimpl` marks the functions of a plugin; [the guide](../tutorial/writing-a-plugin.md) lists the hooks.",
    ]
    return "\n".join(parts).rstrip() + "\n"


def command_page(host: PluginHost) -> str:
    """Give the help of every command, those of a host's plugins with it."""
    parts = [
        "# Reference of the command line\n",
        "What `--help` says, rendered by `python docs/reference_pages.py`; a test holds it equal.\n",
    ]
    for title, text in _helps(cli, _context(cli, "policyindex", host)):
        parts += [f"## {title}\n", f"```text\n{text}\n```\n"]
    return "\n".join(parts).rstrip() + "\n"


def sheets_page() -> str:
    """Give what each sheet of an instrument written in a workbook may hold."""
    parts = [
        "# Reference of the sheets of an instrument\n",
        "An instrument [in a spreadsheet](../how-to/editions-and-spreadsheets.md) has the sheet `instrument` with keys and "
        "values, and a sheet for each kind of entry, one a row. Rendered by `python docs/reference_pages.py` from what the "
        "reader knows; a test holds it equal.\n",
        *(f"- {line}" for line in INTRODUCTION),
    ]
    keys = {table.sheet: table.keys for table in TABLES}
    for sheet, column, about in described():
        if column:
            parts.append(f"| `{column}` | {_cell(about)} |")
            continue
        named = ", ".join(f"`{key}`" for key in keys.get(sheet, ()))
        known = f" A row is known by {named}." if named else ""
        parts.append(
            f"\n## {sheet}\n\n{about}{known}\n\n| {'column' if sheet in keys else 'key'} | meaning |\n|---|---|"
        )
    return "\n".join(parts).rstrip() + "\n"


def _helps(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    lines = command.get_help(context).splitlines()
    yield context.command_path, "\n".join(line.rstrip() for line in lines)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if inner := command.get_command(context, name):
                yield from _helps(inner, _context(inner, name, context.obj, context))


def _context(command: click.Command, name: str, host: PluginHost, parent: click.Context | None = None) -> click.Context:
    """Give what a command is called in; a command keeps its first one's names of the help option, so they are right."""
    settings = {**command.context_settings, "terminal_width": WIDTH}
    return click.Context(command, parent, name, host, **settings)


def _own_functions(module: ModuleType) -> list[tuple[str, object]]:
    """Give the public functions that a module defines itself."""
    functions = inspect.getmembers(module, inspect.isfunction)
    return [(name, each) for name, each in functions if each.__module__ == module.__name__ and name[0] != "_"]


def _verb(name: str) -> Iterator[str]:
    request = load(name)[0]
    asked = fields_of(request)
    given = ["*" * each.many + each.field for each in asked if each.asking.positional]
    given += [f"{each.field}=..." for each in asked if each.asking.required and not each.asking.positional]
    given += ["..."] if len(given) < len(asked) else []
    yield f"### {name}\n"
    yield f"```python\npi.{name}({', '.join(given)})  # policyindex {VERBS[name].command}\n```\n"
    paragraphs = (inspect.getdoc(request) or "").split("\n\n")
    yield from (f"{each}\n" for each in map(_told, paragraphs) if each)
    if asked:
        yield "| option | default | meaning |\n|---|---|---|"
        for each in asked:
            default = "**required**" if each.asking.required else f"`{each.default!r}`"
            choices = (
                "One of " + ", ".join(f"`{choice}`" for choice in each.asking.choices) + "."
                if each.asking.choices
                else ""
            )
            shell = f"`{each.asking.metavar.strip('[].')}` in the shell." if each.asking.positional else ""
            meaning = " ".join(filter(None, (each.asking.help, shell, choices))).replace("|", "\\|")
            yield f"| `{each.field}` | {default} | {' '.join(meaning.split())} |"
        yield ""


def _told(paragraph: str) -> str:
    """Give a paragraph of a command's help: those that are kept line by line as code."""
    if paragraph.startswith("\b\n"):
        return f"```sh\n{paragraph.removeprefix(chr(8) + chr(10))}\n```"
    return " ".join(paragraph.split())


def _function(name: str, function: object, home: str = "pi.") -> Iterator[str]:
    tree = _source(function)
    assert isinstance(tree, ast.FunctionDef)
    yield f"### {name}\n"
    yield f"```python\n{_signature(tree, home + name)}\n```\n"
    yield _text(ast.get_docstring(tree) or "") + "\n"


def _class(name: str, kind: type) -> Iterator[str]:
    tree = _source(kind)
    assert isinstance(tree, ast.ClassDef)
    yield f"### {name}\n"
    yield _text(ast.get_docstring(tree) or "") + "\n"
    rows = list(_members(tree))
    if rows:
        yield "| member | meaning |\n|---|---|"
        yield from (f"| `{code.replace('|', chr(92) + '|')}` | {meaning} |" for code, meaning in rows)
        yield ""


def _members(tree: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """Give fields with the docstring below each, and public methods with the first line of theirs."""
    for each, after in zip(tree.body, [*tree.body[1:], None], strict=True):
        if isinstance(each, ast.AnnAssign | ast.Assign):
            below = after.value if isinstance(after, ast.Expr) else None
            meaning = below.value if isinstance(below, ast.Constant) and isinstance(below.value, str) else ""
            code = ast.unparse(each).partition(" = field(")[0]
            if not code.startswith("_") and len(code) < 120:
                yield code, _cell(meaning)
        elif isinstance(each, ast.FunctionDef) and not each.name.startswith("_"):
            marks = {ast.unparse(mark).rpartition(".")[2] for mark in each.decorator_list}
            if "setter" in marks:
                continue
            code = each.name if marks & {"property", "cached_property"} else _signature(each, each.name, method=True)
            yield code, _cell(ast.get_docstring(each) or "")


def _signature(tree: ast.FunctionDef, name: str, *, method: bool = False) -> str:
    if method and tree.args.args and tree.args.args[0].arg in ("self", "cls"):
        del tree.args.args[0]
    returned = f" -> {ast.unparse(tree.returns)}" if tree.returns else ""
    return f"{name}({ast.unparse(tree.args)}){returned}"


def _text(docstring: str) -> str:
    """Give a docstring as Markdown: parameters and errors as a list."""
    text = _RAISES.sub(r"- raises `\1`: ", _PARAMETER.sub(r"- `\1`: ", docstring))
    text = re.sub(r"^:returns?: ", "- gives ", text, flags=re.MULTILINE)
    return text.replace("``", "`")


def _cell(docstring: str) -> str:
    return " ".join(docstring.split("\n\n")[0].split()).replace("|", "\\|").replace("``", "`")


def _source(thing: object) -> ast.stmt:
    return ast.parse(inspect.cleandoc("\n" + inspect.getsource(thing))).body[0]  # type: ignore[arg-type]


if __name__ == "__main__":
    from policyindex.builtin import load_host

    REFERENCE.mkdir(exist_ok=True)
    (REFERENCE / "python.md").write_text(python_page(), encoding="utf-8")
    (REFERENCE / "command-line.md").write_text(command_page(load_host()), encoding="utf-8")
    (REFERENCE / "sheets.md").write_text(sheets_page(), encoding="utf-8")
