"""Data as YAML that a person likes to read and edit, and that reads back as the same data."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import yaml

from policyindex.files.strict_yaml import scalar

WIDTH = 110
_ON_ONE_LINE = 80
_STRING = "tag:yaml.org,2002:str"


class _Dumper(yaml.SafeDumper):
    """Block style; only a short list of single values stands on one line."""

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        node = super().represent_sequence(tag, sequence, flow_style)
        node.flow_style = _is_short(node.value)
        return node

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _is_short(nodes: list[yaml.Node]) -> bool:
    scalars = [each for each in nodes if isinstance(each, yaml.ScalarNode)]
    return len(scalars) == len(nodes) and sum(len(each.value) + 2 for each in scalars) < _ON_ONE_LINE


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    older = dumper.resolve(yaml.ScalarNode, value, (True, False)) != _STRING  # type: ignore[no-untyped-call]
    quoted = (
        '"' if older or not isinstance(scalar(value), str) else None
    )  # what some reader takes for a number or a flag
    return dumper.represent_scalar(_STRING, value, style=quoted)


def _number(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    text = f"{value.normalize():f}"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _number)


def yaml_of(data: dict[str, Any], first_lines: str = "") -> str:
    """Write a mapping as YAML, parts of the top level apart; ``first_lines`` are comments."""
    parts = [
        yaml.dump({key: value}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
        for key, value in data.items()
    ]
    texts = [f"\n{part}" if part.count("\n") > 1 else part for part in parts]
    return first_lines + "".join(texts)
