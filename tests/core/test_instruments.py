"""Hashes, translations, strands, references."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import ROOT
from policyindex import ProblemsFoundError, WrongUseError, get_instrument
from policyindex.instruments.hashing import scoring_hash, text_hash
from policyindex.instruments.loader import load_instrument
from policyindex.instruments.reference import Named, Reference, is_file, parse_reference
from policyindex.instruments.texts import read_translation, source_hash, texts_of, translated
from policyindex.plugins.host import PluginHost

KINDS = ROOT / "tests" / "cases" / "kinds.yaml"


def edited(tmp_path: Path, old: str, new: str, source: Path = KINDS) -> Path:
    text = source.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / source.name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "scoring", "text"),
    [
        ("Which of the three?", "Which one of the three?", False, True),
        ("points: 50, text: In the middle.", "points: 51, text: In the middle.", True, False),
        ("points: 50, text: In the middle.", "points: 50.00, text: In the middle.", False, False),
        ("weights: {choice: 3, other: 1}", "weights: {choice: '3.0', other: 1}", False, False),
        ("missing: zero", "missing: propagate", True, False),
        ("label: Zero", "label: Nought", False, True),
        ("from: 50, to: 100}]", "from: 50, to: 99}]", True, False),
        ("cutoffs: {skip: 50", "cutoffs: {skip: 60", True, False),
        ("score: 60}", "score: 61}", True, False),
        ("\nnodes:\n", "\n# a comment\nnodes:\n", False, False),
    ],
)
def test_two_hashes_tell_rules_from_words(
    tmp_path: Path, host: PluginHost, old: str, new: str, scoring: bool, text: bool
) -> None:
    before, after = get_instrument(KINDS, host), get_instrument(edited(tmp_path, old, new), host)
    assert (scoring_hash(before) != scoring_hash(after)) is scoring
    assert (text_hash(before) != text_hash(after)) is text


def translation(tmp_path: Path, texts: dict[str, tuple[str, str]]) -> Path:
    lines = ["format: 1", "language: fr", "instrument: kinds-example@1", "texts:"]
    lines += [f'  {key}: {{source: "{source}", text: "{text}"}}' for key, (source, text) in texts.items()]
    path = tmp_path / "fr.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_translations_show_what_is_stale_and_what_is_missing(tmp_path: Path, host: PluginHost) -> None:
    kinds = get_instrument(KINDS, host)
    key, option = "indicators/choice/question", "indicators/choice/options/high/text"
    fresh = source_hash(texts_of(kinds)[key])
    path = translation(tmp_path, {key: (fresh, "Lequel des trois ?"), option: ("000000000000", "Haut.")})
    _, problems = read_translation(path, kinds)
    assert [each.code for each in problems] == ["translation-stale", "translation-missing", "translation-unreviewed"]
    assert problems[0].location.line == 6
    assert problems[1].message.startswith(
        f"{len(texts_of(kinds)) - 2} of {len(texts_of(kinds))} texts are not translated"
    )
    french = translated(kinds, path)
    assert french.language == "fr"
    assert french.indicators["choice"].question == "Lequel des trois ?"
    assert texts_of(french)[option] == "Haut."
    assert french.indicators["other"].question == kinds.indicators["other"].question
    assert scoring_hash(french) == scoring_hash(kinds)
    assert text_hash(french) != text_hash(kinds)


def test_every_text_for_people_can_be_translated(host: PluginHost) -> None:
    texts = texts_of(get_instrument("mipex-national", host))
    for key in ("title", "facets/area/values/a", "blocks/main/label", "indicators/aa1/help", "nodes/bb28/label", "trees/areas/label",
                "bands/favourability/bands/favourable/label", "typologies/approaches/types/temporary/label", "typologies/approaches/otherwise"):  # fmt: skip
        assert key in texts


HOUSING = ROOT / "tests" / "example_plugin" / "policyindex_example_housing" / "housing.yaml"


def test_a_strand_leaves_its_base_as_it_is(tmp_path: Path, host: PluginHost) -> None:
    plain = edited(tmp_path, "aggregator: penalised_mean", "aggregator: mean", HOUSING)
    spec = host.instruments["mipex-national", "core-2020"]
    base, both = load_instrument(spec.path, host.rules), load_instrument(spec.path, host.rules, [plain])
    assert both.reference == "mipex-national@core-2020+housing@2026"
    assert all(both.nodes[key] == node for key, node in base.nodes.items())
    assert {key: tree for key, tree in both.trees.items() if key != "housing"} == base.trees
    assert both.trees["housing"].roots == ("housing.overall", "housing.housing")
    assert both.nodes["housing.overall"].children == (*"abcdefgh", "housing.housing")
    assert [strand.block for strand in both.strands] == ["Housing"]


STRAND = """format: 1
strand: ferries
edition: "1"
title: Ferries
extends: {instrument: pools, editions: ["1"]}
block: Ferries
facets:
  group: {label: Group, values: {young: The young, old: The old}}
indicators:
  pass: {kind: tick, label: Pass, question: Is there a pass?, ask_per: [group]}
  boat: {kind: tick, label: Boat, question: Is there a boat?, facets: {group: young, side: left}}
nodes:
  young: {label: For the young, of: ["pass[young]", boat]}
  chosen: {label: Chosen, of: {where: {group: young, side: left}}}
roots: [young, chosen]
"""
POOLS = """format: 1
id: pools
edition: "1"
title: Pools
facets: {side: {label: Side, values: {left: Left, right: Right}}%s}
indicators: {pool: {kind: tick, label: Pool, question: Is there a pool?, facets: {side: right}}}
nodes: {all: {label: All, of: [pool]}}
trees: {main: {label: Main, published: true, roots: [all]}}
"""


def test_a_strand_has_facets_of_its_own(tmp_path: Path, host: PluginHost) -> None:
    base, strand = tmp_path / "base.yaml", tmp_path / "strand.yaml"
    base.write_text(POOLS % "")
    strand.write_text(STRAND)
    both = load_instrument(base, host.rules, [strand])
    assert list(both.file.facets) == ["side", "ferries.group"]
    assert both.instances("ferries.pass") == ("young", "old")
    assert both.label("ferries.pass[old]") == "Pass (The old)"
    assert both.nodes["ferries.young"].children == ("ferries.pass[young]", "ferries.boat")
    assert both.nodes["ferries.chosen"].children == ("ferries.boat",)
    base.write_text(POOLS % ", group: {label: Group, values: {a: A, b: B}}")
    with pytest.raises(ProblemsFoundError, match="the strand's id 'group' is also an id of 'pools'"):
        load_instrument(base, host.rules, [strand])
    base.write_text(POOLS % "")
    strand.write_text(STRAND.replace("{group: young, side: left}}\n", "{group: youth, side: left}}\n", 1))
    with pytest.raises(ProblemsFoundError) as found:
        load_instrument(base, host.rules, [strand])
    assert [each.location.line for each in found.value.problems if each.code == "unknown-facet-value"] == [11]


def test_the_order_of_strands_does_not_matter(tmp_path: Path, host: PluginHost) -> None:
    spec = host.instruments["mipex-national", "core-2020"]
    first = edited(tmp_path, "aggregator: penalised_mean", "aggregator: mean", HOUSING)
    second = tmp_path / "another.yaml"
    second.write_text(first.read_text().replace("strand: housing", "strand: shelter"))
    one, two = (load_instrument(spec.path, host.rules, each) for each in ([first, second], [second, first]))
    assert one.reference == two.reference == "mipex-national@core-2020+housing@2026+shelter@2026"
    assert scoring_hash(one) == scoring_hash(two)


def test_references() -> None:
    assert parse_reference("a-b@1.0+z+c@2") == Reference(Named("a-b", "1.0"), (Named("c", "2"), Named("z")))
    for bad in ("", "A", "a@", "a+", "a b", "a@1@2", "a+b+b"):
        with pytest.raises(WrongUseError):
            parse_reference(bad)


def test_an_existing_file_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").write_text("x")
    (tmp_path / "folder").mkdir()
    assert [is_file(each) for each in ("mine", "./other", "x.yaml", "folder", "mipex-national")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_unknown_names_are_wrong_use(host: PluginHost) -> None:
    with pytest.raises(WrongUseError, match="there is no edition '2030' of 'mipex-national'; there are: core-2020"):
        get_instrument("mipex-national@2030", host)
    with pytest.raises(WrongUseError, match=r"there is no strand of mipex-national 'nope'; known: \(there are none\)"):
        get_instrument("mipex-national+nope", host)
    with pytest.raises(WrongUseError, match="Did you mean 'mipex-national'"):
        get_instrument("mipex-nationale", host)


def test_an_include_is_found_beside_its_instrument(tmp_path: Path, host: PluginHost) -> None:
    source = host.instruments["regin-checklist", "handbook-2022"].path.parent
    shutil.copytree(source, tmp_path / "copy")
    (tmp_path / "copy" / "stage-output.yaml").unlink()
    with pytest.raises(
        ProblemsFoundError, match=r"include-not-found: there is no file 'stage-output\.yaml' to include"
    ):
        get_instrument(tmp_path / "copy" / "instrument.yaml", host)
