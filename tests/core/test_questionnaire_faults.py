"""What can be wrong with a questionnaire that came back: each problem with its sheet, cell, value and remedy."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from filling import Cell, Rows, cell_of, fill, questions, rebuild, rewrite
from parks import FIRST, PARKS, TOWN

from conftest import Run
from policyindex import Answer, Status, get_instrument, read_answers
from policyindex.answers.writing import csv_of
from policyindex.files.workbooks.addresses import position
from policyindex.files.workbooks.values import Value, open_workbook
from policyindex.plugins.host import PluginHost
from policyindex.problems.catalogue.questionnaires import QUESTIONNAIRES

HASHES = "xl/sharedStrings.xml"


@pytest.fixture
def update(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A questionnaire of a second round."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "parks.yaml").write_text(PARKS)
    (tmp_path / "answers.csv").write_bytes(csv_of(FIRST))
    run("questionnaire", "export", "./parks.yaml", *TOWN, "2026", "--answers", "answers.csv", "--output", "Q.xlsx")
    return tmp_path / "Q.xlsx"


def refused(run: Run, *more: str) -> str:
    """Import, which must fail and write nothing; give the problems."""
    before = Path("answers.csv").read_bytes()
    result = run("questionnaire", "import", "Q.xlsx", "--for", "./parks.yaml", "--answers", "answers.csv", *more)
    assert result.exit_code == 1, result.output
    assert Path("answers.csv").read_bytes() == before
    assert "Traceback" not in result.output
    return str(result.stderr)


CELLS: list[tuple[dict[Cell, str | float], Cell, str]] = [
    (
        {("water", "answer", ""): "perhaps"}, ("water", "answer", ""),
        "error questionnaire-answer-unknown: 'perhaps' does not answer 'water'\n"
        "    expected: Yes, No\n"
        "    remedy: choose from the list in the cell\n",
    ),
    (
        {("benches[north]", "answer", ""): "most"}, ("benches[north]", "answer", ""),
        "error questionnaire-answer-unknown: 'most' does not answer 'benches[north]'\n"
        "    expected: A · In every park, B · In some parks, not in all of them, C · In none\n"
        "    remedy: choose from the list in the cell\n",
    ),
    (
        {("games", "answer", "boules"): "2"}, ("games", "answer", "boules"),
        "error questionnaire-answer-unknown: '2' does not answer 'games'\n"
        "    expected: Yes, No\n"
        "    remedy: choose from the list in the cell\n",
    ),
    (
        {("trees", "answer", ""): "about 1.000"}, ("trees", "answer", ""),
        "error questionnaire-number: 'about 1.000' is not a number that is clear ('trees')\n"
        "    expected: digits, with one decimal comma or point\n"
        "    remedy: write the number without separators between thousands and without its unit\n",
    ),
    (
        {("trees", "answer", ""): "1.000"}, ("trees", "answer", ""),
        "error questionnaire-number: '1.000' is not a number that is clear ('trees')\n"
        "    expected: digits, with one decimal comma or point\n"
        "    remedy: write the number without separators between thousands and without its unit\n",
    ),
    (
        {("games", "answer", ""): "None of these"}, ("games", "answer", ""),
        "error questionnaire-none-and-some: 'None of these' is chosen for 'games', and yes for chess\n"
        "    expected: one of the two\n"
        "    remedy: empty one of the cells\n",
    ),
    (
        {("water", "status", ""): "dunno"}, ("water", "status", ""),
        "error questionnaire-status-unknown: 'dunno' is no reason not to answer\n"
        "    expected: Not applicable here, Not within our competence, Not asked in that period\n"
        "    remedy: choose from the list\n",
    ),
    (
        {("water", "status", ""): "Not applicable here", ("water", "answer", ""): "no"}, ("water", "status", ""),
        "error questionnaire-answer-and-status: 'water' has an answer and says 'Not applicable here' instead of an answer\n"
        "    expected: one of the two\n"
        "    remedy: empty one of the cells\n",
    ),
    (
        {("water", "change", ""): "whim"}, ("water", "change", ""),
        "error questionnaire-change-unknown: 'whim' does not say what changed\n"
        "    expected: unchanged, Law or policy has changed, The last answer was wrong, The same facts are judged differently\n"
        "    remedy: choose from the list\n",
    ),
    (
        {("water", "change", ""): "unchanged", ("water", "answer", ""): "no"}, ("water", "change", ""),
        "error questionnaire-not-unchanged: 'water' is said to be unchanged, but the answer differs from the last one\n"
        "    expected: the last answer, or the cause of the change\n"
        "    remedy: choose the cause, or put the last answer back\n",
    ),
    (
        {("water", "change", ""): "reform", ("water", "answer", ""): ""}, ("water", "change", ""),
        "error questionnaire-change-of-nothing: 'water' has a cause of change and no answer\n"
        "    expected: an answer\n"
        "    remedy: answer it, or empty this cell\n",
    ),
    (
        {("water", "answer", ""): "no"}, ("water", "change", ""),
        "error questionnaire-cause-missing: the answer to 'water' differs from the one of 2024, and the cause is missing\n"
        "    expected: Law or policy has changed, The last answer was wrong, The same facts are judged differently\n"
        "    remedy: choose the cause in the column 'Since 2024'\n",
    ),
    (
        {("water", "adopted", ""): "1 May 2004"}, ("water", "adopted", ""),
        "error questionnaire-date: '1 May 2004' is no date ('water')\n"
        "    expected: a date such as 2004-05-01, 2004-05, 2004 or 31.12.2004\n"
        "    remedy: write it so, or leave it empty\n",
    ),
    (
        {("water", "in_force", ""): "2004"}, ("water", "title", ""),
        "error questionnaire-reference-untitled: a reference of 'water' has no title\n"
        "    expected: the law or document\n"
        "    remedy: name it in the column 'Reference: title of the law, plan or report'\n",
    ),
    (
        {("water", "title", ""): "Act", ("water", "url", ""): "example.org/act"}, ("water", "url", ""),
        "error questionnaire-link: 'example.org/act' is no link ('water')\n"
        "    expected: a link that starts with https:// or http://\n"
        "    remedy: copy it whole from the browser, or move the text to the title or the article\n",
    ),
    (
        {("water", "pinpoint", ""): "art. 5"}, ("water", "title", ""),
        "error questionnaire-reference-untitled: a reference of 'water' has no title\n"
        "    expected: the law or document\n"
        "    remedy: name it in the column 'Reference: title of the law, plan or report'\n",
    ),
    (
        {("water", "title", ""): "Act", ("water", "further", ""): "Decree 7\nDecree 8 | adopted 2004-13"}, ("water", "further", ""),
        "error questionnaire-date: '2004-13' is no date ('water')\n"
        "    expected: a date such as 2004-05-01, 2004-05, 2004 or 31.12.2004\n"
        "    remedy: write it so, or leave it empty\n",
    ),
    (
        {("water", "further", ""): "Decree 7\n| art. 5"}, ("water", "further", ""),
        "error questionnaire-reference-untitled: a reference of 'water' has no title\n"
        "    expected: the law or document\n"
        "    remedy: name it in the column 'Reference: title of the law, plan or report'\n",
    ),
    (
        {("water", "base", ""): '{"previous": {"answer": ["x"]}}'}, ("water", "base", ""),
        "error questionnaire-row-damaged: what 'water' was written with cannot be read\n"
        "    remedy: restore the hidden cell, or export again\n",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("written", "where", "message"), CELLS, ids=lambda value: "" if isinstance(value, dict) else str(value)[:44])  # fmt: skip
def test_a_cell_that_cannot_be_taken(
    written: dict[Cell, str | float], where: Cell, message: str, update: Path, run: Run
) -> None:
    place = cell_of(update, *where)
    fill(update, written)
    assert refused(run) == f"Q.xlsx [{place}]: {message}"


def test_a_text_beside_an_answer_that_reads_like_one_warns(update: Path, run: Run) -> None:
    fill(
        update,
        {("water", "comment", ""): "Ja", ("water", "title", ""): "no", ("trees", "further", ""): "Decree 7\nSurvey"},
    )
    result = run("questionnaire", "import", "Q.xlsx", "--for", "./parks.yaml", "--answers", "answers.csv")
    assert result.exit_code == 0, result.output
    comment, title = (cell_of(update, "water", each, "") for each in ("comment", "title"))
    told = result.stderr
    for place, text in ((comment, "Ja"), (title, "no")):
        assert (
            f"Q.xlsx [{place}]: warning questionnaire-bare-answer: '{text}' ('water') reads like an answer, not like a "
            "comment or a reference; it is taken as it is\n" in told
        )
    assert (
        f"Q.xlsx [{cell_of(update, 'trees', 'further', '')}]: warning questionnaire-reference-moves: 'Decree 7' ('trees') "
        "stands among further references, and there is no first one: it is taken as the first\n" in told
    )


def with_keys(change: Callable[[Rows, list[str]], Rows]) -> Callable[[Rows], Rows]:
    return lambda rows: change(rows, [str(value) for value in rows[0]])


def row_of(rows: Rows, keys: list[str], column: str) -> int:
    return next(index for index, row in enumerate(rows) if row[keys.index("id")] == column)


def renamed(rows: Rows, keys: list[str]) -> Rows:
    rows[row_of(rows, keys, "water")][keys.index("id")] = "waters"
    return rows


def part_renamed(rows: Rows, keys: list[str]) -> Rows:
    rows[row_of(rows, keys, "games") + 1][keys.index("part")] = "ches"
    return rows


def twice(rows: Rows, keys: list[str]) -> Rows:
    return [*rows, rows[row_of(rows, keys, "water")]]


def alone(rows: Rows, keys: list[str]) -> Rows:
    del rows[row_of(rows, keys, "games")]
    return rows


def swapped(rows: Rows, keys: list[str]) -> Rows:
    first, second = row_of(rows, keys, "water"), row_of(rows, keys, "trees")
    for key in ("id", "base"):
        place = keys.index(key)
        rows[first][place], rows[second][place] = rows[second][place], rows[first][place]
    return rows


def parts_swapped(rows: Rows, keys: list[str]) -> Rows:
    first, place = row_of(rows, keys, "games") + 1, keys.index("part")
    rows[first][place], rows[first + 1][place] = rows[first + 1][place], rows[first][place]
    return rows


def lost(rows: Rows, keys: list[str]) -> Rows:
    return [*rows, ["" if key != "comment" else "And another thing" for key in keys]]


def no_base(rows: Rows, keys: list[str]) -> Rows:
    place = keys.index("base")
    return [row[:place] + row[place + 1 :] for row in rows]


def no_keys(rows: Rows, keys: list[str]) -> Rows:
    return rows[1:]


ROWS: list[tuple[Callable[[Rows, list[str]], Rows], str]] = [
    (
        renamed,
        "Q.xlsx [Questionnaire!A6]: error questionnaire-question-unknown: 'waters' is no question of parks@1\n"
        "    expected: a question's hidden id\n"
        "    remedy: remove the row, or restore its id. Did you mean 'water'?\n",
    ),
    (
        part_renamed,
        "Q.xlsx [Questionnaire!B9]: error questionnaire-part-unknown: 'ches' is no part of 'games'\n"
        "    expected: chess, boules, 3\n"
        "    remedy: remove the row, or restore its id. Did you mean 'chess'?\n",
    ),
    (
        twice,
        "Q.xlsx [Questionnaire!A12]: error questionnaire-row-twice: 'water' stands twice; first in row 6\n"
        "    expected: each question once\n"
        "    remedy: remove one of the rows\n",
    ),
    (
        alone,
        "Q.xlsx [Questionnaire!O8]: error questionnaire-parts-alone: the row of 'games' is gone, those of its parts are not\n"
        "    remedy: restore it from a fresh questionnaire\n",
    ),
    (
        swapped,
        "Q.xlsx [Questionnaire!K6]: error questionnaire-row-differs: this row shows '3 Water Is there water?', and its "
        "hidden cells belong to 'trees' ('Trees How many trees are there?'); nothing is taken for it\n"
        "    expected: the question as it was written, beside its own hidden cells\n"
        "    remedy: copy the answers into a fresh questionnaire\n"
        "Q.xlsx [Questionnaire!K7]: error questionnaire-row-differs: this row shows '4 Trees",
    ),
    (
        parts_swapped,
        "Q.xlsx [Questionnaire!K9]: error questionnaire-row-differs: this row shows '",
    ),
    (
        lost,
        "Q.xlsx [Questionnaire!R12]: error questionnaire-row-without-id: 'And another thing' stands in a row that belongs to no question\n"
        "    expected: answers and comments in the questions' own rows\n"
        "    remedy: move it to its question, or remove it\n",
    ),
    (
        no_base,
        "Q.xlsx [Questionnaire!1]: error questionnaire-column-missing: the hidden column 'base' is gone\n",
    ),
    (
        no_keys,
        "Q.xlsx: error questionnaire-not-one: this is no questionnaire: no sheet has the hidden row of keys\n"
        "    expected: a workbook that 'policyindex questionnaire export' wrote, submissions of its XLSForm, or what its page saved\n"
        "    remedy: ask for the file as it was saved, with its hidden sheets, rows and columns\n",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "message"), ROWS, ids=lambda value: getattr(value, "__name__", ""))
def test_rows_that_cannot_be_taken(
    change: Callable[[Rows, list[str]], Rows], message: str, update: Path, run: Run
) -> None:
    rebuild(update, with_keys(change))
    assert refused(run).startswith(message)


def test_a_row_bomb_of_faults_is_given_up(update: Path, run: Run) -> None:
    def change(rows: Rows, keys: list[str]) -> Rows:
        extra: list[Value] = ["" if key != "id" else "waters" for key in keys]
        return [*rows, *([*extra] for _ in range(30_000))]

    rebuild(update, with_keys(change))
    start = time.process_time()
    told = refused(run)
    assert time.process_time() - start < 10
    assert told.count("questionnaire-question-unknown") == 200
    assert told.endswith(
        "Q.xlsx [Questionnaire!A212]: error questionnaire-too-many-faults: more than 200 rows cannot be taken; "
        "those from here on were not looked at\n    remedy: copy the answers into a fresh questionnaire\n"
    )


def test_unchanged_where_nothing_was_before(update: Path, run: Run) -> None:
    Path("answers.csv").write_bytes(csv_of(FIRST[:2]))
    run("questionnaire", "export", "./parks.yaml", *TOWN, "2026", "--answers", "answers.csv", "--output", "Q.xlsx", "--replace")  # fmt: skip
    fill(update, {("water", "change", ""): "unchanged"})
    assert refused(run) == (
        f"Q.xlsx [{cell_of(update, 'water', 'change')}]: error questionnaire-nothing-before: "
        "'water' is said to be unchanged, but there was no answer before\n"
        "    expected: an answer\n    remedy: answer it, and empty this cell\n"
    )


def test_all_faulty_cells_are_reported_together(update: Path, run: Run) -> None:
    fill(update, {
        ("water", "answer", ""): "perhaps",
        ("trees", "answer", ""): "many",
        ("benches[north]", "change", ""): "unchanged",
    })  # fmt: skip
    result = run("questionnaire", "import", "Q.xlsx", "--for", "./parks.yaml", "--dry-run", "--json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert [each["code"] for each in report["problems"]] == ["questionnaire-answer-unknown", "questionnaire-number"]
    assert [(each["kind"], each["column"]) for each in report["questionnaires"][0]["changes"]] == [
        ("new", "benches[north]"), ("new", "benches[north]"), ("new", "benches[north]"),
    ]  # fmt: skip
    assert report["written"] == ""


def test_another_text_warns(update: Path, run: Run) -> None:
    fill(update, {("trees", "change", ""): "unchanged"})
    Path("parks.yaml").write_text(PARKS.replace("How many trees", "What number of trees"))
    result = run("questionnaire", "import", "Q.xlsx", "--for", "./parks.yaml", "--answers", "answers.csv")
    assert result.exit_code == 0
    assert result.stderr == (
        "Q.xlsx [policyindex]: warning questionnaire-other-texts: the texts of parks@1 have changed since this "
        "questionnaire was written; its ids have not\n    remedy: check whether the answers still fit the questions\n"
    )
    assert "answers.csv: 6 answers" in result.stdout


def test_another_rule_refuses(update: Path, run: Run) -> None:
    Path("parks.yaml").write_text(PARKS.replace("points: 50", "points: 40"))
    told = refused(run)
    assert told.startswith(
        "Q.xlsx [policyindex]: error questionnaire-other-scoring: parks@1 has changed its questions, options or rules "
        "since this questionnaire was written\n    expected: scoring hash "
    )
    assert told.endswith("    remedy: read it with the edition that it was written from, or export it again and copy the answers over\n")  # fmt: skip


def test_another_instrument_refuses(update: Path, run: Run) -> None:
    result = run("questionnaire", "import", "Q.xlsx", "--for", "mipex-local", "--dry-run")
    assert result.exit_code == 1
    assert result.stderr == (
        "Q.xlsx [policyindex]: error questionnaire-other-instrument: this is a questionnaire of parks@1, not of "
        "mipex-local@own-2026\n    remedy: name its own instrument with --for, or leave it out\n"
    )


@pytest.mark.parametrize("name", ["parks@1", "./parks.yaml", "/etc/passwd", "parks.yaml"])
def test_what_a_questionnaire_names_is_looked_up_but_never_opened(name: str, update: Path, run: Run) -> None:
    rewrite(update, HASHES, lambda content: content.replace("<t>parks@1</t>", f"<t>{name}</t>"))
    result = run("questionnaire", "import", "Q.xlsx", "--dry-run")
    assert result.exit_code == 1
    assert result.stderr == (
        f"Q.xlsx [policyindex]: error questionnaire-instrument-unknown: this is a questionnaire of {name}, which is not "
        "registered here\n    remedy: install the plugin that has it, or name its file with --for ./NAME.yaml\n"
    )


def test_a_later_format_refuses(update: Path, run: Run) -> None:
    rewrite(update, HASHES, lambda content: content.replace("questionnaire 1<", "questionnaire 2<"))
    assert refused(run) == (
        "Q.xlsx [policyindex]: error questionnaire-format: this questionnaire is of another format: "
        "'policyindex questionnaire 2'\n    expected: policyindex questionnaire 1\n"
        "    remedy: read it with the version that wrote it\n"
    )


def test_any_other_workbook_refuses(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("run", "regin-checklist", "--output", "scores.xlsx").exit_code == 0
    result = run("questionnaire", "import", "scores.xlsx", "--dry-run")
    assert result.exit_code == 1
    assert "error questionnaire-not-one: this is no questionnaire: it has no hidden sheet\n" in result.stderr


def test_a_hostile_workbook_is_refused_before_it_is_opened(update: Path, run: Run) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    rewrite(update, "xl/worksheets/sheet2.xml", lambda content: bomb)
    assert refused(run).startswith("Q.xlsx: error workbook-doctype: ")


def test_what_does_not_fit_into_a_cell(update: Path, run: Run) -> None:
    Path("long.csv").write_bytes(csv_of([Answer("Upper Town", "2026", "water", status=Status.MISSING, comment="x" * 40_000)]))  # fmt: skip
    result = run("questionnaire", "export", "./parks.yaml", *TOWN, "2026", "--answers", "long.csv", "--output", "L.xlsx")  # fmt: skip
    assert result.exit_code == 1
    assert result.stderr == (
        "error questionnaire-cell-too-long: what is known of 'water' has 40047 characters, too many for the cell "
        "Questionnaire!C6\n    expected: at most 32767\n"
        "    remedy: shorten its comment or references in the answer file\n"
    )
    assert not Path("L.xlsx").exists()


def test_a_conflict_is_shown_and_decided(update: Path, run: Run) -> None:
    fill(update, {("water", "answer", ""): "no", ("water", "change", ""): "reform"})
    Path("answers.csv").write_bytes(csv_of([*FIRST, Answer("Upper Town", "2026", "water", answer=True)]))
    place = cell_of(update, "water", "answer")
    assert refused(run) == (
        f"Q.xlsx [{place}]: error questionnaire-conflict: 'water (answer)' has been answered otherwise since this "
        "questionnaire was written: true in the answer file, false (reform) here\n"
        "    expected: one of the two\n"
        "    remedy: agree on one; --conflicts questionnaire or --conflicts file takes that side everywhere\n"
    )
    for side, value in (("file", "true"), ("questionnaire", "false")):
        result = run("questionnaire", "import", "Q.xlsx", "--for", "./parks.yaml", "--answers", "answers.csv", "--conflicts", side)  # fmt: skip
        assert result.exit_code == 0
        assert f"conflicting  {place:<20}  water: true → false (reform)\n" in result.stdout
        row = next(line for line in Path("answers.csv").read_text().splitlines() if "2026,water" in line)
        assert row.split(",")[4] == value


def test_a_number_that_cannot_be_an_answer(update: Path, run: Run) -> None:
    limited = PARKS.replace("kind: number,", "kind: number, minimum: 0, maximum: 5000,", 1)
    assert limited != PARKS
    Path("parks.yaml").write_text(limited)
    run("questionnaire", "export", "./parks.yaml", *TOWN, "2026", "--output", "Q.xlsx", "--replace")
    fill(update, {("trees", "answer", ""): -99})
    assert f"Q.xlsx [{cell_of(update, 'trees', 'answer')}]: error questionnaire-number-outside: " in refused(run)
    Path("parks.yaml").write_text(PARKS.replace("kind: number,", "kind: number, transform: [{add: 1}, sqrt],", 1))
    run("questionnaire", "export", "./parks.yaml", *TOWN, "2026", "--output", "Q.xlsx", "--replace")
    fill(update, {("trees", "answer", ""): -9})
    assert f"Q.xlsx [{cell_of(update, 'trees', 'answer')}]: error questionnaire-number-transform: " in refused(run)


def test_each_code_is_tested_here() -> None:
    others = ("test_filling_verbs.py", "test_selfscoring_returned.py", "test_authorities.py")
    text = "".join(Path(__file__).with_name(name).read_text() for name in (Path(__file__).name, *others))
    assert [code for code in QUESTIONNAIRES if code not in text] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "say where the answers go: --output FILE.csv for a new file, --answers FILE.csv to add to one; or --dry-run to see the report"),
        (["--output", "answers.csv"], "answers.csv is there already: give it with --answers to add to it, or name another file"),
        (["--output", "answers.json"], "answers are written as CSV, not to answers.json: give --output FILE.csv"),
        (["--format", "xslx", "--dry-run"], "there is no format 'xslx'; there are: xlsx, odk, self-scoring. Did you mean 'xlsx'?"),
    ],
)  # fmt: skip
def test_wrong_use(arguments: list[str], message: str, update: Path, run: Run) -> None:
    result = run("questionnaire", "import", "Q.xlsx", "--for", "./parks.yaml", *arguments)
    assert (result.exit_code, result.stderr) == (2, f"error: {message}\n")


def test_an_export_never_writes_over_answers(update: Path, run: Run) -> None:
    result = run("questionnaire", "export", "./parks.yaml", *TOWN, "2026", "--output", "Q.xlsx")
    assert result.exit_code == 2
    assert result.stderr == "error: Q.xlsx is there already: give another name, or --replace\n"
    assert len(questions(update).rows) == 11


def test_rows_that_are_gone_are_told(update: Path, run: Run) -> None:
    def gone(rows: Rows, keys: list[str]) -> Rows:
        del rows[row_of(rows, keys, "water")]
        return rows

    rebuild(update, with_keys(gone))
    result = run("questionnaire", "import", "Q.xlsx", "--for", "./parks.yaml", "--dry-run")
    assert result.exit_code == 0
    total = int(result.stderr.partition(" of ")[2].split()[0])
    assert result.stderr == (
        f"Q.xlsx [Questionnaire]: warning questionnaire-rows-gone: 1 of {total} questions are not in the workbook any more\n"
        "    expected: a row for each question that was asked\n"
        "    remedy: give the answers so far with --answers: then those to the missing questions stay as they are\n"
    )
    assert total > 3


def with_base(path: Path, column: str, claim: dict[str, dict[str, str]]) -> None:
    """Put something else into the hidden cell that says what a row was written with."""

    def change(rows: Rows) -> Rows:
        keys = [str(value) for value in rows[0]]
        for row in rows[1:]:
            if (row[keys.index("id")], row[keys.index("part")]) == (column, ""):
                row[keys.index("base")] = json.dumps(claim)
        return rows

    rebuild(path, change)


CLAIMS: list[dict[str, str]] = [
    {"answer": "true", "points": "12345"},
    {"answer": "true", "points": "100"},
    {"answer": "true", "unit": "Lower Town"},
    {"answer": "true", "period": "1999"},
    {"answer": "true", "indicator": "trees"},
    {"answer": "true", "source": "final"},
    {"answer": "true", "review": "final", "publisher": "nobody"},
    {"answer": "true", "confirmed_from": "1999"},
    {"answer": "true", "comment": "", "cause": ""},
    {"answer": "false"},
    {},
]


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("claim", CLAIMS, ids=str)
def test_what_hidden_cells_claim_is_never_taken(
    claim: dict[str, str], known: bool, host: PluginHost, run: Run, update: Path
) -> None:
    """Points, units, periods and review states come from what can be seen, or from the answers so far."""
    stands = Answer("Upper Town", "2024", "water", answer=True)
    Path("known.csv").write_bytes(csv_of([stands]))
    run(
        "questionnaire",
        "export",
        "./parks.yaml",
        *TOWN,
        "2024",
        "--answers",
        "known.csv",
        "--output",
        "Q.xlsx",
        "--replace",
    )
    with_base(Path("Q.xlsx"), "water", {"given": claim} if claim else {})
    way = ("--answers", "known.csv") if known else ("--output", "mine.csv")
    result = run("questionnaire", "import", "Q.xlsx", "--for", "./parks.yaml", *way)
    assert result.exit_code == 0, result.output
    assert f"cells: {int(not known)} new, 0 changed, 0 conflicting, 0 invalid" in result.stdout
    assert list(read_answers(get_instrument("./parks.yaml", host), way[1], host=host)) == [stands]


@pytest.mark.parametrize("field", ["unit", "period", "last_period"])
def test_what_a_hidden_sheet_says_must_be_what_can_be_seen(field: str, update: Path, run: Run) -> None:
    head, value = "policyindex", {"unit": "Upper Town", "period": "2026", "last_period": "2024"}[field]
    made = open_workbook(update)
    row = next(number for number, row in enumerate(made.sheet(head).rows, 1) if row[0] == field)
    rewritten(update, head, row, 2, "1999")
    told = refused(run)
    assert "error questionnaire-head-differs: the workbook shows " in told
    assert f"and its hidden cells have the {field} '1999'" in told
    assert value in told


def test_a_workbook_that_shows_no_unit_is_refused(update: Path, run: Run) -> None:
    for row in (4, 5):
        rewritten(update, next(iter(open_workbook(update).sheets)), row, 2, "")
    told = refused(run)
    assert (
        "Q.xlsx: error questionnaire-head-unseen: the workbook shows no unit; only its hidden cells have one, 'Upper Town'\n"
        in told
    )


def test_questions_on_a_hidden_sheet_are_not_read(update: Path, run: Run) -> None:
    book = open_workbook(update)
    made = xlsxwriter.Workbook(str(update), {"strings_to_formulas": False, "strings_to_urls": False})
    for sheet in book.sheets.values():
        target = made.add_worksheet(sheet.name)
        target.hide() if sheet.name == "Questionnaire" else None
        for number, row in enumerate(sheet.rows):
            target.write_row(number, 0, [None if value == "" else value for value in row])
    made.close()
    assert "questionnaire-not-one" in refused(run)


def test_points_that_nobody_can_see_are_asked_for(update: Path, run: Run) -> None:
    """``questionnaire-points-unseen``; with the answers so far they stay: see test_questionnaire_xlsx."""
    given = Answer("Upper Town", "2024", "benches", "north", points=75.25)
    Path("known.csv").write_bytes(csv_of([given]))
    run(
        "questionnaire",
        "export",
        "./parks.yaml",
        *TOWN,
        "2024",
        "--answers",
        "known.csv",
        "--output",
        "Q.xlsx",
        "--replace",
    )
    result = run("questionnaire", "import", "Q.xlsx", "--for", "./parks.yaml", "--output", "mine.csv")
    assert result.exit_code == 1
    place = cell_of(update, "benches[north]", "answer")
    assert (
        f"Q.xlsx [{place}]: error questionnaire-points-unseen: the answer to benches[north] has points "
        in result.stderr
    )


def rewritten(path: Path, name: str, row: int, column: int, value: str) -> None:
    """Write a cell of a sheet anew."""
    book = open_workbook(path)
    made = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    for sheet in book.sheets.values():
        target = made.add_worksheet(sheet.name)
        for number, texts in enumerate(sheet.rows, 1):
            for place, text in enumerate(texts, 1):
                new = value if (sheet.name, number, place) == (name, row, column) else text
                if new != "":
                    target.write(number - 1, place - 1, new)
    made.close()


@pytest.mark.parametrize("value", ["#DIV/0!", "#N/A", "#REF!"])
def test_an_error_in_a_cell_is_no_cleared_answer(value: str, update: Path, run: Run) -> None:
    place = cell_of(update, "water", "answer")
    names = list(open_workbook(update).sheets)
    member = f"xl/worksheets/sheet{names.index(questions(update).name) + 1}.xml"
    cell = place.rpartition("!")[2]
    pattern = rf'<c r="{cell}"([^>]*?)( t="s")?(/>|>.*?</c>)'
    broken = rf'<c r="{cell}" t="e"><f>1/0</f><v>{value}</v></c>'
    rewrite(update, member, lambda content: re.sub(pattern, broken, content, count=1))
    told = refused(run)
    assert (
        f"Q.xlsx [{place}]: error questionnaire-cell-error: the cell holds the error {value}, which is no answer\n"
        in told
    )


def test_a_lone_semicolon_and_a_date_are_no_answers(update: Path, run: Run) -> None:
    fill(update, {("games", "answer", ""): ";", ("benches[north]", "answer", ""): "2026-02-01"})
    told = refused(run)
    for column, value in (("games", ";"), ("benches[north]", "2026-02-01")):
        place = cell_of(update, column, "answer")
        assert f"Q.xlsx [{place}]: error questionnaire-answer-unknown: '{value}' does not answer '{column}'\n" in told


def test_faults_are_told_in_the_order_of_the_sheet(update: Path, run: Run) -> None:
    fill(update, {("games", "answer", ""): ";", ("water", "answer", ""): "perhaps", ("trees", "answer", ""): "many"})
    told = refused(run)
    places = [match[1] for match in re.finditer(r"^Q\.xlsx \[\w+!([A-Z]+[0-9]+)\]: error", told, re.MULTILINE)]
    assert len(places) == 3
    assert places == sorted(places, key=position)


def test_a_number_that_is_none_is_no_empty_cell(update: Path, run: Run) -> None:
    cell = cell_of(update, "trees", "answer").rpartition("!")[2]
    names = list(open_workbook(update).sheets)
    member = f"xl/worksheets/sheet{names.index(questions(update).name) + 1}.xml"
    broken = rf'<c r="{cell}"\1><v>nan</v></c>'
    rewrite(update, member, lambda content: re.sub(rf'<c r="{cell}"( s="\d+")?(/>|>.*?</c>)', broken, content, count=1))
    assert f"{cell}]: error questionnaire-number: 'nan' " in refused(run)
