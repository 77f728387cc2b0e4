"""How the check is told: on a screen, on a page, in a figure, by the command; what is stated changes no result."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from matplotlib.text import Text

from prakerja.report import html_of, text_of
from prakerja.report.common.words import LANGUAGES
from prakerja.scenario import InputError, diff, load
from prakerja.scenario.diff import differently_meant
from prakerja.scenario.leaves import leaves
from prakerja.study import PriorCheck
from tests.forked import prakerja

PLAN = "scenarios/prakerja-2020.toml"


@pytest.fixture(params=["plan", "fewer"])
def check(request: pytest.FixtureRequest) -> PriorCheck:
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_fits_one_screen(check: PriorCheck, lang: str) -> None:
    lines = text_of(check, lang).splitlines()
    assert len(lines) <= 22
    assert max(map(len, lines)) <= 100


def test_a_warning_stands_only_where_beliefs_say_something_else(plan: PriorCheck, fewer: PriorCheck) -> None:
    assert "warning" not in text_of(plan)
    told = text_of(fewer)
    assert told.count("warning") == 1
    share = f"{100 * fewer.consequences['ever_paid'].outside[0]:.0f} %"
    assert f"{share} of futures lie below that, 0 % above" in " ".join(told.split())


def test_the_page_holds_the_same(check: PriorCheck) -> None:
    page = html_of(check)
    assert page == check._repr_html_()
    assert page.count("<tr>") == 6
    assert ("<dt>warning</dt>" in page) == bool(check.at_odds)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_figure_has_both_ranges_and_nothing_overlaps(check: PriorCheck, lang: str) -> None:
    ax = check.plot("prior", lang=lang)
    assert len(ax.child_axes) == 5
    for chart, one in zip(ax.child_axes, check.consequences.values(), strict=True):
        lines = {line.get_gid(): line for line in chart.lines}
        assert tuple(lines[f"{one.name}-implied"].get_xdata()) == pytest.approx(one.range.ranges[90])
        assert tuple(lines[f"{one.name}-stated"].get_xdata()) == (one.stated.p05, one.stated.p95)
        assert lines[f"{one.name}-implied"].get_color() == ("#1b5e9b" if one.verdict == "agrees" else "#c4500f")
    figure = ax.get_figure(root=True)
    figure.draw_without_rendering()
    ticks = {label for chart in ax.child_axes for label in chart.get_xticklabels()}
    said = [text for text in figure.findobj(Text) if text.get_text() and text.get_visible() and text not in ticks]
    boxes = [(text.get_text(), text.get_window_extent()) for text in said if text not in ax.get_xticklabels()]
    seen = [(text, box) for text, box in boxes if len(text) > 3]
    for (one, a), (other, b) in combinations(seen, 2):
        assert not (min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1), (one, other)
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.x1 for _, box in seen)


def test_what_is_stated_changes_no_result_and_is_inherited() -> None:
    plan = load(PLAN)
    none = plan.replace({"implied": None})
    assert (none.hash, none.values(), diff(plan, none)) == (plan.hash, plan.values(), [])
    assert [line.split(":")[0] for line in differently_meant(plan, none)][:2] == [
        "implied.ever_paid.p05",
        "implied.ever_paid.p95",
    ]
    for leaf in leaves(plan.implied, ("implied",)):
        if leaf.keys[-1] != "source":
            other = plan.replace({".".join(leaf.keys): leaf.value * 0.99})
            assert (other.hash, diff(plan, other)) == (plan.hash, [])
            assert len(differently_meant(plan, other)) == 1
    assert load("scenarios/stress/partner-outage.toml").implied == plan.implied
    assert load("scenarios/hindcasts/2020-08-25.toml").implied is None


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("implied.ever_paid.p95=1.5", "must be between 0 and 1 (share)"),
        ("implied.ever_paid.p05=0.99", "must be below p95"),
        ("implied.ever_paid.source=no", "at least 3 characters"),
        ("implied.ever_payed.p05=0.5", "did you mean ever_paid?"),
        ("implied.days_to_money.p05=soon", "must be a number between 0 and 800 (days)"),
    ],
)
def test_what_cannot_be_stated_is_refused_in_words(setting: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        load(PLAN, [setting])
    assert said in str(refused.value)


def test_the_command_warns_and_draws_and_exits_with_0(tmp_path: Path) -> None:
    done = prakerja("check", PLAN, "--prior", "--out", tmp_path, "--set", "world.purchase.probability=0.5")
    assert (done.returncode, done.stderr) == (0, "")
    assert ": sound. " in done.stdout.splitlines()[0]
    assert "  warning  ever paid, of the selected: " in done.stdout
    drawn = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert drawn == ["prior.png", "prior.svg"]


def test_the_command_says_what_cannot_be(tmp_path: Path) -> None:
    done = prakerja("check", PLAN, "--out", tmp_path)
    assert done.returncode == 2
    assert "needs --prior" in done.stderr
    done = prakerja("check", PLAN, "--prior", "--lang", "fr")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)


def test_the_command_diff_says_it_in_words() -> None:
    done = prakerja("diff", PLAN, "scenarios/small.toml")
    assert "implied.paid_once_by_year_end.p05" in done.stdout
    assert done.stdout.splitlines()[-1].endswith("(persons); words only")
