"""``policyindex instruments translation``."""

from __future__ import annotations

import re
from pathlib import Path

import click

from policyindex.cli import host_of
from policyindex.files.writing import check_outputs, write_file
from policyindex.problems.errors import WrongUseError


@click.command("translation")
@click.argument("reference", metavar="REF")
@click.option("--lang", required=True, metavar="CODE", help="The language to translate into, such as fr.")
@click.option(
    "--output", required=True, metavar="FILE", type=click.Path(path_type=Path), help="Write here; kept texts stay."
)
@click.pass_context
def translation(ctx: click.Context, reference: str, lang: str, output: Path) -> None:
    """Write a translation file to fill in, with each source text beside it; bring an existing one up to date.

    \b
    policyindex instruments translation regin-checklist --lang fr --output fr.yaml
    policyindex validate fr.yaml
    """
    from policyindex.files.fields import LANGUAGE
    from policyindex.instruments.texts import read_translation, texts_of
    from policyindex.instruments.translating import translation_yaml
    from policyindex.scoring.score import get_instrument

    instrument = get_instrument(reference, host_of(ctx))
    check_outputs([output], [reference])
    if not re.fullmatch(LANGUAGE, lang):
        raise WrongUseError(f"'{lang}' is no code of a language: write one such as fr, or pt-BR")
    if lang == instrument.language:
        raise WrongUseError(f"'{lang}' is the source language of {instrument.reference}: name another one")
    existing = read_translation(output, instrument)[0] if output.exists() else None
    if existing and existing.language != lang:
        raise WrongUseError(f"{output} is a translation into '{existing.language}': name another file for '{lang}'")
    text = translation_yaml(instrument, lang, existing)
    write_file(output, lambda stream: stream.write(text.encode()))
    kept = sum(bool(each.text) for each in existing.texts.values()) if existing else 0
    click.echo(
        f"{output}: {len(texts_of(instrument))} texts, {kept} translated. Check it with 'policyindex validate --for {reference} {output}'."
    )
