"""Answering an instrument one question at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import Request, argument, option

if TYPE_CHECKING:
    from policyindex.answers.table import AnswerSet
    from policyindex.instruments.instrument import Instrument
    from policyindex.plugins.host import PluginHost
    from policyindex.questionnaires.sitting import Sitting
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class FillRequest(Request):
    """Answer the questions of an instrument for one unit and period, one at a time.

    Every answer is saved at once; the same command goes on where it stopped. Where FILE has answers of an earlier
    period of the unit, these are shown, and Enter confirms one as unchanged. Type :? for help while answering.
    Needs a terminal. Ends with 0, after Ctrl-C with 130; what is saved stays.

    \b
    policyindex fill regin-checklist --unit ES51 --period 2026
    policyindex fill mipex-regional --unit ES51 --period 2026 --short-form short --answers catalonia.csv
    policyindex fill mipex-national --unit PT --period 2026 --last-round bundled
    """

    reference: str = argument("REF", reads=True)
    unit: str = option("The unit that is assessed, such as ES51.", metavar="CODE", required=True)
    period: str = option("The period that is assessed, such as 2026.", metavar="PERIOD", required=True)
    answers: str = option(
        "CSV file to save in and to go on from. Default: REF-UNIT-PERIOD.csv in the current folder.",
        metavar="FILE",
        writes=True,
    )
    lang: str = option("Language of questions and screen. Default: the instrument's own.", metavar="LANG", reads=True)
    short_form: str = option("Ask only the questions of this short form.", metavar="NAME")
    study: str = option("Ask only what the study's scoping leaves in for the unit.", metavar="FILE", reads=True)
    last_round: str = option(
        "Where the last round's answers are, if not in FILE: another file, or 'bundled' for those that travel with the "
        "instrument.",
        metavar="FILE|bundled",
        reads=True,
    )

    def again(self) -> str:
        """Give the command that goes on where this one stopped."""
        return self._line("fill", "unit", "period", "answers", "lang", "short_form", "study", "last_round")

    def run(self, path: str) -> str:
        """Give the command that shows the scores of what is saved in a file."""
        from dataclasses import replace

        return replace(self, answers=path)._line("run", "answers", "unit", "period", "lang", "short_form", "study")

    def _line(self, command: str, *names: str) -> str:
        import shlex

        given = [(f"--{name.replace('_', '-')}", getattr(self, name)) for name in names if getattr(self, name)]
        return shlex.join(["policyindex", command, self.reference, *(part for pair in given for part in pair)])


def fill(request: FillRequest, workspace: Workspace) -> Outcome[Sitting]:
    """Sit down to a questionnaire: ``data.take(text)`` answers what is asked and saves; the shell shows it on a terminal.

    :raises WrongUseError: for a file that could not be saved, an empty unit or period, a short form that is not there,
        or a unit outside the study
    :raises ProblemsFoundError: for what is wrong with the answers so far
    """
    from pathlib import Path

    from policyindex.answers.files import unit_names
    from policyindex.instruments.groups import scheme_of
    from policyindex.problems.errors import WrongUseError
    from policyindex.questionnaires.answer_file import AnswerFile, default_name
    from policyindex.questionnaires.form import questionnaire
    from policyindex.questionnaires.session import start
    from policyindex.questionnaires.sitting import Sitting
    from policyindex.reports.sitting import answered_in_short, sitting_report
    from policyindex.scoring.score import get_instrument
    from policyindex.studies.study import in_its_order
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.studies import known_units, scope_of, study_of
    from policyindex.verbs.units import meant, period_label, unit_code, unknown

    host = workspace.host
    instrument = get_instrument(request.reference, host, request.lang)
    study = study_of(request.study, instrument)
    instrument = in_its_order(instrument, study)
    unit, period = unit_code(request.unit), period_label(request.period, instrument.periods)
    units = {**known_units(study), **unit_names(instrument, host)}
    unit, read_as = meant(unit, units, scheme_of(instrument, host))
    path = Path(request.answers or default_name(instrument, unit, period)).expanduser()
    file = AnswerFile(path, instrument, host)
    known = file.read()
    names = unit_names(instrument, host)
    earlier = _earlier(known, request.last_round, unit, period, instrument, host)
    names_ = {**names, **earlier.origin.unit_names}
    out, short_form = scope_of(study, unit, period, request.short_form, instrument)
    form = questionnaire(instrument, unit, period, earlier, unit_names=names_, short_form=short_form, out=out)
    if not form.items:
        raise WrongUseError(f"{instrument.reference} asks no question")
    sitting = Sitting(start(form), file, host, short_form)
    note = f"note: {file.path} will be written anew as a long table with every field; no answer is lost"
    return Outcome(
        sitting,
        lambda: sitting_report(sitting, [line for _, line in next_commands(request, sitting)]),
        warnings=(
            *instrument.warnings,
            *earlier.warnings,
            *([] if request.study else unknown(unit, instrument, names, known)),
        ),
        notes=(*read_as, *[note] * file.is_other_layout),
        summary=answered_in_short(sitting),
    )


def next_commands(request: FillRequest, sitting: Sitting) -> list[tuple[str, str]]:
    """Give what to type next, each with the key of the words that say what it is for."""
    import shlex

    path, found = str(sitting.file.path), []
    if sitting.session.open_items:
        found.append(("go_on_with", request.again()))
    if sitting.file.exists and sitting.is_self_assessment:
        found.append(("see_result", request.run(path)))
    elif not sitting.session.open_items:
        found.append(("check_file", shlex.join(["policyindex", "validate", path, "--for", request.reference])))
    return found


def _earlier(
    known: AnswerSet, last_round: str, unit: str, period: str, instrument: Instrument, host: PluginHost
) -> AnswerSet:
    """Join the file's answers with those of the last round; the file's own count where both have one."""
    from policyindex.answers.files import read_answers
    from policyindex.answers.table import AnswerSet

    if not last_round:
        return known
    found = read_answers(instrument, last_round, host=host)
    end = instrument.in_time(period)
    before = {each.key: each for each in found if each.unit == unit and instrument.in_time(each.period) < end}
    both = {**before, **{each.key: each for each in known}}
    return AnswerSet(both.values(), found.origin, (*known.warnings, *found.warnings))
