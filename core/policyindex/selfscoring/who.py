"""Which unit filled in a file that anybody can: its name, its code and the period as they were typed."""

from __future__ import annotations

from policyindex.answers.keys import Keys
from policyindex.answers.reading import Cell, RowReader
from policyindex.problems import problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.selfscoring.origin import code_of


def who(name: Cell, unit: Cell, period: Cell, reader: RowReader) -> tuple[str, str]:
    """Give the unit's code and the period; a unit without a code gets one made of its name, which is said.

    :raises ProblemsFoundError: where nothing is typed to go by
    """
    made = unit.text or code_of(name.text)
    if not made or not period.text:
        raise ProblemsFoundError([problem("selfscoring-nobody", name.where)])
    if not unit.text:
        reader.report("selfscoring-code-made", name.where, name=name.text, unit=made)
    keys = Keys(reader.instrument.periods)
    found = keys.read("unit", made, unit.where).text, keys.read("period", *period).text
    reader.reading.problems.extend(keys.problems())
    return found
