"""The pydantic models of everything that is written in YAML; the JSON Schemas are generated from them."""

from policyindex.instruments.models.classification import Band, BandScale, LearnFrom, Type, Typology
from policyindex.instruments.models.crosswalk import CarriedIndicator, CrosswalkFile
from policyindex.instruments.models.fields import Model, Source
from policyindex.instruments.models.files import (
    FragmentFile,
    InstrumentFile,
    StepUse,
    StrandFile,
    TranslatedText,
    TranslationFile,
)
from policyindex.instruments.models.indicators import (
    AtLeast,
    Collected,
    GradedCount,
    Indicator,
    NumberQuestion,
    Option,
    Question,
    SingleChoice,
    Tick,
)
from policyindex.instruments.models.method import Analysis, AreaForImprovement, DataMapping, Implementation, Planning
from policyindex.instruments.models.nodes import (
    By,
    DecisionRow,
    Derived,
    Node,
    Rescale,
    Rule,
    Target,
    Tree,
    Where,
)
from policyindex.instruments.models.studies import Block, Facet, Scoping, ShortForm, Units

__all__ = [
    "Analysis",
    "AreaForImprovement",
    "AtLeast",
    "Band",
    "BandScale",
    "Block",
    "By",
    "CarriedIndicator",
    "Collected",
    "CrosswalkFile",
    "DataMapping",
    "DecisionRow",
    "Derived",
    "Facet",
    "FragmentFile",
    "GradedCount",
    "Implementation",
    "Indicator",
    "InstrumentFile",
    "LearnFrom",
    "Model",
    "Node",
    "NumberQuestion",
    "Option",
    "Planning",
    "Question",
    "Rescale",
    "Rule",
    "Scoping",
    "ShortForm",
    "SingleChoice",
    "Source",
    "StepUse",
    "StrandFile",
    "Target",
    "Tick",
    "TranslatedText",
    "TranslationFile",
    "Tree",
    "Type",
    "Typology",
    "Units",
    "Where",
]
