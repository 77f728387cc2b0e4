"""The story of one applicant: as a table, and as a picture of its days."""

from __future__ import annotations

import re
from html import escape

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from prakerja.report.common.words import Words, table
from prakerja.report.figure_parts.axis_days import at, day_at, firsts_of_months
from prakerja.report.figure_parts.style import BLUE, GREEN, GREY, INK, LABEL, LINE, ORANGE, SMALL, TITLE, new_axes
from prakerja.study import Story

_HUES = {
    "paid": ORANGE,
    "revoked": INK,
    "not selected": INK,
    "not verified": INK,
    "not eligible": INK,
    "selected": GREEN,
}

Row = tuple[str, str, str, str]


def story_rows(story: Story, words: Words) -> list[Row]:
    """Return date, days since the event before, event and detail of every event, in words."""
    return [
        (
            words.day(event.date, year=True),
            words("story.after", n=str(event.days_since)) if event.days_since else "",
            words(f"event.{event.event.replace(' ', '_')}"),
            _detail(event.detail, words),
        )
        for event in story.events
    ]


def story_text(story: Story, lang: str = "en") -> str:
    """Tell the story as a table of plain text."""
    words = Words(lang)
    rows = story_rows(story, words)
    wide = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        f"  {day:>{wide[0]}}  {after:>{wide[1]}}  {event:<{wide[2]}}  {detail}".rstrip()
        for day, after, event, detail in rows
    ]
    return "\n".join([_heading(story, words), "", *lines])


def story_html(story: Story, lang: str = "en") -> str:
    """Tell the story as a fragment of HTML, for notebooks."""
    words = Words(lang)
    rows = "".join(
        "<tr>" + "".join(f'<td style="text-align:left">{escape(cell)}</td>' for cell in row) + "</tr>"
        for row in story_rows(story, words)
    )
    return f'<div lang="{lang}"><p><strong>{escape(_heading(story, words))}</strong></p><table>{rows}</table></div>'


def plot_story(story: Story, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw the story from top to bottom, each event at its date, with the days that passed between."""
    words = Words(lang)
    ax = ax if ax is not None else new_axes(wide=True)
    rows, dates = story_rows(story, words), [at(event.date) for event in story.events]
    ax.plot(dates, range(len(dates)), color=LINE, linewidth=1, drawstyle="steps-pre", zorder=1)
    for place, (event, (_, after, name, detail)) in enumerate(zip(story.events, rows, strict=True)):
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
    return ax


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
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.spines["bottom"].set_color(GREY)


def _heading(story: Story, words: Words) -> str:
    return words("story.heading", person=words.number(story.person), name=story.scenario.name)


def _detail(detail: str, words: Words) -> str:
    """Say the small words of a detail in the language, and names as their owners write them."""
    small = sorted((key.removeprefix("detail.") for key in table() if key.startswith("detail.")), key=len, reverse=True)
    known = "|".join(word.replace("_", " ") for word in small)
    names = "|".join(re.escape(key.removeprefix("name.")) for key in table() if key.startswith("name."))
    detail = re.sub(rf"\b({names})\b", lambda found: words(f"name.{found[0]}"), detail)
    return re.sub(rf"\b({known})\b", lambda found: words(f"detail.{found[0].replace(' ', '_')}"), detail)
