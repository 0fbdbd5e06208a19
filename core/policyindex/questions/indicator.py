"""An indicator: a question of one of the five kinds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, get_args

from pydantic import Discriminator, Tag

from policyindex.questions.at_least import AtLeast
from policyindex.questions.choice import SingleChoice
from policyindex.questions.graded import GradedCount
from policyindex.questions.number import NumberQuestion
from policyindex.questions.tick import Tick

_MODELS = (SingleChoice, Tick, AtLeast, GradedCount, NumberQuestion)
TAKES = {get_args(model.model_fields["kind"].annotation)[0]: model.takes for model in _MODELS}
"""What answers are made of, by what ``kind`` says."""
KINDS = tuple(TAKES)
"""What ``kind`` may say; the first is meant where it says nothing."""
USUAL = _MODELS[0]
"""The kind that is meant where nothing is said."""


def _kind(value: Any) -> str:
    kind = value.get("kind", KINDS[0]) if isinstance(value, Mapping) else getattr(value, "kind", "")
    return kind if isinstance(kind, str) else ""


Indicator = Annotated[
    Annotated[SingleChoice, Tag("single_choice")]
    | Annotated[Tick, Tag("tick")]
    | Annotated[AtLeast, Tag("at_least")]
    | Annotated[GradedCount, Tag("graded_count")]
    | Annotated[NumberQuestion, Tag("number")],
    Discriminator(_kind),
]
