"""Where questionnaires go and whom they may ask: what is refused before anything is read or written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from policyindex.problems import listing
from policyindex.problems.errors import WrongUseError
from policyindex.questionnaires.formats import FORMATS

if TYPE_CHECKING:
    from policyindex.verbs.export_questionnaire import ExportQuestionnaireRequest


def check_where(request: ExportQuestionnaireRequest) -> None:
    """Refuse places that exclude each other, and a file where a folder is needed."""
    unit, output, languages = request.unit, request.output, request.all_languages
    if request.all_units:
        others = {"--unit": unit, "--all-languages": languages, "--output": output}
        if named := [name for name, value in others.items() if value]:
            raise WrongUseError(f"--all-units writes every unit, in one language, into DIR: leave {listing(named)} out")
        return
    if bool(languages) == bool(output):
        raise WrongUseError(
            "say where it goes: --output FILE for one, --all-languages DIR for one a language, or --all-units DIR for "
            "one a unit"
        )
    if languages and request.lang:
        raise WrongUseError("--all-languages writes every language: leave --lang out")
    if languages and request.several:
        raise WrongUseError("--all-languages writes one unit: name one --unit, or a --lang in place of all")
    place = Path(output).expanduser()
    is_file = output == "-" or place.is_file() or place.suffix.lower() in {each.suffix for each in FORMATS}
    if request.several and is_file and not place.is_dir():
        raise WrongUseError(f"several units need a folder, and {output} is a file: give --output DIR")


def check_who(request: ExportQuestionnaireRequest, *, counts: bool) -> None:
    """Refuse a questionnaire that does not say of whom or when it asks, where nobody can say so in it."""
    named = [unit.strip() for unit in request.unit]
    if (request.all_units or any(named)) and not request.period.strip():
        raise WrongUseError("the period is empty: give --period")
    if request.all_units or (named and all(named)):
        return
    if not counts or any(named):
        raise WrongUseError("the unit is empty: give --unit; only self-scoring files let whoever fills them in say it")
    given = {"--answers": request.answers, "--short-form": request.short_form, "--study": request.study}
    if several := [name for name, value in given.items() if value]:
        raise WrongUseError(f"{several[0]} needs a unit: give --unit, or leave it out")


def refuse_same(files: Iterable[tuple[str, str]]) -> None:
    """Refuse files that some system would take for one; each is given with its unit."""
    known: dict[str, str] = {}
    for unit, name in files:
        other = known.setdefault(normalize("NFKC", name).casefold(), unit)
        if other != unit:
            raise WrongUseError(
                f"{name} would be the file of two units, '{other}' and '{unit}': name one of them and all others with "
                "--unit, and write the other by itself with --output FILE"
            )
