"""Options that several commands share, and what they mean."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, NamedTuple

import click

from policyindex.answers.files import checked_answers, read_answers, read_data
from policyindex.answers.table import AnswerSet
from policyindex.cli.output import say
from policyindex.cli.reporting import show_warnings
from policyindex.files.text import ANSWERS_LIMIT, read_stream
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.host import PluginHost
from policyindex.problems import hint, listing
from policyindex.problems.errors import WrongUseError
from policyindex.scoring.result import Result
from policyindex.scoring.score import get_instrument, read_study, score

Decorated = Callable[..., Any]


class Asked(NamedTuple):
    """What to score: an instrument, answers, and what else decides the scores or their words."""

    reference: str
    answers: tuple[str, ...] = ()
    reader: str = ""
    cutoffs: tuple[str, ...] = ()
    lang: str = ""
    study: str = ""
    basket: str = ""
    short_form: str = ""


def scoring_options(command: Decorated) -> Decorated:
    """Add the argument REF and the options that decide what is scored; the command gets them as ``asked``."""

    @wraps(command)
    def wrapped(*arguments: Any, **options: Any) -> Any:
        asked = Asked(**{name: options.pop(name) for name in Asked._fields})
        return command(*arguments, asked=asked, **options)

    options = [
        click.argument("reference", metavar="REF"),
        click.option("--answers", "answers", multiple=True, metavar="FILE|-", help="Answer file (CSV, JSON, Parquet); - reads standard input. May be repeated. Without it: the answers that travel with the instrument."),
        click.option("--answers-format", "reader", default="", metavar="NAME", help="Reader to use whatever the file's suffix: csv, json, parquet, or a plugin's."),
        click.option("--cutoff", "cutoffs", multiple=True, metavar="NODE=VALUE", help="Cut-off of a typology on a node, instead of the instrument's. May be repeated."),
        click.option("--lang", default="", metavar="CODE|FILE", help="A translation of the instrument: a registered one, such as es, or a file. Default: its source language."),
        click.option("--study", default="", metavar="FILE", help="The study the answers belong to: its units, period and scoping decide what is compared."),
        click.option("--basket", default="", type=click.Choice(["", "common", "own"]), metavar="common|own", help="Compare units on what all of them are in competence for, or each on its own competences."),
        click.option("--short-form", default="", metavar="NAME", help="Score the questions of this short form only; see 'instruments show'."),
    ]  # fmt: skip
    decorated: Decorated = wrapped
    for option in reversed(options):
        decorated = option(decorated)
    return decorated


def scored(host: PluginHost, asked: Asked, *, quiet: bool = False) -> Result:
    """Load, read and score; warnings and notes go to standard error."""
    instrument = get_instrument(asked.reference, host, asked.lang)
    answers = _answers(host, instrument, asked.answers, asked.reader)
    if not quiet and answers.origin.note:
        say(answers.origin.note)
    result = score(
        instrument,
        answers,
        host,
        cutoffs=_cutoffs(asked.cutoffs),
        study=read_study(asked.study, instrument) if asked.study else None,
        basket=asked.basket,
        short_form=asked.short_form,
    )
    if not quiet:
        show_warnings(
            [*instrument.warnings, *answers.warnings, *result.compared.warnings, *result.panel.warnings],
            brief=not asked.answers,
        )
    for fault in host.faults:
        say(f"warning: plugin {fault.plugin} is skipped: {fault.reason}")
    return result


def _answers(host: PluginHost, instrument: Instrument, files: Sequence[str], reader: str) -> AnswerSet:
    if "-" not in files:
        return read_answers(instrument, *files, host=host, importer=reader)
    if len(files) > 1:
        raise WrongUseError("standard input (-) cannot be joined with other answer files")
    if sys.stdin is None:
        raise WrongUseError("there is no standard input")
    data = read_stream(sys.stdin.buffer, "<stdin>", ANSWERS_LIMIT)
    name = reader or ("json" if data.lstrip()[:1] in (b"[", b"{") else "csv")
    if name not in host.importers:
        known = host.importers
        raise WrongUseError(f"there is no reader '{name}'; there are: {listing(known)}.{hint(name, known)}")
    reading = read_data(data, "<stdin>", instrument, host, host.importers[name])
    return checked_answers(instrument, [reading], host)


def _cutoffs(given: Iterable[str]) -> dict[str, float]:
    found = {}
    for each in given:
        node, separator, value = each.partition("=")
        try:
            found[node] = float(value)
        except ValueError:
            separator = ""
        if not separator or not math.isfinite(found.get(node, math.nan)):
            raise WrongUseError(f"--cutoff takes NODE=VALUE, such as basic_rights=50, not '{each}'")
    return found


def chosen_units(result: Result, units: Sequence[str], periods: Sequence[str]) -> list[int]:
    """Give the rows of some units and periods, or raise WrongUseError for one that is not there."""
    for kind, wanted, known in (
        ("unit", units, result.panel.units),
        ("period", periods, result.panel.periods),
    ):
        for each in wanted:
            if each not in known:
                names = sorted(set(known))
                raise WrongUseError(
                    f"there are no answers of the {kind} '{each}'; there are some of: {listing(names, 80)}.{hint(each, names)}"
                )
    pairs = enumerate(zip(result.panel.units, result.panel.periods, strict=True))
    return [row for row, (unit, period) in pairs if (not units or unit in units) and (not periods or period in periods)]
