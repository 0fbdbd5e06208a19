"""The one catalogue of problem texts, by code: the place to translate them."""

from policyindex.catalogue.answers import ANSWERS
from policyindex.catalogue.files import FILES, SHAPE, YAML
from policyindex.catalogue.instruments import EXTENSION, INSTRUMENT
from policyindex.catalogue.kinds import Kind
from policyindex.catalogue.selfscoring import SELF_SCORING
from policyindex.catalogue.studies import STUDIES
from policyindex.catalogue.workbooks import WORKBOOKS
from policyindex.catalogue.xlsform import XLSFORM

CATALOGUE: dict[str, Kind] = {
    **FILES,
    **YAML,
    **SHAPE,
    **INSTRUMENT,
    **EXTENSION,
    **ANSWERS,
    **SELF_SCORING,
    **STUDIES,
    **WORKBOOKS,
    **XLSFORM,
}
