"""The story of one applicant: as a table, and as a picture of its days."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from prakerja.person.diary import Event
from prakerja.report.common.document import Cell, Heading, Node, Table
from prakerja.report.common.words import Words, table
from prakerja.report.figure_parts.axis_days import at, day_at, firsts_of_months
from prakerja.report.figure_parts.axis_numbers import keep_sides
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.style import BLUE, GREEN, GREY, INK, LABEL, LINE, ORANGE, SMALL, TITLE
from prakerja.study import Story

_HUES = {
    "paid": ORANGE,
    "revoked": INK,
    "not selected": INK,
    "not verified": INK,
    "not eligible": INK,
    "selected": GREEN,
}


def story_nodes(story: Story, words: Words) -> Iterator[Node]:
    """Tell a story as a table: date, days since the event before, event and detail of every event."""
    yield Heading((_heading(story, words),))
    columns = dict.fromkeys(("date", "days_since", "event", "detail"), "")
    yield Table("events", columns, tuple(_row(event, words) for event in story.events), sides=">><<")


def _row(event: Event, words: Words) -> tuple[Cell, ...]:
    return (
        Cell(words.day(event.date, year=True), event.date),
        Cell(words("story.after", n=str(event.days_since)) if event.days_since else "", event.days_since),
        Cell(words(f"event.{event.event.replace(' ', '_')}"), event.event),
        Cell(_detail(event.detail, words), event.detail),
    )


@figure()
def plot_story(story: Story, ax: Axes, words: Words) -> None:
    """Draw the story from top to bottom, each event at its date, with the days that passed between."""
    dates = [at(event.date) for event in story.events]
    ax.plot(dates, range(len(dates)), color=LINE, linewidth=1, drawstyle="steps-pre", zorder=1)
    for place, event in enumerate(story.events):
        _, after, name, detail = (cell.words for cell in _row(event, words))
        hue = _HUES.get(event.event, BLUE)
        ax.plot(dates[place], place, "o", color=hue, markersize=6, zorder=2)
        ax.annotate(
            f"{name} {detail}".strip(), (dates[place], place), (9, 0), textcoords="offset points",
            va="center", fontsize=LABEL, color=hue,
        )  # fmt: skip
        ax.annotate(
            after, (dates[place], place), (-9, 0), textcoords="offset points",
            va="center", ha="right", fontsize=SMALL, color=GREY, bbox={"color": "white", "pad": 1},
        )  # fmt: skip
    _frame(ax, story, words)


def _frame(ax: Axes, story: Story, words: Words) -> None:
    clock, last = story.scenario.clock, story.events[-1]
    said = words(f"event.{last.event.replace(' ', '_')}")
    days = (last.date - story.events[0].date).days
    heading = words("story.title", person=_heading(story, words), last=said, n=str(days))
    ax.set_title(heading, loc="left", fontsize=TITLE, color=INK, weight="bold", pad=14)
    ax.set_xlim(at(clock.launch) - 12, at(clock.ends) + 60)  # room for the days before, and for the last words
    ax.set_ylim(len(story.events) - 0.5, -0.7)
    ax.xaxis.set_major_locator(firsts_of_months(1))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda place, _: words.month(day_at(place))))
    ax.set_yticks([])
    ax.tick_params(labelsize=LABEL, colors=GREY, length=3)
    keep_sides(ax, "bottom")


def _heading(story: Story, words: Words) -> str:
    return words("story.heading", person=words.number(story.person), name=story.scenario.name)


def _detail(detail: str, words: Words) -> str:
    """Say the small words of a detail in the language, and names as their owners write them."""
    small = sorted((key.removeprefix("detail.") for key in table() if key.startswith("detail.")), key=len, reverse=True)
    known = "|".join(word.replace("_", " ") for word in small)
    names = "|".join(re.escape(key.removeprefix("name.")) for key in table() if key.startswith("name."))
    detail = re.sub(rf"\b({names})\b", lambda found: words(f"name.{found[0]}"), detail)
    return re.sub(rf"\b({known})\b", lambda found: words(f"detail.{found[0].replace(' ', '_')}"), detail)
