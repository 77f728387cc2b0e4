"""The layout of a comparison's figures: pages as high as what is on them, titles clear of what they stand above."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from prakerja.report.common.words import LANGUAGES
from prakerja.study import Comparison
from tests.report.test_figures import clashes, cut, texts

POLICIES = (1, 3, 12)


def of(comparison: Comparison, count: int) -> Comparison:
    """Return a comparison of so many policies, made of those there are."""
    which = [0, *(number % 3 + 1 for number in range(count))]
    names = ["small", *(f"{number} {comparison.names[old]}" for number, old in enumerate(which[1:]))]
    policies = tuple(replace(comparison.policies[old], name=name) for old, name in zip(which, names, strict=True))
    data = comparison.data.isel(policy=which).assign_coords(policy=names)
    return Comparison(policies, 3, comparison.criteria, data, comparison.world)


def points(ax: Axes, pixels: float) -> float:
    return pixels * 72 / ax.get_figure(root=True).dpi


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("count", POLICIES)
@pytest.mark.parametrize("figure", ["differences", "decision"])
def test_no_text_lies_on_another_or_is_cut_however_many_policies(comparison: Comparison, figure, count, lang):
    ax = of(comparison, count).plot(figure, lang=lang)
    assert clashes(ax) == []
    assert cut(ax) == []


@pytest.mark.parametrize("count", POLICIES)
def test_the_title_of_the_differences_stands_clear_of_the_small_charts(comparison: Comparison, count):
    ax = of(comparison, count).plot("differences")
    ax.get_figure(root=True).draw_without_rendering()
    below = max(text.get_window_extent().y1 for small in ax.child_axes for text in small.findobj(type(ax.title))
                if text.get_text() == small.get_title(loc="left"))  # fmt: skip
    (title,) = [text for text in texts(ax) if text.get_text() == ax.get_title(loc="left")]
    assert points(ax, title.get_window_extent().y0 - below) >= 10


@pytest.mark.parametrize("count", POLICIES)
def test_the_decision_table_fills_its_page(comparison: Comparison, count):
    ax = of(comparison, count).plot("decision")
    boxes = sorted((text.get_window_extent() for text in texts(ax)), key=lambda box: box.y0)
    assert points(ax, max(above.y0 - below.y1 for below, above in pairwise(boxes))) < 50


@pytest.mark.parametrize("figure", ["differences", "decision"])
def test_more_policies_get_a_higher_page_and_a_page_that_is_given_stays(comparison: Comparison, figure):
    high = [of(comparison, count).plot(figure).get_figure(root=True).get_figheight() for count in POLICIES]
    assert high == sorted(set(high))
    page = Figure(figsize=(10, 6))
    of(comparison, 12).plot(figure, ax=page.add_subplot())
    assert tuple(page.get_size_inches()) == (10, 6)
