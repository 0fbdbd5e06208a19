"""``policyindex fill``: answer an instrument in the terminal, one question at a time."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from policyindex.answers.files import bundled_answers, read_answers, unit_names
from policyindex.answers.table import AnswerSet
from policyindex.cli import host_of
from policyindex.cli.fill_file import AnswerFile, default_name
from policyindex.cli.fill_sitting import Call, Sitting
from policyindex.cli.output import say
from policyindex.cli.reporting import show_warnings
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.host import PluginHost
from policyindex.problems import Problem, problem
from policyindex.problems.errors import WrongUseError
from policyindex.questionnaires.form import questionnaire
from policyindex.scoring.score import get_instrument
from policyindex.verbs.questionnaires import codes, scope_of_study

BUNDLED = "bundled"


@click.command()
@click.argument("reference", metavar="REF")
@click.option("--unit", required=True, metavar="CODE", help="The unit that is assessed, such as ES51.")
@click.option("--period", required=True, metavar="PERIOD", help="The period that is assessed, such as 2026.")
@click.option(
    "--answers",
    metavar="FILE",
    help="CSV file to save in and to go on from. Default: REF-UNIT-PERIOD.csv in the current folder.",
)
@click.option(
    "--lang", default="", metavar="LANG", help="Language of questions and screen. Default: the instrument's own."
)
@click.option("--short-form", default="", metavar="NAME", help="Ask only the questions of this short form.")
@click.option("--study", default="", metavar="FILE", help="Ask only what the study's scoping leaves in for the unit.")
@click.option(
    "--last-round",
    default="",
    metavar="FILE|bundled",
    help="Where the last round's answers are, if not in FILE: another file, or 'bundled' for those that travel with the instrument.",
)
@click.pass_context
def fill(
    ctx: click.Context,
    reference: str,
    unit: str,
    period: str,
    answers: str | None,
    lang: str,
    short_form: str,
    study: str,
    last_round: str,
) -> None:
    """Answer the questions of an instrument for one unit and period, one at a time.

    Every answer is saved at once; the same command goes on where it stopped. Where FILE has answers of an earlier
    period of the unit, these are shown, and Enter confirms one as unchanged. Type :? for help while answering.
    Needs a terminal. Ends with 0, after Ctrl-C with 130; what is saved stays.

    \b
    policyindex fill regin-checklist --unit ES51 --period 2026
    policyindex fill mipex-regional --unit ES51 --period 2026 --short-form short --answers catalonia.csv
    policyindex fill mipex-national --unit PT --period 2026 --last-round bundled
    """  # fmt: skip
    _needs_terminal()
    (unit, period), host = codes(unit, period), host_of(ctx)
    instrument = get_instrument(reference, host, lang)
    file = AnswerFile(Path(answers or default_name(instrument, unit, period)).expanduser(), instrument, host)
    known = file.read()
    names = unit_names(instrument, host)
    earlier = _earlier(known, last_round, unit, period, instrument, host)
    names_ = {**names, **earlier.origin.unit_names}
    out, form_ = scope_of_study(study, unit, period, short_form, instrument)
    form = questionnaire(instrument, unit, period, earlier, unit_names=names_, short_form=form_, out=out)
    if not form.items:
        raise WrongUseError(f"{instrument.reference} asks no question")
    show_warnings(instrument.warnings, brief=True)
    show_warnings([*known.warnings, *_unit_warning(instrument, unit, names, known)])
    if file.is_other_layout:
        say(f"note: {file.path} will be written anew as a long table with every field; no answer is lost")
    call = Call(reference, unit, period, answers or "", lang, short_form, study, last_round)
    ctx.exit(Sitting(form, file, host, call).run())


def _needs_terminal() -> None:
    if sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WrongUseError(
            "fill asks and answers on a terminal, and this is a pipe or a file: fill in a file instead, "
            "an answer CSV (unit,period,indicator,answer; see README) or the spreadsheet of "
            "'policyindex questionnaire export', and check it with 'policyindex validate FILE --for REF'"
        )


def _earlier(
    known: AnswerSet, last_round: str, unit: str, period: str, instrument: Instrument, host: PluginHost
) -> AnswerSet:
    """Join the file's answers with those of the last round; the file's own count where both have one."""
    if not last_round:
        return known
    bundled = last_round == BUNDLED
    found = bundled_answers(instrument, host) if bundled else read_answers(instrument, last_round, host=host)
    before = {each.key: each for each in found if each.unit == unit and each.period < period}
    return AnswerSet({**before, **{each.key: each for each in known}}.values(), found.origin)


def _unit_warning(instrument: Instrument, unit: str, names: Iterable[str], known: AnswerSet) -> list[Problem]:
    """Warn of a unit that the scheme does not know, unless reading the file did."""
    if not names or unit in names or any(each.unit == unit for each in known) or not instrument.file.units:
        return []
    return [problem("answers-unit-unknown", value=unit, scheme=instrument.file.units.scheme)]
