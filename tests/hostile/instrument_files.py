"""Files of instruments: sound ones, ones with a fault, ones that amount to too much, ones with random damage."""

from __future__ import annotations

import random

from hostile.index import INSTRUMENT
from hostile.trials import ANYTHING, Trial, family

Dice = random.Random


def instrument(name: str, text: str | bytes, *codes: str, **what: object) -> Trial:
    """Give an instrument as a trial."""
    data = text if isinstance(text, bytes) else text.encode()
    return Trial(name, "instrument", f"{name}.yaml", data, codes, **what)  # type: ignore[arg-type]


@family("instrument")
def a_clean_instrument(dice: Dice) -> Trial:
    text = INSTRUMENT.replace("\n", dice.choice(["\n", "\r\n"]))
    return instrument("a_clean_instrument", text, clean=True)


@family("instrument")
def one_fault(dice: Dice) -> Trial:
    old, new, code = dice.choice([
        ("format: 1", "format: 2", "format-unsupported"), ("format: 1", "format: '1'", "format-unsupported"),
        ("kind: tick", "kind: tock", "wrong-value"), ("points: 50", "points: fifty", "wrong-type"),
        ("of: [lanes,", "of: [lanse,", "unknown-child"), ("of: [lanes,", "of: [lanes, lanes,", "child-twice"),
        ("of: [lanes,", "of: [overall, lanes,", "cycle"), ("roots: [overall]", "roots: [overal]", "unknown-root"),
        ("label: Lanes", "lable: Lanes", "unknown-field"), ("    label: Lanes\n", "", "missing-field"),
        ("title: Index", "title: *Index", "yaml-"), ("title: Index", "title: !!python/object:os.system Index", "yaml-tag"),
        ("nodes:", "nodes: {", "yaml-syntax"), ("nodes:", "\tnodes:", "yaml-syntax"),
        ("worst: 0, best: 10", "worst: 10, best: 10", "goalposts"), ("worst: 0, best: 10", "worst: 1, best: 1.00000000000000000001", "goalposts"),
        ("points: 50", "points: 1e99999999", "wrong"), ("points: 50", "points: '1e-99999999'", "wrong"), ("points: 50", "points: .nan", "wrong"),
        ("edition: \"1\"", "edition: 1", "quote-it"), ("indicators:\n", "indicators:\n  lanes: {label: L, question: Q?, kind: tick, points: 1}\n", "yaml-duplicate-key"),
        ("label: Overall,", "label: Overall, min_coverage: 2,", "wrong"), ("label: Overall,", "label: Overall, aggregator: avarage,", "unknown-aggregator"),
        ("label: Overall,", "label: Overall, weights: {lanes: 1e400},", "wrong"), ("kilometres", "kilo\x1b[2Jmetres", "file-control-character"),
    ])  # fmt: skip
    assert old in INSTRUMENT, old
    return instrument("one_fault", INSTRUMENT.replace(old, new, 1), code)


@family("instrument")
def a_text_that_a_comment_ends(dice: Dice) -> Trial:
    text = INSTRUMENT.replace("Must stations have stands?", "Is priority #1 in the plan?").replace(
        "  stands: {label: Stands, question: Is",
        "  stands:\n    label: Stands\n    kind: tick\n    points: 100\n    question: Is",
    )
    text = text.replace("#1 in the plan?, kind: tick, points: 100}", "#1 in the plan?")
    return instrument("a_text_that_a_comment_ends", text, noted=("yaml-text-cut",))


@family("instrument")
def amounts_to_too_much(dice: Dice) -> Trial:
    facets, values = dice.randint(5, 9), dice.randint(20, 40)
    each = ", ".join(f"v{value}: V" for value in range(values))
    by = ", ".join(f"f{facet}" for facet in range(facets))
    declared = "facets:\n" + "".join(f"  f{facet}: {{label: F, values: {{{each}}}}}\n" for facet in range(facets))
    if dice.random() < 0.5:
        text = INSTRUMENT.replace("kind: tick,", f"kind: tick, ask_per: [{by}],")
        return instrument(
            "amounts_to_too_much", text.replace("indicators:\n", f"{declared}indicators:\n", 1), "questions-too-many"
        )
    text = INSTRUMENT.replace("nodes:\n", f"derived:\n  - {{by: [{by}]}}\nnodes:\n").replace(
        "indicators:\n", f"{declared}indicators:\n", 1
    )
    return instrument("amounts_to_too_much", text, "nodes-too-many")


@family("instrument")
def a_chain_of_nodes(dice: Dice) -> Trial:
    count = dice.randint(3000, 5000)
    chain = "".join(
        f"  n{each}: {{label: N, of: [{f'n{each - 1}' if each else 'overall'}]}}\n" for each in range(count)
    )
    text = INSTRUMENT.replace("trees:\n", f"{chain}trees:\n").replace("roots: [overall]", f"roots: [n{count - 1}]")
    return instrument("a_chain_of_nodes", text, "nodes-too-deep")


@family("instrument")
def more_than_fits(dice: Dice) -> Trial:
    many = "".join(
        f"  q{each}: {{label: Q, question: Is it?, kind: tick, points: 100}}\n"
        for each in range(dice.randint(30_000, 100_000))
    )
    return instrument(
        "more_than_fits", INSTRUMENT.replace("nodes:\n", f"{many}nodes:\n"), "yaml-too-many-entries", "file-too-large"
    )


@family("instrument")
def nested_without_end(dice: Dice) -> Trial:
    deep = dice.choice(["[", "{a: ", "- ", "? "]) * dice.choice([60, 5_000, 100_000])
    return instrument("nested_without_end", INSTRUMENT + "description: " + deep + "\n", "yaml-too-deep", "yaml-syntax")


@family("instrument")
def random_damage(dice: Dice) -> Trial:
    data = bytearray(INSTRUMENT.encode())
    for _ in range(dice.randint(1, 12)):
        at = dice.randrange(len(data))
        how = dice.randrange(4)
        if how == 0:
            data[at] = dice.randrange(256)
        elif how == 1:
            del data[at : at + dice.randint(1, 30)]
        elif how == 2:
            data[at:at] = bytes(dice.choice(b" \t\n:-{}[],#&*!|>'\"%@`?\\") for _ in range(dice.randint(1, 6)))
        else:
            start = dice.randrange(len(data))
            data[at:at] = data[start : start + 40]
    return instrument("random_damage", bytes(data), ANYTHING)
