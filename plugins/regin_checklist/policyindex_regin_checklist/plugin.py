"""REGIN checklist: 42 items for the self-assessment of a region."""

from pathlib import Path

from policyindex import AnswersSpec, InstrumentSpec, TranslationSpec, hookimpl

HERE = Path(__file__).parent
SAMPLE = AnswersSpec(
    path=HERE / "data" / "sample-region.csv",
    verification="self-assessed",
    note="These are invented answers of a region that does not exist (Northmark).",
    unit_names={"ZZ-NORTHMARK": "Northmark (invented)"},
)


@hookimpl
def register_instruments() -> list[InstrumentSpec]:
    """Give the checklist of the handbook."""
    path = HERE / "instruments" / "handbook-2022" / "instrument.yaml"
    return [InstrumentSpec("regin-checklist", "handbook-2022", "REGIN self-assessment checklist", path, SAMPLE)]


@hookimpl
def register_translations() -> list[TranslationSpec]:
    """Give the translations; each stays marked as unreviewed until somebody who checked it is named in it."""
    languages = ("de", "es", "it")
    return [
        TranslationSpec("regin-checklist@handbook-2022", each, HERE / "i18n" / f"{each}.yaml") for each in languages
    ]
