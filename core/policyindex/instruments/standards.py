"""The standards of an instrument: which there are, what stands behind a question, which questions name none."""

from __future__ import annotations

from collections.abc import Mapping

from policyindex.files.fields import Source
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import InstrumentFile, Standard
from policyindex.locales import ENGLISH, words
from policyindex.questions.asked import Takes
from policyindex.questions.backing import Backing


def standards_of(file: InstrumentFile) -> Mapping[str, Standard]:
    """Give every standard by its id, those that stand under ``analysis`` too."""
    return {**(file.analysis.standards if file.analysis else {}), **file.standards}


def behind(instrument: Instrument, backing: Backing) -> tuple[Source, ...]:
    """Give standards and sources written out: the pinpoint of a use stands in the place of the standard's own."""
    known = standards_of(instrument.file)
    named = (
        known[use.standard].model_copy(update={"pinpoint": use.pinpoint} if use.pinpoint else {})
        for use in backing.standards
    )
    return (*named, *backing.sources)


def cited(source: Source, language: str = ENGLISH) -> str:
    """Write a standard or a source in one line; a status that has a word in the language in that, another as it is."""
    stated = source.status if isinstance(source, Standard) else ""
    status = words(language).get(f"standard.{stated.lower().replace(' ', '_')}", stated)
    return ", ".join(filter(None, (source.title, source.pinpoint, status, source.url)))


def used_by(instrument: Instrument, standard: str) -> tuple[str, ...]:
    """Give the questions that refer to a standard, themselves or with an option."""
    pairs = ((key, each.backing.standards) for key, each in instrument.indicators.items())
    return tuple(key for key, uses in pairs if any(use.standard == standard for use in uses))


def name_of(source: Source) -> str:
    """Say which of the two it is."""
    return "standard" if isinstance(source, Standard) else "source"


def with_top_option(instrument: Instrument) -> tuple[str, ...]:
    """Give the scored questions that have a top option, which something should stand behind.

    Not numbers: the best one is often that of the data. Not self-assessments: a tick there says that something exists.
    """
    if instrument.file.self_assessment:
        return ()
    return tuple(key for key, each in instrument.indicators.items() if each.scored and each.takes is not Takes.NUMBER)


def unsourced(instrument: Instrument) -> tuple[str, ...]:
    """Give those of them that name neither a standard nor a source for it."""
    return tuple(key for key in with_top_option(instrument) if not instrument.indicators[key].top_backing)
