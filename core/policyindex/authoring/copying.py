"""An instrument that somebody wrote, to be packaged: its files, invented answers, and the scores these give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from policyindex.answers.record import Answer
from policyindex.answers.table import AnswerSet
from policyindex.answers.writing import csv_of
from policyindex.files.text import INSTRUMENT_LIMIT, decode, read_bytes
from policyindex.instruments.columns import Column
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.host import PluginHost
from policyindex.problems.errors import WrongUseError
from policyindex.questions.written import text_of
from policyindex.scoring.score import get_instrument, score

_COMMENT = "# yaml-language-server: $schema="
_UNITS = ("Upper Invented", "Lower Invented")
_MAIN = "instrument.yaml"


@dataclass(frozen=True)
class Copy:
    """What a package takes over from an instrument's file."""

    id: str
    edition: str
    title: str
    main: str
    """Name of the main file."""
    texts: Mapping[str, str]
    """The main file and its includes by path."""
    answers: str
    cases: str
    reference: str
    """What names it on a command line: its id, or with the edition where others have editions of it."""
    needs: tuple[str, ...]
    """Distributions of plugins whose rules or whose instrument this one uses."""

    def files(self, home: str) -> dict[str, str]:
        """Give the files as they stand in the folder ``home``: each names its schema in ``schemas`` at the top."""
        found = {}
        for path, text in self.texts.items():
            first, _, rest = text.partition("\n")
            up = "../" * f"{home}{path}".count("/")
            kind = "instrument" if path == self.main else "fragment"
            found[path] = f"{_COMMENT}{up}schemas/{kind}.schema.json\n" + (rest if first.startswith(_COMMENT) else text)
        return found


def copy_of(path: Path, host: PluginHost) -> Copy:
    """Read an instrument's file and its includes.

    :raises ProblemsFoundError: for what is wrong with them
    :raises WrongUseError: where an include would lead out of the package
    """
    instrument = get_instrument(path, host)
    includes = [_inside(path, each) for each in instrument.file.include]
    main = path.name if _MAIN in includes else _MAIN
    texts = {main: _text(path), **{each: _text(path.parent / each) for each in includes}}
    answers = AnswerSet(_examples(instrument))
    return Copy(
        instrument.id,
        instrument.edition,
        instrument.file.title,
        main,
        texts,
        csv_of(answers).decode(),
        _cases(instrument, answers, host),
        f"{instrument.id}@{instrument.edition}" if _has_others(instrument, host) else instrument.id,
        _needs(instrument, host),
    )


def _has_others(instrument: Instrument, host: PluginHost) -> bool:
    """Tell whether somebody else has editions of the instrument: then none of them is the newest."""
    return any(name == instrument.id for name, _ in host.instruments)


def _inside(path: Path, include: str) -> str:
    """Give the path of an include in the package."""
    found = PurePath(include)
    if found.is_absolute() or ".." in found.parts:
        raise WrongUseError(f"{path} includes '{include}': write a path below its folder, without '..', to package it")
    return found.as_posix()


def _text(path: Path) -> str:
    return decode(read_bytes(path, INSTRUMENT_LIMIT), str(path))[0]


def _examples(instrument: Instrument) -> Iterator[Answer]:
    """Answer every question once from the one end and once from the other, in a period in which most are asked."""
    asked = instrument.indicators.values()
    periods = ["2026", *(period for each in asked for period in each.collected_in), "example"]
    period = max(periods, key=lambda period: sum(each.is_collected(period) for each in asked))
    for unit, first in zip(_UNITS, (True, False), strict=True):
        for key, indicator in instrument.indicators.items():
            for instance in instrument.instances(key) if indicator.is_collected(period) else ():
                yield Answer(unit, period, key, instance, indicator.example(first=first))


def _cases(instrument: Instrument, answers: AnswerSet, host: PluginHost) -> str:
    """Write the scores of the examples down, so that a change of the rules is noticed."""
    result = score(instrument, answers, host)
    lines = [
        "# The scores that the example answers gave when this package was made: they show when a rule changes.",
        "# Compute some cases by hand, add them, and only then trust the rules.",
        f"instrument: {instrument.id}@{instrument.edition}",
        "cases:",
    ]
    roots = instrument.trees[instrument.published_tree].roots
    for unit in _UNITS:
        mine = [each for each in answers if each.unit == unit]
        lines += [f"  - name: as {unit}", f'    period: "{mine[0].period}"', "    answers:"]
        for each in mine:
            value = text_of(each.answer)
            lines.append(f'      "{Column(each.indicator, each.instance).name}": "{value}"')
        lines.append("    scores:")
        for root in roots:
            got = result.score(unit, mine[0].period, root)
            lines.append(f'      "{root}": {"null" if got is None else repr(got)}')
    return "\n".join(lines) + "\n"


def _needs(instrument: Instrument, host: PluginHost) -> tuple[str, ...]:
    origins = host.origins()
    used = {origins["strategies"][instrument.file.strategy]}
    used |= {origins["steps"][use.step] for use in instrument.file.steps}
    used |= {origins["aggregators"][node.rule.aggregator] for node in instrument.nodes.values()}
    if instrument.extends:
        name, _, edition = instrument.extends.partition("@")
        used.add(host.owner("instruments", host.instruments[name, edition]).distribution)
    return tuple(sorted(used - {"policyindex"}))
