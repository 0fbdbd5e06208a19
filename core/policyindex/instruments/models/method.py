"""How a team came to its instrument, in four steps: planning, mapping, analysis, implementation.

Nothing here decides a score. What is named by an id can be checked: data source -> impediment -> area for
improvement -> indicator.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from policyindex.files.fields import Id, Model, Number, Reference, Source, Text, Title


class Partner(Model):
    """An organisation that takes part."""

    label: Title
    """Its name."""
    role: Text = ""
    """What it does in the work."""
    unit: Text = ""
    """For a national partner: the code of the unit it answers for."""
    url: Text = ""
    """Where to read about it."""


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
    """Who works together."""


class DataSource(Model):
    """Where something can be learnt about the policies or about the people they are for."""

    title: Title
    """Its name."""
    kind: Id = "other"
    """law, statistics, survey, register, questionnaire, interview, or another kind."""
    holder: Text = ""
    """Who keeps it."""
    description: Text = ""
    """What can be learnt from it, and what cannot."""
    url: Text = ""
    """Where to find it."""


class Impediment(Model):
    """A lived reality, a policy or the lack of one that stands in the way of what was defined."""

    text: Title
    """What stands in the way, in one sentence."""
    data_sources: tuple[Id, ...] = ()
    """Ids of the data sources that it rests on."""
    sources: tuple[Source, ...] = ()
    """Single documents that show it."""


class DataMapping(Model):
    """Step 2: what can be known, and what stands in the way."""

    data_sources: Mapping[Id, DataSource] = {}
    """The data sources, by id."""
    impediments: Mapping[Id, Impediment] = {}
    """What stands in the way, by id."""


class AreaForImprovement(Model):
    """A goal that somebody can act on, and the impediments it would remove."""

    label: Title
    """Its short name."""
    goal: Title
    """What is to be reached, in one sentence."""
    impediments: tuple[Id, ...] = ()
    """Ids of the impediments that it would remove."""


class Standard(Source):
    """A convention, directive, recommendation or law to measure against, which questions and options name by its id."""

    status: Text = ""
    """How far it binds: in force, not in force yet, repealed, minimum standard or recommendation, which are said in the
    language of a translation; or other words, which stay as they are."""
    areas: tuple[Id, ...] = ()
    """Ids of the areas for improvement."""


class Analysis(Model):
    """Step 3: impediments turned into goals, each with the highest standard there is."""

    areas_for_improvement: Mapping[Id, AreaForImprovement] = {}
    """The goals, by id."""
    standards: Mapping[Id, Standard] = {}
    """Standards that belong here instead of under the instrument's own ``standards``; ids are those of one list."""


class IndicatorUse(Model):
    """What an indicator looks at, and which areas for improvement it tells about."""

    kind: Literal["governance", "input", "output", "outcome"] | None = None
    """governance: rules and responsibilities; input: means; output: what is done; outcome: what comes of it."""
    improves: tuple[Id, ...] = ()
    """Ids of the areas for improvement."""


class Benchmark(Model):
    """Something to compare a score with: another unit, an earlier period, a standard."""

    label: Title
    """Its name."""
    of: Reference
    """A node or an indicator."""
    score: Number | None = None
    """The score or points to compare with."""
    unit: Text = ""
    """The code of the unit to compare with."""
    period: Text = ""
    """The period to compare with."""
    standard: Id | None = None
    """The id of the standard to compare with."""
    note: Text = ""
    """Why this is a fair comparison."""


class Practice(Model):
    """A policy elsewhere that is worth a study."""

    title: Title
    """Its name."""
    where: Text = ""
    """The unit that has it."""
    description: Text = ""
    """What it is, and what can be learnt from it."""
    indicators: tuple[Reference, ...] = ()
    """The indicators on which it does well."""
    url: Text = ""
    """Where to read about it."""


class Implementation(Model):
    """Step 4: what the instrument's own indicators measure; targets stand in ``targets``."""

    indicators: Mapping[Reference, IndicatorUse] = {}
    """What each indicator is for, by its id."""
    benchmarks: Mapping[Id, Benchmark] = {}
    """What to compare with, by id."""
    best_practice: Mapping[Id, Practice] = {}
    """Policies worth a study, by id."""
