"""Translating an instrument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import Request, argument, option

if TYPE_CHECKING:
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class TranslationRequest(Request):
    """Write a translation file to fill in, with each source text beside it; bring an existing one up to date.

    \b
    policyindex instruments translation regin-checklist --lang fr --output fr.yaml
    policyindex validate fr.yaml
    """

    reference: str = argument("REF", reads=True)
    lang: str = option("The language to translate into, such as fr.", metavar="CODE", required=True)
    output: str = option("Write here; kept texts stay.", metavar="FILE", required=True, writes=True)


def translation(request: TranslationRequest, workspace: Workspace) -> Outcome[str]:
    """Give the YAML of a translation, with what its file already has; the file is the outcome's.

    :raises WrongUseError: for what is no language, or the source language, or a file into another language
    """
    import re
    from pathlib import Path

    from policyindex.files.fields import LANGUAGE
    from policyindex.files.locking import state_of
    from policyindex.instruments.texts import read_translation, texts_of
    from policyindex.instruments.translating import translation_yaml
    from policyindex.problems.errors import WrongUseError
    from policyindex.reports.translation import translation_report
    from policyindex.scoring.score import get_instrument
    from policyindex.verbs.outcome import Outcome, made_text

    lang, output = request.lang, Path(request.output).expanduser()
    instrument = get_instrument(request.reference, workspace.host)
    if not re.fullmatch(LANGUAGE, lang):
        raise WrongUseError(f"'{lang}' is no code of a language: write one such as fr, or pt-BR")
    if lang == instrument.language:
        raise WrongUseError(f"'{lang}' is the source language of {instrument.reference}: name another one")
    before = state_of(output)
    existing = read_translation(output, instrument)[0] if output.exists() else None
    if existing and existing.language != lang:
        raise WrongUseError(f"{output} is a translation into '{existing.language}': name another file for '{lang}'")
    text = translation_yaml(instrument, lang, existing)
    kept = {key: each.text for key, each in existing.texts.items() if each.text} if existing else {}
    sources = texts_of(instrument)
    said = f"{output}: {len(sources)} texts, {len(kept)} translated"
    return Outcome(
        text,
        lambda: translation_report(said, sources, kept),
        (made_text(str(output), text, "application/yaml")._replace(before=before),),
        instrument.warnings,
        summary=f"{said}. Check it with 'policyindex validate --for {request.reference} {output}'.",
    )
