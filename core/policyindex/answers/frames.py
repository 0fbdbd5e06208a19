"""Answer tables as pandas frames, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from policyindex.answers import authorities, plans, references
from policyindex.answers.beside import VERIFYING, verification_of
from policyindex.answers.marks import confirmed_from
from policyindex.answers.record import ALL_FIELDS, Answer, Cause, Status
from policyindex.answers.records import plain_value
from policyindex.answers.writing import columns_of
from policyindex.problems import hint, listing
from policyindex.problems.errors import WrongUseError
from policyindex.questions.written import text_of
from policyindex.units.periods import EXPECTED, period_of, period_text

if TYPE_CHECKING:
    import pandas as pd

    from policyindex.answers.table import AnswerSet

_NEEDED = ("unit", "period", "indicator")


def frame_of(answers: AnswerSet) -> pd.DataFrame:
    """Give a row per answer: answers as they are (text, number, true or false, tuple), points as doubles."""
    import pandas as pd

    given = list(answers)
    columns = columns_of(given)
    frame = pd.DataFrame(
        [[_cell(each, name) for name in columns] for each in given], columns=list(columns), dtype=object
    )
    for name in set(columns) - {"answer", "points", "cause", "references"}:
        frame[name] = frame[name].astype(str)
    return frame.astype({"points": "float64"})


def answers_of(frame: pd.DataFrame) -> Iterator[Answer]:
    """Give the answers of a frame."""
    for name in frame.columns:
        if name not in ALL_FIELDS:
            known = f"there are: {listing(ALL_FIELDS)}.{hint(name, ALL_FIELDS)}"
            raise WrongUseError(f"'{name}' is no column of answers; {known}")
    if missing := [name for name in _NEEDED if name not in frame.columns]:
        raise WrongUseError(f"a frame of answers needs the columns {listing(_NEEDED)}; there is no '{missing[0]}'")
    columns = list(frame.columns)
    for number, row in enumerate(frame.itertuples(index=False, name=None)):
        given = {name: value for name, value in zip(columns, row, strict=True) if not _is_none(value)}
        given["comment"], given["plan"] = _commented(given, number, parted="plan" not in columns)
        if "confirmed_from" not in columns:
            given["confirmed_from"] = confirmed_from(str(given.get("comment", "")))
        given["parts"] = _parts(given.get("parts", ""), number)
        yield _answer(given, number)


def _cell(answer: Answer, name: str) -> object:
    if name == "plan":
        return answer.plan.text if answer.plan else ""
    if name == "parts":
        return authorities.written(answer.parts)
    return getattr(answer, name)


def _commented(given: Mapping[str, Any], row: int, *, parted: bool) -> plans.Commented:
    """Give comment and plan; a frame without a column for the plan has it at the comment's end, as files do."""
    comment = str(given.get("comment", ""))
    if parted:
        return plans.parted(comment)
    try:
        return plans.Commented(comment, plans.parse(str(given.get("plan", ""))))
    except ValueError:
        raise WrongUseError(
            f"row {row} of the frame: '{given['plan']}' is no plan, such as 'Ada | 2027-03-01'"
        ) from None


def _parts(given: Any, row: int) -> tuple[authorities.Part, ...]:
    try:
        return authorities.parse(given) if isinstance(given, str) else authorities.of_records(given)
    except ValueError as error:
        raise WrongUseError(f"row {row} of the frame: {error} stands for a part, such as 'BE-VLG: full'") from None


def _answer(given: dict[str, Any], row: int) -> Answer:
    for name in _NEEDED:
        if name not in given:
            raise WrongUseError(f"row {row} of the frame has no {name}")
    points = given.get("points")
    answer = plain_value(given.get("answer"))
    try:
        status = (
            Status(given["status"])
            if "status" in given
            else Status.MISSING
            if answer is None and points is None
            else Status.ANSWERED
        )
        cause = Cause(given["cause"]) if given.get("cause") else None
    except ValueError as error:
        raise WrongUseError(f"row {row} of the frame: {error}") from None
    verification = verification_of(**{name: str(given.get(name, "")) for name in VERIFYING})
    if verification is None:
        raise WrongUseError(f"row {row} of the frame: source, review and publisher contradict each other")
    cited = given.get("references", ())
    return Answer(
        text_of(given["unit"]), _period(given["period"], row), str(given["indicator"]), str(given.get("instance", "")),
        answer, None if points is None else float(points), status, cause, str(given.get("comment", "")),
        references.split(cited) if isinstance(cited, str) else tuple(cited),
        review=verification.review, publisher=verification.publisher,
        confirmed_from=str(given.get("confirmed_from", "")), plan=given["plan"],
        parts=given["parts"],
    )  # fmt: skip


def _period(given: object, row: int) -> str:
    text = period_text(given)
    if period_of(text) is None:
        raise WrongUseError(f"row {row} of the frame: {given!r} is no period: it is {EXPECTED}")
    return text


def _is_none(value: object) -> bool:
    return (
        value is None
        or (not isinstance(value, str | list | tuple) and value != value)
        or type(value).__name__ == "NAType"
    )
