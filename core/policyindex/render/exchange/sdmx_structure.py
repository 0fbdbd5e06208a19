"""The structure that SDMX data of an edition have, as SDMX-JSON 2.0: concepts, code lists with names, data structure and
dataflow. pysdmx writes it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from policyindex.problems import problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.render.exchange.citation import json_text
from policyindex.render.exchange.sdmx_csv import (
    ATTRIBUTES,
    DIMENSIONS,
    INDEX_POINTS,
    MEASURE,
    OF_ALL,
    OF_NODE,
    STATUSES,
    check_whole,
)
from policyindex.render.exchange.sdmx_names import AGENCY, VERSION, code_of, name_of
from policyindex.reports.dataset import dataset_of
from policyindex.scoring.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMELESS = datetime(2000, 1, 1, tzinfo=UTC)
"""When the message was prepared, for which the format asks: a clock would make other bytes of the same structure."""
CODELIST = f"urn:sdmx:org.sdmx.infomodel.codelist.Codelist={AGENCY}:{{}}({VERSION})"
NAMES = {
    "REF_AREA": "What is assessed",
    "INDICATOR": "What has the score",
    "TIME_PERIOD": "When it was assessed",
    "OBS_VALUE": "Score",
    "OBS_STATUS": "Status of the score",
    "RANK": "Place among all of the period",
    "BAND": "Name of the range that the score lies in",
    "ANSWERED": "Questions below that are answered",
    "EXPECTED": "Questions below that are asked",
    "IMPUTED": "Numbers below that a step filled in",
    "STATE": "incomplete: too few answers for a rank, a band or a type",
    "COVERAGE": "Share of the weight below that is answered",
    "VERIFICATION": "Weakest source of the answers below",
    "NOTE": "Note",
    "TREES": "Trees that it is shown in",
    "UNIT_MEASURE": "Unit of measure",
    "DECIMALS": "Decimals that are shown",
    "PROVENANCE": "Edition, hashes and versions",
    "CITATION": "How to cite",
    "LICENCE": "Licence",
    "COMMENT_DSET": "What has to be printed beside the scores",
}
NUMBERS = {MEASURE: "DOUBLE", "COVERAGE": "DOUBLE"} | dict.fromkeys(
    ("RANK", "ANSWERED", "EXPECTED", "IMPUTED", "DECIMALS"), "INTEGER"
)


def write_sdmx_structure(view: View, stream: BinaryIO) -> None:
    """Write the structure of the data that ``sdmx-csv`` gives of a view; needs the extra ``exchange``."""
    check_whole(view, "sdmx-structure")
    try:
        from pysdmx import model
        from pysdmx.io.json.sdmxjson2.writer.v2_0 import structure
    except ImportError:
        raise ProblemsFoundError([problem("extra-missing", format="SDMX structures", extra="exchange")]) from None
    from pysdmx.model.message import Header

    head = Header(id=name_of(dataset_of(view).reference), prepared=TIMELESS, sender=model.Agency(AGENCY))
    document = json.loads(structure.write(_artefacts(model, view), header=head) or "")
    for each in document["data"]["dataStructures"]:
        parts = each["dataStructureComponents"]
        if not parts.get("groups"):
            parts.pop("groups", None)  # an empty list, which pysdmx writes, is not valid
    stream.write(json_text(document).encode("utf-8", "replace"))


def _artefacts(model: Any, view: View) -> list[Any]:
    dataset, instrument = dataset_of(view), view.result.instrument
    own, names = name_of(dataset.reference), view.result.unit_names
    trees = view.trees or tuple(instrument.trees)
    nodes = dict.fromkeys(node for tree in trees for node, _ in instrument.below(instrument.trees[tree].roots))

    def codes(key: str, name: str, items: Mapping[str, str]) -> Any:
        found = [model.Code(code, name=label) for code, label in items.items()]
        return model.Codelist(f"CL_{key}_{own}", name=name, agency=AGENCY, version=VERSION, items=found)

    lists = {
        "REF_AREA": codes("AREA", "What is assessed", {code_of(unit): names.get(unit, unit) for unit in dataset.units}),
        "INDICATOR": codes("NODE", "What has a score", {code_of(each): instrument.nodes[each].label for each in nodes}),
        "OBS_STATUS": codes("OBS_STATUS", "Status", STATUSES),
        "UNIT_MEASURE": codes("UNIT_MEASURE", "Units of measure", {INDEX_POINTS: "Index"}),
    }
    concepts = [model.Concept(key, name=NAMES[key]) for key in (*DIMENSIONS, MEASURE, *ATTRIBUTES)]
    scheme = model.ConceptScheme(
        f"CS_{own}", name=f"Concepts of {dataset.title}", agency=AGENCY, version=VERSION, items=concepts
    )

    def component(key: str, role: Any, level: str | None = None) -> Any:
        kind = "PERIOD" if key == "TIME_PERIOD" else NUMBERS.get(key, "STRING")
        return model.Component(
            key,
            required=key != MEASURE and level is None,
            role=role,
            concept=model.ItemReference("Concept", AGENCY, scheme.id, VERSION, key),
            local_dtype=model.DataType[kind],
            local_codes=lists.get(key),
            local_enum_ref=CODELIST.format(lists[key].id) if key in lists else None,
            attachment_level=level,
        )

    def level(key: str) -> str:
        return "D" if key in OF_ALL else "INDICATOR" if key in OF_NODE else "O"

    components = [component(key, model.Role.DIMENSION) for key in DIMENSIONS]
    components.append(component(MEASURE, model.Role.MEASURE))
    components += [component(key, model.Role.ATTRIBUTE, level(key)) for key in ATTRIBUTES]
    definition = model.DataStructureDefinition(
        own, name=dataset.title, agency=AGENCY, version=VERSION, components=model.Components(components)
    )
    flow = model.Dataflow(
        own, name=dataset.title, description=dataset.description or None, agency=AGENCY, version=VERSION,
        structure=definition,
    )  # fmt: skip
    return [scheme, *lists.values(), definition, flow]
