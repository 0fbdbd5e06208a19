"""The one catalogue of problem texts, by code: the place to translate them."""

from policyindex.problems.catalogue.answers import ANSWERS
from policyindex.problems.catalogue.context import CONTEXT
from policyindex.problems.catalogue.editions import CROSSWALK
from policyindex.problems.catalogue.files import FILES, SHAPE, TABLES, USES, YAML
from policyindex.problems.catalogue.instruments import EXTENSION, INSTRUMENT
from policyindex.problems.catalogue.kinds import Kind
from policyindex.problems.catalogue.method import METHOD
from policyindex.problems.catalogue.questionnaires import QUESTIONNAIRES
from policyindex.problems.catalogue.reforms import REFORMS
from policyindex.problems.catalogue.selfscoring import SELF_SCORING
from policyindex.problems.catalogue.sheets import SHEETS
from policyindex.problems.catalogue.studies import STUDIES
from policyindex.problems.catalogue.targets import TARGETS
from policyindex.problems.catalogue.units import UNITS
from policyindex.problems.catalogue.workbooks import WORKBOOKS
from policyindex.problems.catalogue.xlsform import XLSFORM

CATALOGUE: dict[str, Kind] = {
    **FILES,
    **YAML,
    **SHAPE,
    **TABLES,
    **USES,
    **INSTRUMENT,
    **EXTENSION,
    **METHOD,
    **ANSWERS,
    **SELF_SCORING,
    **UNITS,
    **STUDIES,
    **TARGETS,
    **CONTEXT,
    **QUESTIONNAIRES,
    **REFORMS,
    **CROSSWALK,
    **SHEETS,
    **WORKBOOKS,
    **XLSFORM,
}
