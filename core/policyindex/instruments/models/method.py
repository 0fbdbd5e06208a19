"""How a team came to its instrument, in four steps: planning, mapping, analysis, implementation.

Nothing here decides a score. What is named by an id can be checked: data source -> impediment -> area for
improvement -> indicator.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from policyindex.instruments.models.fields import Id, Model, Number, Reference, Source, Text, Title


class Partner(Model):
    """An organisation that takes part."""

    label: Title
    role: Text = ""
    """What it does in the work."""
    unit: Text = ""
    """For a national partner: the code of the unit it answers for."""
    url: Text = ""


class Partners(Model):
    """Who works together, by part played."""

    managing: Mapping[Id, Partner] = {}
    """They lead the work and answer for it."""
    research: Mapping[Id, Partner] = {}
    """They write the questions and check the answers."""
    national: Mapping[Id, Partner] = {}
    """They know a unit from inside, answer for it, and use the results there."""


class Planning(Model):
    """Step 1: whose policies, towards what, for whom, and with whom."""

    purpose: Text = ""
    """What the results are to be used for."""
    definition: Text = ""
    """What the policies are to reach, such as a definition of integration."""
    beneficiaries: Text = ""
    """Whose situation is to improve."""
    governance_landscape: Text = ""
    """Which levels of government and which offices share the responsibility."""
    partners: Partners = Partners()


class DataSource(Model):
    """Where something can be learnt about the policies or about the people they are for."""

    title: Title
    kind: Id = "other"
    """law, statistics, survey, register, questionnaire, interview, or another kind."""
    holder: Text = ""
    """Who keeps it."""
    description: Text = ""
    url: Text = ""


class Impediment(Model):
    """A lived reality, a policy or the lack of one that stands in the way of what was defined."""

    text: Title
    data_sources: tuple[Id, ...] = ()
    """Ids of the data sources that it rests on."""
    sources: tuple[Source, ...] = ()
    """Single documents that show it."""


class DataMapping(Model):
    """Step 2: what can be known, and what stands in the way."""

    data_sources: Mapping[Id, DataSource] = {}
    impediments: Mapping[Id, Impediment] = {}


class AreaForImprovement(Model):
    """A goal that somebody can act on, and the impediments it would remove."""

    label: Title
    goal: Title
    impediments: tuple[Id, ...] = ()


class Standard(Source):
    """A standard to measure against, and the areas for improvement it is for."""

    areas: tuple[Id, ...] = ()


class Analysis(Model):
    """Step 3: impediments turned into goals, each with the highest standard there is."""

    areas_for_improvement: Mapping[Id, AreaForImprovement] = {}
    standards: Mapping[Id, Standard] = {}


class IndicatorUse(Model):
    """What an indicator looks at, and which areas for improvement it tells about."""

    kind: Literal["governance", "input", "output", "outcome"] | None = None
    """governance: rules and responsibilities; input: means; output: what is done; outcome: what comes of it."""
    improves: tuple[Id, ...] = ()


class Benchmark(Model):
    """Something to compare a score with: another unit, an earlier period, a standard."""

    label: Title
    of: Reference
    """A node or an indicator."""
    score: Number | None = None
    unit: Text = ""
    period: Text = ""
    standard: Id | None = None
    note: Text = ""


class Practice(Model):
    """A policy elsewhere that is worth a study."""

    title: Title
    where: Text = ""
    """The unit that has it."""
    description: Text = ""
    indicators: tuple[Reference, ...] = ()
    """The indicators on which it does well."""
    url: Text = ""


class Implementation(Model):
    """Step 4: what the instrument's own indicators measure; targets stand in ``targets``."""

    indicators: Mapping[Reference, IndicatorUse] = {}
    benchmarks: Mapping[Id, Benchmark] = {}
    best_practice: Mapping[Id, Practice] = {}
