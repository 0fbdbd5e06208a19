"""The sheets of an instrument written in a workbook: which rows and columns mean what in its YAML."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import BaseModel

from policyindex.instruments.models import (
    Band,
    BandScale,
    DecisionRow,
    Derived,
    Facet,
    LearnFrom,
    Node,
    Option,
    Source,
    Standard,
    Tree,
)
from policyindex.instruments.models.studies import FacetValue
from policyindex.questions.graded import Grade
from policyindex.questions.parts import SubOption
from policyindex.questions.scales import Goalposts, Point, Threshold

HEAD = "instrument"
"""The sheet of keys and values; a key is a path such as ``units/scheme`` or ``targets/#1/node``."""
KEY, VALUE = "key", "value"
HELP = "help"
NEXT = "#"
_RULE = ("aggregator", "of", "weights", "parameters", "missing", "presence", "min_coverage", "level")


class Table(NamedTuple):
    """A sheet whose rows are entries of one kind."""

    sheet: str
    keys: tuple[str, ...]
    """Columns that say which entry a row is."""
    path: tuple[str, ...]
    """Where the entries stand: ``{column}`` is a key, ``@{column}`` an entry of a list known by its id, ``#`` the
    next entry of a list."""
    columns: tuple[str, ...]
    """Columns that are always there; others are paths into the entry."""
    models: tuple[type[BaseModel], ...]
    about: str
    needed: tuple[str, ...] = ()
    """Columns whose empty cell means null."""


QUESTION_COLUMNS = (
    "label", "question", "help", "kind", "options", "points", "at_least", "unit", "per", "transform", "worst", "best", "clip", "minimum", "maximum", "default", "facets", "ask_per",
    "scored", "standards", "todo",
)  # fmt: skip
ALIASES = {each: f"goalposts/{each}" for each in ("worst", "best", "clip")}
_SOURCE = ("title", "kind", "pinpoint", "adopted", "language", "url")
TABLES = (
    Table("facets", ("facet",), ("facets", "{facet}"), ("label",), (Facet,), "Classifications of questions, such as area."),
    Table("facet_values", ("facet", "value"), ("facets", "{facet}", "values", "{value}"), ("label", "description"), (FacetValue,), "The values of each facet."),
    Table("option_lists", ("list", "code"), ("option_lists", "{list}", "{code}"), ("points", "status", "text"), (Option,), "Options that questions share by the name of a list."),
    Table("point_lists", ("list", "code"), ("point_lists", "{list}", "{code}"), ("points",), (), "Points, or not_applicable or missing, that questions with other options share by the name of a list."),
    Table("indicators", ("id",), ("indicators", "{id}"), QUESTION_COLUMNS, (), "The questions, one a row."),
    Table("options", ("indicator", "code"), ("indicators", "{indicator}", "options", "{code}"), ("points", "status", "text"), (Option,), "The options of single choices and their points."),
    Table("sub_options", ("indicator", "code"), ("indicators", "{indicator}", "sub_options", "{code}"), ("text",), (SubOption,), "What can be ticked below a question of the kind at_least or graded_count."),
    Table("grades", ("indicator",), ("indicators", "{indicator}", "grades", NEXT), ("count", "points"), (Grade,), "Points of a graded_count by the number ticked, the lowest first."),
    Table("thresholds", ("indicator",), ("indicators", "{indicator}", "thresholds", NEXT), ("from", "points"), (Threshold,), "Points of a number from a value upwards, the lowest first."),
    Table("piecewise", ("indicator",), ("indicators", "{indicator}", "piecewise", NEXT), ("at", "points"), (Point,), "Points of a number at values, the lowest first, with straight lines between."),
    Table("goalposts", ("indicator", "group"), ("indicators", "{indicator}", "goalposts_by_group", "{group}"), ("worst", "best", "clip"), (Goalposts,), "Goalposts of a number by group of units; a unit is looked for in this order, other is for those in none."),
    Table("sources", ("indicator",), ("indicators", "{indicator}", "sources", NEXT), _SOURCE, (Source,), "What stands behind the top option of a question and is said only there."),
    Table("option_sources", ("indicator", "option"), ("indicators", "{indicator}", "options", "{option}", "sources", NEXT), _SOURCE, (Source,), "What stands behind an option and is said only there."),
    Table("standards", ("id",), ("standards", "{id}"), (*_SOURCE[:3], "status", *_SOURCE[3:]), (Standard,), "The conventions, directives, recommendations and laws that top options meet; questions name their ids."),
    Table("derived", (), ("derived", NEXT), ("by", "label", *_RULE), (Derived,), "Nodes made for every value of facets."),
    Table("nodes", ("id",), ("nodes", "{id}"), ("label", "description", *_RULE, "points"), (Node,), "What has a score, and how it comes about."),
    Table("tables", ("node",), ("nodes", "{node}", "table", NEXT), ("when", "score", "note"), (DecisionRow,), "The rows of decision tables; the first that fits gives the score.", ("score",)),
    Table("trees", ("id",), ("trees", "{id}"), ("label", "roots", "published"), (Tree,), "Named roots to report; one tree is published."),
    Table("scales", ("id",), ("bands", "{id}"), ("label", "note", "applies_to", "round", "complete"), (BandScale,), "Sets of bands and the nodes they apply to."),
    Table("bands", ("scale", "id"), ("bands", "{scale}", "bands", "@{id}"), ("label", "from", "to", "documented"), (Band,), "The bands of each scale."),
    Table("learn_from", ("scale", "band"), ("bands", "{scale}", "bands", "@{band}", "learn_from", NEXT), ("unit", "label", "see"), (LearnFrom,), "Units to learn from, per band."),
)  # fmt: skip
BY_SHEET = {table.sheet: table for table in TABLES}
ABOUT = {
    (
        "indicators",
        "kind",
    ): "single_choice (one option; meant where nothing is given), tick (yes or no), at_least (enough of the sub-options), graded_count (points by the number of sub-options) or number.",
    (
        "indicators",
        "points",
    ): "Only tick and at_least: what yes earns; nothing given: 1. A single_choice has the points of its options, or here the name of a list of the sheet point_lists.",
    (
        "indicators",
        "options",
    ): "Only single_choice: the name of a list of the sheet option_lists; otherwise its options stand in the sheet options.",
    ("point_lists", "points"): "What the option with this code earns; or not_applicable or missing.",
    (
        "indicators",
        "standards",
    ): "Ids of the sheet standards that the top option meets: a; b. With a pinpoint: columns standards/#1/standard and standards/#1/pinpoint.",
    ("indicators", "at_least"): "Only at_least: how many of the sub-options have to apply.",
    ("indicators", "unit"): "Only number: what is counted, such as weeks.",
    (
        "indicators",
        "worst",
    ): "Only number: the value that earns 0; it may be the higher one. Values between worst and best earn points in proportion.",
    ("indicators", "best"): "Only number: the value that earns 100.",
    (
        "indicators",
        "clip",
    ): "Only number: where points are cut, both (meant where nothing is given), worst, best or none.",
    (
        "indicators",
        "per",
    ): "Only number: the id of another number question, by whose answer this one is divided before anything else.",
    (
        "indicators",
        "transform",
    ): "Only number: what becomes of it before it is counted, in this order, such as add 1; log. There are log, log10, sqrt, reciprocal, power, add and times.",
    ("indicators", "minimum"): "Only number: the least that can be an answer; a lower number is refused.",
    ("indicators", "maximum"): "Only number: the greatest that can be an answer.",
    ("indicators", "default"): "Only single_choice: the code of the option that means 'no policy exists'.",
    (
        "indicators",
        "facets",
    ): "Values of facets, such as area=roads; a facet may have several: area=roads|work; stage=start.",
}
"""What columns mean to somebody who writes in a spreadsheet, where the words of the model are those of YAML."""
OWNERS = {"indicator": "indicators", "node": "nodes", "facet": "facets", "scale": "scales"}
"""Key columns that name an entry of another sheet."""
