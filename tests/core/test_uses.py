"""The register of uses: one table, by the command line as a user types it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from conftest import Run

NEW = ("--date", "2031-05", "--kind", "policy", "--what", "Debate, on residence", "--by", "Parliament of Examplia")


def test_uses_are_added_and_listed_newest_first(run: Run, tmp_path: Path) -> None:
    register = tmp_path / "uses.csv"
    assert run("uses", "add", register, *NEW, "--unit", "PT", "--link", "https://example.org/4").exit_code == 0
    later = ("--date", "2031-06-01", "--kind", "media", "--what", "A leader", "--by", "The Example Times")
    done = run("uses", "add", register, *later, "--instrument", "mipex-national", "--node", "f")
    assert (done.exit_code, done.stdout.startswith(f"{register}: 2 uses.")) == (0, True)
    rows = list(csv.DictReader(register.read_text(encoding="utf-8").splitlines()))
    assert [(each["date"], each["kind"], each["what"]) for each in rows] == [
        ("2031-06-01", "media", "A leader"),
        ("2031-05", "policy", "Debate, on residence"),
    ]
    shown = run("uses", "list", register, "--unit", "PT").stdout
    assert "1 use: 1 policy" in shown
    assert "Parliament of Examplia" in shown
    assert run("uses", "list", register, "--format", "csv").stdout.count("\n") == 3


def test_a_use_that_is_there_is_refused_and_nothing_is_lost(run: Run, tmp_path: Path) -> None:
    register = tmp_path / "uses.csv"
    run("uses", "add", register, *NEW)
    before = register.read_bytes()
    done = run("uses", "add", register, *NEW)
    assert (done.exit_code, "use-twice" in done.output, register.read_bytes()) == (1, True, before)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--date", "soon"), 1, "use-date-none"),
        (("--kind", "gossip"), 2, "gossip"),
        (("--link", "example.org"), 1, "use-link-none"),
        (("--by", " "), 2, "--by is empty"),
        (("--instrument", "mipex-national", "--node", "zz"), 2, "'zz' is not a node"),
    ],
)
def test_what_is_wrong_with_a_use_is_said(
    run: Run, tmp_path: Path, options: tuple[str, ...], code: int, said: str
) -> None:
    given = dict(zip(NEW[::2], NEW[1::2], strict=True)) | dict(zip(options[::2], options[1::2], strict=True))
    done = run("uses", "add", tmp_path / "uses.csv", *(each for pair in given.items() for each in pair))
    assert (done.exit_code, said in done.output) == (code, True), done.output
    assert not (tmp_path / "uses.csv").exists()


def test_faults_of_a_register_are_named_together(run: Run, tmp_path: Path) -> None:
    register = tmp_path / "uses.csv"
    register.write_text(
        "date,kind,what,by,link\n2031,media,A,B,\n2031,media,A,B,\nx,medai,A,B,ftp://a\n2031,media,,B,\n"
    )
    done = run("uses", "list", register)
    assert done.exit_code == 1
    for code in ("use-twice", "use-kind-unknown", "use-date-none", "use-link-none", "table-cell-empty"):
        assert code in done.output
    assert f"{register}:4" in done.output
    assert "Did you mean 'media'" in done.output
