"""What filling in looks like: one question after the other down the terminal, nothing is overwritten (one screen, so long)."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from policyindex.answers.plans import written
from policyindex.answers.record import Answer, Cause, Status
from policyindex.cli.output import can_draw
from policyindex.instruments.models import Indicator
from policyindex.instruments.standards import behind, cited
from policyindex.locales import word
from policyindex.problems import plain, shorten
from policyindex.questionnaires.commands import COMMANDS, MARK
from policyindex.questionnaires.form import Item
from policyindex.questionnaires.parts_cell import in_words
from policyindex.questionnaires.running_score import Running
from policyindex.questionnaires.session import RefusedError, Session, Step
from policyindex.questions.choosing import BETWEEN, lettered, numbered
from policyindex.questions.written import text_of
from policyindex.reports.numbers import whole

WIDTH = 100  # lines longer than this are hard to read
OPEN_SHOWN = 12


class Screen:
    """Draws a session in the language of its instrument."""

    def __init__(self, session: Session) -> None:
        self.instrument = session.form.instrument
        self.language = self.instrument.language
        self.console = Console(file=sys.stdout, highlight=False, soft_wrap=False)
        self.console.width = min(self.console.width, WIDTH)
        self.line, self.dot = ("─", "·") if can_draw() else ("-", "-")

    def word(self, key: str, **values: object) -> str:
        """Give a word in the language of the instrument."""
        return word(key, self.language, **values)

    def say(self, text: str, style: str = "", indent: int = 0) -> None:
        """Print a paragraph; control characters in it are shown as such."""
        self.console.print(Padding(Text(plain(text), style=style), (0, 0, 0, indent)))

    def refuse(self, error: RefusedError) -> None:
        """Say why what was typed does not fit."""
        self.say(self.word(error.word, **error.values), "yellow")

    def fail(self, text: str) -> None:
        """Say why an answer could not be saved."""
        for line in text.splitlines():
            self.say(line, "red")

    def welcome(self, session: Session, file: str) -> None:
        """Say what is filled in, for whom, and where it is kept."""
        form = session.form
        name = form.unit if form.unit_name == form.unit else f"{form.unit_name} ({form.unit})"
        self.say(f"{self.instrument.file.title} {self.dot} {name} {self.dot} {form.period}", "bold")
        self.say(self.word("saves_to", file=file))
        if session.given and session.open_items:
            self.say(self.word("resumed", **self._counts(session)))
        if form.last_period:
            self.say(self.word("update_round", period=form.last_period))
        self.say(self.word("short_help"), "dim")

    def ask(self, session: Session) -> str:
        """Draw what is asked at a step and give the prompt."""
        if session.step is Step.END:
            return self._end(session)
        if session.step is Step.ANSWER:
            self._question(session)
            enter = self._enter(session)
            return self._prompt(f"prompt_{session.item.indicator.kind}", enter)
        if session.step is Step.CAUSE:
            self.say(self.word("ask_cause", period=session.form.last_period))
            meanings = [(f"{self.word(f'cause_{each}')}: {self.word(each)}", "") for each in Cause]
            self._numbers([str(number) for number in range(1, len(meanings) + 1)], meanings)
            return self._prompt("prompt_cause", "")
        return self._beside(session)

    def noted(self, session: Session) -> None:
        """Say which answer was saved or removed."""
        if not session.current or session.current.status is Status.MISSING:
            self.say(self.word("cleared"), "green")
        else:
            self._line(self.word("saved", answer=self.answer(session.item, session.current)), "green")

    def score(self, found: Sequence[Running]) -> None:
        """Show the running score of a self-assessment."""
        parts = []
        for each in found:
            end = "" if each.highest is None else f"/{whole(each.highest)}"
            parts.append(f"{each.label} {whole(each.value)}{end}{f' ({each.band})' if each.band else ''}")
        if any(each.waits for each in found):
            parts.append(self.word("band_later"))
        if parts:
            self.say(f"{self.word('score_so_far')}: {f' {self.dot} '.join(parts)}", "cyan")

    def answer(self, item: Item, answer: Answer) -> str:
        """Write an answer in words."""
        if answer.status is not Status.ANSWERED:
            return self.word(str(answer.status))
        indicator = item.indicator
        if answer.parts:
            return in_words(indicator, answer.parts, self.language)
        blind = indicator.option_points and not self._with_points  # an option's code can tell how much it earns
        said = indicator.in_words if blind else indicator.in_short
        text = "" if answer.answer is None else said(answer.answer, self.language)
        text = text.replace(BETWEEN, f" {self.dot} ")
        if answer.points is not None:
            points = self.word("stated_points", points=text_of(answer.points))
            text = f"{text} ({points})" if text else points
        return text

    def help(self, session: Session) -> None:
        """Explain the question and the commands."""
        if session.step is not Step.END:
            indicator = session.item.indicator
            self.say(self.word("help"), "bold")
            self.say(indicator.help or self.word("no_help"))
            if session.item.authorities:
                self.say(self.word("parts_form"))
            texts = [cited(each, self.language) for each in behind(self.instrument, indicator.backing)]
            if texts:
                self.say(self.word("standards"), "bold")
                for text in dict.fromkeys(texts):
                    self.say(f"{self.dot} {text}", indent=2)
        self.say(self.word("commands"), "bold")
        rows = []
        for name, names in COMMANDS.items():
            shown = dict.fromkeys((names[0], self.word(f"command_{name}")))
            rows.append(("  ".join(MARK + each for each in shown), self.word(f"does_{name}")))
        self._numbers([left for left, _ in rows], [(right, "") for _, right in rows])
        self.say(self.word("without_mark"), "dim")

    def open_list(self, session: Session) -> None:
        """List the questions that are still open."""
        items = session.open_items
        if not items:
            self.say(self.word("all_answered", count=len(session.form.items)), "bold")
            return
        self.say(self.word("still_open", **self._counts(session)), "bold")
        texts = []
        for _, item in items[:OPEN_SHOWN]:
            answered = item.id in session.given and session.given[item.id].status is not Status.MISSING
            texts.append((item.label, self.word("cause_open") if answered else ""))
        self._numbers([str(place + 1) for place, _ in items[:OPEN_SHOWN]], texts)
        if len(items) > OPEN_SHOWN:
            self.say(self.word("more_open", count=len(items) - OPEN_SHOWN), indent=2)

    def command(self, title: str, command: str) -> None:
        """Show a command to type next; it is not wrapped, so that it can be copied."""
        self.say(self.word(title))
        self.console.print(Text(plain(f"  {command}")), soft_wrap=True)

    def left(self, session: Session, file: str, *, exists: bool) -> None:
        """Say what is kept where."""
        self.say(
            self.word("kept_in", file=file, **self._counts(session)) if exists else self.word("nothing_kept"), "bold"
        )

    def _counts(self, session: Session) -> dict[str, int]:
        count = len(session.form.items)
        return {"count": count, "answered": count - len(session.open_items)}

    def _question(self, session: Session) -> None:
        item, indicator = session.item, session.item.indicator
        progress = self.word("progress", number=session.position + 1, **self._counts(session))
        self.console.print()
        title = f"{item.section} {self.dot} {progress}" if item.section else progress
        self.console.print(
            Rule(Text(plain(title), style="bold cyan"), characters=self.line, align="left", style="cyan")
        )
        self.console.print(Text.assemble((plain(item.label), "bold"), (f"  [{item.id}]", "dim")))
        self.say(indicator.question)
        self.console.print()
        self._options(item)
        if item.previous:
            self._answered("last_answer", item, item.previous, period=session.form.last_period)
        if session.current and (
            session.current.status is not Status.MISSING or session.current.comment or session.current.plan
        ):
            self._answered("answer_so_far", item, session.current)

    def _options(self, item: Item) -> None:
        indicator, offered = item.indicator, item.indicator.offered(self.language)
        numbers = {code: number for number, code in numbered(offered).items()}
        if not numbers and indicator.choices and not self._with_points:  # codes that are numbers tell the points
            numbers = lettered(offered)
        rows = [(text, self._beside_option(indicator, code, named=code in numbers)) for code, text in offered.items()]
        self._numbers([numbers.get(code, code) for code in offered], rows)
        if indicator.needed and self._with_points:
            self.say(self.word("at_least", count=indicator.needed), "dim", indent=2)

    @property
    def _with_points(self) -> bool:
        """Tell whether points, and codes that tell of them, may be seen."""
        return self.instrument.file.self_assessment

    def _beside_option(self, indicator: Indicator, code: str, *, named: bool) -> str:
        """Give the code behind an option, unless it is the number before it, and its points where they may be seen."""
        shown = code if named and code in indicator.choices and self._with_points else ""
        points = indicator.option_points.get(code) if self._with_points else None
        return (
            shown
            if points is None
            else f"{shown} {self.dot} {self.word('option_points', points=f'{points.normalize():f}')}"
        )

    def _answered(self, title: str, item: Item, answer: Answer, **values: str) -> None:
        cause = f"({self.word(f'cause_{answer.cause}')}) " if answer.cause else ""
        self._line(f"{self.word(title, **values)}: {cause}{self.answer(item, answer)}", "magenta")
        if comment := written(answer.comment, answer.plan):
            self.say(comment, "dim", indent=4)
        self._numbers([self.dot] * len(answer.references), [(each, "") for each in answer.references], "dim", 4)

    def _line(self, text: str, style: str) -> None:
        """Print one line; the end of an option's text, which stands above in full, is cut."""
        self.say(shorten(text, self.console.width), style)

    def _enter(self, session: Session) -> str:
        if session.current and session.current.status is not Status.MISSING:
            return "enter_keeps"
        return "enter_unchanged" if session.confirmable else ""

    def _beside(self, session: Session) -> str:
        """Draw what stands beside an answer so far, and give the prompt for more."""
        answer, step = session.current, session.step
        kept = ""
        if step is Step.COMMENT and answer:
            kept = answer.comment
        elif step is Step.TITLE and answer:
            self._numbers([self.dot] * len(answer.references), [(each, "") for each in answer.references])
        if step is not Step.TITLE and session.draft:
            kept = str(getattr(session.draft, step.value))
        if kept:
            self.say(kept, "dim", indent=2)
        if session.doubted:
            self.say(self.word("reads_like_answer", value=session.doubted), "yellow")
        if step is Step.TITLE and not session.draft:
            again = answer is not None and bool(answer.references)
            return self._prompt("prompt_title_next" if again else "prompt_title", "enter_done")
        likes = {Step.ADOPTED: "like_date", Step.IN_FORCE: "like_date", Step.LANGUAGE: "like_language"}
        like = self.word(likes[step]) + "; " if step in likes else ""
        return self._prompt(f"prompt_{step}", "enter_keeps" if kept else "enter_none", like)

    def _end(self, session: Session) -> str:
        self.console.print()
        self.console.print(Rule(characters=self.line, style="cyan"))
        self.open_list(session)
        return self._prompt("prompt_end", "enter_ends")

    def _prompt(self, key: str, enter: str, like: str = "") -> str:
        inside = like + self.word(enter or "ask_help")
        return f"{self.word(key)} ({inside}) > "

    def _numbers(self, numbers: list[str], texts: list[tuple[str, str]], style: str = "", indent: int = 2) -> None:
        """Print numbered lines; each text hangs beside its number, with its code dimmed behind it."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(justify="left", no_wrap=True)
        grid.add_column()
        for left, (text, code) in zip(numbers, texts, strict=True):
            shown = Text(plain(text), style=style)
            if code:
                shown.append(f"  [{plain(code)}]", style="dim")
            grid.add_row(Text(left, style=style or "bold"), shown)
        self.console.print(Padding(grid, (0, 0, 0, indent)))
