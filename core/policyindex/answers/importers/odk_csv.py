"""Submissions of an XLSForm in CSV, as ODK Central and KoboToolbox export them: a row a submission.

Groups stand before the names of questions, joined by ``-`` or ``/``, or are left out; several choices are a list with
spaces, columns of their own, or both. What a server adds is ignored; a rejected submission is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyindex.answers.importers import xlsform_names as names
from policyindex.answers.importers.odk_submission import Places, Submission
from policyindex.answers.keys import Keys
from policyindex.answers.reading import Reading, RowReader
from policyindex.answers.record import Answer
from policyindex.files.csv_rows import Line, is_european, raw_lines
from policyindex.files.text import decode
from policyindex.instruments.columns import Column
from policyindex.instruments.hashing import scoring_hash, text_hash
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Location, compact, errors_in, hint, listing
from policyindex.problems.errors import ProblemsFoundError

_NEEDED = (names.UNIT, names.PERIOD, names.SCORING_HASH)
_VERDICTS = ("ReviewState", "_validation_status")
_REJECTED = ("rejected", "validation_status_not_approved", "not approved")
_SERVER = re.compile(
    r"(?:.*[-/])?(?:_.*|SubmissionDate|KEY|Submitter(ID|Name)|Attachments(Present|Expected)|Status|ReviewState|DeviceID"
    r"|Edits|FormVersion|PARENT_KEY|isValidated|start|end|today|device_?id|username|phonenumber|email|audit"
    r"|instance(ID|Name)|rootUuid|deprecatedID|uuid|(section|group)_[a-z0-9_]+)"
)
"""Columns that servers and apps add, and those of groups."""


def read_odk(data: bytes, name: str, instrument: Instrument) -> Reading:
    """Read submissions from bytes; ``name`` stands for the file in problems."""
    header, lines = _table(data, name)
    submissions = _Submissions(instrument, name, header)
    for line in lines:
        submissions.read(line)
    if not submissions.count:
        submissions.report("answers-none", Location(name))
    return Reading(list(submissions.answers.values()), [*submissions.problems, *submissions.keys.problems()])


def form_of(data: bytes, name: str) -> tuple[dict[str, str], frozenset[tuple[str, str]]]:
    """Give what the first submission that was not rejected says of its form, and which fields the file has columns of.

    :returns: texts by hidden field; pairs of field and column of answers
    """
    header, lines = _table(data, name)
    places = {key: index for index, title in enumerate(header[1]) if (key := _hidden(title.strip()))}
    fields = frozenset(found[:2] for title in header[1] if (found := names.read_name(title.strip())))
    for _, cells in lines:
        said = {key: cells[index].strip() for key, index in places.items() if index < len(cells)}
        if not any(said.get(each, "").lower() in _REJECTED for each in _VERDICTS):
            return said, fields
    return {}, fields


def _table(data: bytes, name: str) -> tuple[Line, Iterator[Line]]:
    """Give the header and the lines below it, without empty ones."""
    text, _ = decode(data, name, allow_control=True)  # servers write marks, comments have line ends of their own
    lines = (
        line for line in raw_lines(text, name, european=is_european(text)) if any(cell.strip() for cell in line[1])
    )
    return next(lines, (1, [""])), lines


def _hidden(title: str) -> str:
    """Name the hidden field or the verdict that a column holds; empty: another one."""
    last = re.split("[-/]", title)[-1]
    return last if last in names.HIDDEN else title if title in _VERDICTS else ""


class _Submissions:
    """Reads one submission after the other and compares what two say of the same question."""

    def __init__(self, instrument: Instrument, file: str, header: Line) -> None:
        self.instrument, self.file, self.count = instrument, file, 0
        self.hashes = scoring_hash(instrument), text_hash(instrument)
        self.answers: dict[tuple[str, ...], tuple[Answer, Location]] = {}
        self.told: set[str] = set()
        self.keys = Keys(instrument.periods)
        reader = RowReader(instrument)
        self.problems, self.report = reader.reading.problems, reader.report
        self.width, self.places = len(header[1]), self._places(header)

    def _places(self, header: Line) -> Places:
        """Read the first line, or raise ProblemsFoundError where it is of no form, or of another one."""
        instrument, ignored = self.instrument, []
        known = [Column(key, each).name for key in instrument.indicators for each in instrument.instances(key)]
        found: dict[tuple[str, str, str], int] = {}
        for index, title in enumerate(each.strip() for each in header[1]):
            where, hidden = Location(self.file, header[0], index + 1), _hidden(title)
            if key := names.read_name(title):
                if key[1] not in known:
                    values = {"instrument": instrument.reference, "known": listing(known), "hint": hint(key[1], known)}
                    self.report("odk-column-unknown", where, column=title, indicator=key[1], **values)
            elif hidden:
                key = (hidden, "", "")
            else:
                ignored += [title] if title and not _SERVER.fullmatch(title) else []
                continue
            if key in found:
                self.report("answers-column-twice", where, column=title)
            found[key] = index
        where = Location(self.file, header[0])
        if not any(column for _, column, _ in found):
            self.report("odk-no-form", where, example=names.question_name(names.ANSWER, known[0]))
        else:
            for name in (each for each in _NEEDED if (each, "", "") not in found):
                self.report("odk-column-missing", where, column=name)
        if errors_in(self.problems):
            raise ProblemsFoundError(self.problems)
        if ignored:
            self.report("odk-columns-ignored", where, count=len(ignored), columns=listing(ignored))
        return found

    def read(self, line: Line) -> None:
        """Read one submission, unless it was rejected."""
        number, cells = line
        self.count += 1
        compact(self.problems)
        if len(cells) != self.width:
            self.report("answers-row-length", Location(self.file, number), found=len(cells), wanted=self.width)
            return
        submission = Submission(self.instrument, self.file, self.places, line, self.keys)
        unit, period = submission.hidden(names.UNIT).text, submission.hidden(names.PERIOD).text
        for verdict, where in map(submission.hidden, _VERDICTS):
            if verdict.lower() in _REJECTED:
                self.report("odk-rejected", where, unit=unit, period=period, value=verdict)
                return
        if self._is_of_this_form(submission):
            reading = submission.reading()
            self.problems.extend(reading.problems)
            self._join(reading, Location(self.file, number), unit, period)

    def _is_of_this_form(self, submission: Submission) -> bool:
        """Compare both hashes; each other one is reported once. Of a text in another language nothing can be said."""
        scoring, where = submission.hidden(names.SCORING_HASH)
        text, text_where = submission.hidden(names.TEXT_HASH)
        reference = self.instrument.reference
        if scoring != self.hashes[0]:
            if scoring not in self.told:
                self.told.add(scoring)
                found = submission.hidden(names.INSTRUMENT).text or "something else"
                self.report("odk-scoring-hash", where, found=found, instrument=reference, wanted=self.hashes[0])
            return False
        same_language = submission.hidden(names.LANGUAGE).text == self.instrument.language
        if text and text != self.hashes[1] and same_language and text not in self.told:
            self.told.add(text)
            self.report("odk-text-hash", text_where, instrument=reference, wanted=self.hashes[1])
        return True

    def _join(self, reading: Reading, row: Location, unit: str, period: str) -> None:
        """Add what a submission says; what an earlier one says differently is a conflict, the same is not."""
        differing: dict[Location, list[str]] = {}
        for answer, where in reading.answers:
            before, first = self.answers.setdefault(answer.key, (answer, where))
            if before != answer:
                shown = Column(answer.indicator, answer.instance).name
                differing.setdefault(Location(first.file, first.line), []).append(shown)
        for place, shown_ in differing.items():
            values = {"unit": unit, "period": period, "first": place.render(), "indicators": listing(shown_)}
            self.report("odk-conflict", row, **values)
