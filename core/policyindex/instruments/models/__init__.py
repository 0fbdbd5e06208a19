"""The pydantic models of everything that is written in YAML; the JSON Schemas are generated from them."""

from policyindex.files.fields import Model, Source
from policyindex.instruments.models.classification import Band, BandScale, LearnFrom, Type, Typology
from policyindex.instruments.models.crosswalk import CarriedIndicator, CrosswalkFile
from policyindex.instruments.models.files import (
    FragmentFile,
    InstrumentFile,
    StepUse,
    StrandFile,
    TranslatedText,
    TranslationFile,
)
from policyindex.instruments.models.lists import SharedLists
from policyindex.instruments.models.method import (
    Analysis,
    AreaForImprovement,
    DataMapping,
    Implementation,
    Planning,
    Standard,
)
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
from policyindex.questions.at_least import AtLeast
from policyindex.questions.choice import Option, SingleChoice
from policyindex.questions.graded import GradedCount
from policyindex.questions.indicator import Indicator
from policyindex.questions.number import NumberQuestion
from policyindex.questions.question import Collected, Question
from policyindex.questions.tick import Tick

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
    "SharedLists",
    "ShortForm",
    "SingleChoice",
    "Source",
    "Standard",
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
