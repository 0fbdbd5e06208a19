"""MIPEX regional: our operationalisation of the handbook's 42 statements, with invented example regions."""

from pathlib import Path

from policyindex import AnswersSpec, InstrumentSpec, hookimpl

HERE = Path(__file__).parent
EXAMPLE = AnswersSpec(
    path=HERE / "data" / "example-regions.csv",
    study=HERE / "data" / "example-study.yaml",
    verification="invented example",
    note="These are invented answers of four regions that do not exist.",
    unit_names={
        "ZZ1-HILLS": "Hills (invented)",
        "ZZ1-COAST": "Coast (invented)",
        "ZZ2-LAKES": "Lakes (invented)",
        "ZZ2-PLAINS": "Plains (invented)",
    },
)


@hookimpl
def register_instruments() -> list[InstrumentSpec]:
    """Give our operationalisation; the official questionnaire can be loaded as another edition from a file."""
    path = HERE / "instruments" / "own-2026" / "instrument.yaml"
    return [
        InstrumentSpec(
            "mipex-regional", "own-2026", "Integration policy of regions, our operationalisation", path, EXAMPLE
        )
    ]
