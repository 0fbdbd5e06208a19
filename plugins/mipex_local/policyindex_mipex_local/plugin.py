"""MIPEX local: our own instrument for municipalities, with invented example towns."""

from pathlib import Path

from policyindex import AnswersSpec, InstrumentSpec, hookimpl

HERE = Path(__file__).parent
EXAMPLE = AnswersSpec(
    path=HERE / "data" / "example-towns.csv",
    study=HERE / "data" / "example-study.yaml",
    verification="invented example",
    note="These are invented answers of three towns that do not exist.",
    unit_names={
        "ZZ-LARKFORD": "Larkford (invented)",
        "ZZ-MOSSWICK": "Mosswick (invented)",
        "ZZ-DUNHOLT": "Dunholt (invented)",
    },
)


@hookimpl
def register_instruments() -> list[InstrumentSpec]:
    """Give our local instrument."""
    path = HERE / "instruments" / "own-2026" / "instrument.yaml"
    return [
        InstrumentSpec(
            "mipex-local", "own-2026", "Integration policy of municipalities, our operationalisation", path, EXAMPLE
        )
    ]
