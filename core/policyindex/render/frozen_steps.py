"""The steps of a run with what they learnt, as YAML to paste into an edition: its scores then stay, whoever else answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import numpy as np

from policyindex.instruments.columns import indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import StepUse
from policyindex.questions.written import text_of
from policyindex.scoring.arrays import Array
from policyindex.scoring.pipeline import ALL, Learnt
from policyindex.scoring.plan import Plan, Prepared
from policyindex.scoring.view import View


def write_steps(view: View, stream: BinaryIO) -> None:
    """Write ``steps:`` with a ``fit`` that states what each step learnt; what cannot be kept says why in a comment."""
    result = view.result
    lines = ["steps:"] if result.plan.steps else ["# this instrument has no steps: there is nothing to keep"]
    for use, step, learnt in zip(result.instrument.file.steps, result.plan.steps, result.ready.learnt, strict=True):
        lines += _entry(result.instrument, result.plan, use, step, learnt)
    stream.write(("\n".join(lines) + "\n").encode())


def _entry(instrument: Instrument, plan: Plan, use: StepUse, step: Prepared, learnt: Learnt) -> Iterator[str]:
    columns = [plan.columns[at] for at in step.columns]
    yield f"  - step: {use.step}"
    yield f"    indicators: [{', '.join(dict.fromkeys(map(indicator_of, columns)))}]"
    if use.parameters:
        given = {
            key: text_of(value) if isinstance(value, str) else f"{value:f}" for key, value in use.parameters.items()
        }
        yield f"    parameters: {{{', '.join(f'{key}: {value}' for key, value in given.items())}}}"
    found = {plan.columns[at]: each[: _length(each)] for at, each in learnt.get(ALL, {}).items()}
    if step.fit == "each":
        yield "    fit: each  # of each period alone: there is no one thing that could be kept"
    elif found and all(len(each) and not np.isnan(each).any() for each in found.values()):
        yield "    fit:"
        yield from (f"      {_key(name)}: [{', '.join(_number(one) for one in each)}]" for name, each in found.items())
    elif found:
        absent = [name for name, each in found.items() if not len(each) or np.isnan(each).any()]
        yield f"    # nothing to keep of {', '.join(absent)}: too few answers, or what depends on the unit"


def _length(learnt: Array) -> int:
    """Count the numbers up to the last that there is; a row is as long as the longest."""
    known = np.flatnonzero(~np.isnan(learnt))
    return int(known[-1]) + 1 if known.size else 0


def _number(value: float) -> str:
    """Write a double so that the same one is read."""
    text = np.format_float_positional(value, unique=True, trim="-")
    return text if text != "-0" else "0"


def _key(name: str) -> str:
    return f'"{name}"' if "[" in name else name
