"""The one catalogue of problem texts, by code: the place to translate them."""

from policyindex.catalogue.answers import ANSWERS
from policyindex.catalogue.editions import CROSSWALK
from policyindex.catalogue.files import FILES, SHAPE, YAML
from policyindex.catalogue.instruments import EXTENSION, INSTRUMENT
from policyindex.catalogue.kinds import Kind
from policyindex.catalogue.method import METHOD
from policyindex.catalogue.questionnaires import QUESTIONNAIRES
from policyindex.catalogue.selfscoring import SELF_SCORING
from policyindex.catalogue.sheets import SHEETS
from policyindex.catalogue.studies import STUDIES
from policyindex.catalogue.workbooks import WORKBOOKS
from policyindex.catalogue.xlsform import XLSFORM

CATALOGUE: dict[str, Kind] = {
    **FILES,
    **YAML,
    **SHAPE,
    **INSTRUMENT,
    **EXTENSION,
    **METHOD,
    **ANSWERS,
    **SELF_SCORING,
    **STUDIES,
    **QUESTIONNAIRES,
    **CROSSWALK,
    **SHEETS,
    **WORKBOOKS,
    **XLSFORM,
}
