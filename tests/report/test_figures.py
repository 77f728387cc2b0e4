"""Figures: what is drawn is the forecast and what was published; nothing overlaps; files are the same every time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import combinations, product
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.dates import num2date
from matplotlib.figure import Figure
from matplotlib.text import Text

from prakerja.report import html_of, save_figures, text_of
from prakerja.report.common.words import LANGUAGES, Words, table
from prakerja.report.figure_parts.frame import title
from prakerja.report.figure_parts.labels import EndLabel, label_ends, spread
from prakerja.report.figure_parts.style import new_axes
from prakerja.report.figures import FIGURES as ALL_FIGURES
from prakerja.scenario import InputError, load_observations
from prakerja.study import Forecast
from prakerja.study.forecasting.budget_lines import LINES

FIGURES = ALL_FIGURES[Forecast]
NAMES = {"recipients": ("selected", "effective", "paid_once"), "money": ("committed", "paid_out", "owed")}


def drawn(ax: Axes, ending: str) -> dict[str, object]:
    """Give the artists whose mark ends so, by the mark's beginning."""
    marked = [(artist.get_gid() or "", artist) for artist in ax.findobj()]
    return {gid.removesuffix(ending): artist for gid, artist in marked if gid.endswith(ending)}


def texts(ax: Axes) -> list[Text]:
    """Give the texts that are seen, once everything is in its place."""
    figure = ax.get_figure(root=True)
    figure.draw_without_rendering()
    found = [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]
    sides = [side for axes in (ax, *ax.child_axes) for side in (axes.xaxis, axes.yaxis)]
    outside = {tick.label1 for side in sides for tick in side.get_major_ticks() if not _within(side, tick.get_loc())}
    hidden = {tick.label1 for axes in [ax] if not axes.axison for tick in
              (*axes.xaxis.get_major_ticks(), *axes.yaxis.get_major_ticks())}  # fmt: skip
    return [text for text in found if text not in outside | hidden]


def _within(side: Axis, place: float) -> bool:
    """Say whether a tick is drawn: matplotlib keeps labels of ticks beyond both ends, and leaves them undrawn."""
    low, high = sorted(side.get_view_interval())
    return low <= place <= high


def clashes(ax: Axes) -> list[tuple[str, str]]:
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts(ax)]
    return [
        (one, other)
        for (one, a), (other, b) in combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
    ]


def cut(ax: Axes) -> list[str]:
    page = ax.get_figure(root=True).bbox
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts(ax)]
    return [said for said, box in boxes if box.x0 < 0 or box.y0 < 0 or box.x1 > page.x1 or box.y1 > page.y1]


def as_of(outlook: Forecast, day: str) -> Forecast:
    scenario = outlook.scenario.replace({"as_of": date.fromisoformat(day)})
    return Forecast(replace(outlook.ensemble, scenario=scenario))


@pytest.mark.parametrize("figure", NAMES)
def test_each_fan_has_its_median_and_three_bands_and_nothing_else(national: Forecast, figure):
    ax = national.plot(figure)
    assert sorted(drawn(ax, "-median")) == sorted(NAMES[figure])
    for level in (50, 80, 90):
        assert sorted(drawn(ax, f"-{level}")) == sorted(NAMES[figure])
    assert len(ax.collections) == 9
    assert ax.get_legend() is None
    assert not ax.spines["top"].get_visible()
    assert not ax.spines["right"].get_visible()


def test_lines_and_bands_lie_where_the_draws_say(national: Forecast):
    ax, day = national.plot("recipients"), 200
    values = np.asarray(national.series("paid_once").isel(day=day)) / 1e6
    assert drawn(ax, "-median")["paid_once"].get_ydata()[day] == pytest.approx(np.median(values))
    corners = drawn(ax, "-90")["paid_once"].get_paths()[0].vertices
    there = drawn(ax, "-median")["paid_once"].get_xdata()[day]
    heights = corners[corners[:, 0] == there, 1]
    assert sorted({*np.round(heights, 9)}) == pytest.approx(np.percentile(values, [5, 95]))


def test_backlog_has_a_small_chart_for_each_partner(national: Forecast):
    ax = national.plot("backlog")
    assert [small.get_title(loc="left").split(":")[0] for small in ax.child_axes] == ["BNI", "GoPay", "LinkAja", "OVO"]
    assert len({small.get_ylim() for small in ax.child_axes}) == 1
    for small in ax.child_axes:
        assert len(drawn(small, "-median")) == 1
        assert len(small.collections) == 3


def test_the_flow_goes_from_the_whole_to_its_parts_without_a_gap(national: Forecast):
    people, money = national.plot("flow").child_axes
    for rows, whole in ((people, "selected"), (money, "committed")):
        bars = drawn(rows, "-bar")
        (total, *parts) = bars.values()
        assert total is bars[whole]
        ends = [0.0, *(bar.get_x() + bar.get_width() for bar in parts)]
        assert [bar.get_x() for bar in parts] == pytest.approx(ends[:-1])
        assert ends[-1] == pytest.approx(total.get_width())
    in_full = national.standing().people["paid_in_full"].expected / 1e6
    assert drawn(people, "-bar")["paid_in_full"].get_width() == pytest.approx(in_full)


def test_the_calendar_shows_each_wave_that_selects_anybody_with_its_days_and_people(national: Forecast):
    days, bars = national.plot("calendar").child_axes
    waves = [label.get_text() for label in days.get_yticklabels()]
    selected = national.waves()["selected"]
    first, *others = [name for name in selected.index if selected[name] > 0]
    assert waves == [f"wave {first}", *others]
    opens, announced = (num2date(days.patches[0].get_x() + shift).date() for shift in (0, days.patches[0].get_width()))
    assert (opens, announced) == (date(2020, 4, 11), date(2020, 4, 22))
    ends = [max(bar.get_x() + bar.get_width() for bar in bars.patches if round(bar.get_y() + bar.get_height() / 2) == n)
            for n in range(len(waves))]  # fmt: skip
    assert ends == pytest.approx([selected[name] / 1e3 for name in (first, *others)])


def test_one_future_lies_upon_the_fans_of_all(national: Forecast):
    ax = national.again(5).plot("beside_all", lang="id")
    assert clashes(ax) == cut(ax) == []
    line = drawn(ax, "-alone")["effective"]
    assert line.get_ydata()[200] == pytest.approx(national.series("effective").isel(day=200, draw=5).item() / 1e6)


def test_cash_is_level_within_each_week_and_bars_of_months_are_the_lines_upon_one_another(national: Forecast):
    by_week, by_month = national.plot("cash").child_axes
    weeks, months = national.cash("week"), national.cash("month")
    paid = weeks[(weeks["measure"] == "paid_out") & (weeks["line"] == "all")]
    line = drawn(by_week, "-median")["cash"].get_ydata()
    assert line.tolist() == pytest.approx(np.repeat(paid["p50"], 2) / 1e12)
    bars = [bar for bar in by_month.patches if (bar.get_gid() or "").endswith("-month")]
    for name in LINES:
        own = months[(months["measure"] == "paid_out") & (months["line"] == name)]["expected"] / 1e12
        assert [bar.get_height() for bar in bars if bar.get_gid() == f"{name}-month"] == pytest.approx(own.tolist())
    whole = months[(months["measure"] == "paid_out") & (months["line"] == "all")]["expected"] / 1e12
    tops = [bar.get_y() + bar.get_height() for bar in bars if bar.get_gid() == "management-month"]
    assert tops == pytest.approx(whole.tolist())


PUBLISHED = {
    ("recipients", "selected"): [(4, 22, 168_111), (4, 28, 456_265), (5, 19, 680_880), (8, 29, 2_280_000)],
    ("recipients", "paid_once"): [(5, 19, 300_000), (6, 22, 361_209), (9, 4, 610_563)],
    ("money", "committed"): [(4, 22, 596_790e6), (4, 28, 1.62e12), (8, 19, 5.3e12), (8, 28, 8.09e12)],
}


@pytest.mark.parametrize(("figure", "name"), PUBLISHED)
def test_points_are_the_figures_published_by_the_as_of_date(national: Forecast, figure, name):
    size = 1e6 if figure == "recipients" else 1e12
    dots = drawn(national.plot(figure), "-published")[name]
    found = [(num2date(x).month, num2date(x).day, y * size) for x, y in dots.get_xydata()]
    assert [point[:2] for point in found] == [point[:2] for point in PUBLISHED[figure, name]]
    assert [point[2] for point in found] == pytest.approx([point[2] for point in PUBLISHED[figure, name]])


def test_nothing_is_shown_that_was_published_after_the_as_of_date(national: Forecast):
    dots = drawn(as_of(national, "2020-08-29").plot("recipients"), "-published")
    assert [num2date(x).month for x in dots["selected"].get_xdata()] == [4, 4, 5]  # 2.28 million came out on 30 August
    assert [num2date(x).month for x in dots["paid_once"].get_xdata()] == [5, 6]


def test_observations_can_be_given_and_a_programme_of_another_size_has_no_points(national: Forecast, small: Forecast):
    rows = load_observations("scenarios/data/observations.csv")
    one = rows.quantity("incentive_recipients_cumulative")[:1]
    dots = drawn(national.plot("recipients", observations=one), "-published")
    assert {name: len(found.get_xdata()) for name, found in dots.items()} == {"paid_once": 1}
    assert drawn(small.plot("recipients"), "-published") == {}


def test_a_forecast_read_from_its_file_shows_the_same_points(national: Forecast, tmp_path):
    again = Forecast.load(national.save(tmp_path / "deep" / "forecast.nc"))
    assert again.scenario.folder == national.scenario.folder == Path("scenarios").resolve()
    points = drawn(again.plot("recipients"), "-published")
    assert {name: len(found.get_xdata()) for name, found in points.items()} == {"selected": 4, "paid_once": 3}


def test_a_saved_forecast_names_the_folder_as_seen_from_where_it_lies(national: Forecast, tmp_path):
    with xr.open_dataset(national.save(tmp_path / "forecast.nc"), engine="h5netcdf") as file:
        folder = file.attrs["scenario_folder"]
    assert not Path(folder).is_absolute()
    assert (tmp_path.resolve() / folder).resolve() == Path("scenarios").resolve()


def test_the_limits_the_as_of_date_and_the_footer(national: Forecast):
    ax = national.plot("recipients")
    (limit,) = [line for line in ax.lines if line.get_gid() == "limit"]
    (vertical,) = [line for line in ax.lines if line.get_gid() == "as-of"]
    assert limit.get_ydata()[0] == pytest.approx(5.6)
    assert num2date(vertical.get_xdata()[0]).date() == date(2020, 9, 4)
    said = " ".join(text.get_text() for text in texts(ax))
    assert "target 5.6 million" in said
    assert "million people" in said
    footer = f"prakerja-2020 · {national.scenario.hash} · as of 4 Sep 2020 · 32 draws · seed 2020 · prakerja "
    assert footer in said


def test_labels_at_the_ends_give_the_numbers_of_the_year_end(national: Forecast):
    found, said = national.range("effective"), [text.get_text() for text in texts(national.plot("recipients"))]
    low, high = (f"{end / 1e6:.2f}" for end in found.ranges[90])
    assert f"31 Dec: {found.expected / 1e6:.2f} ({low}–{high})" in said


@pytest.mark.parametrize(("figure", "lang"), list(product(FIGURES, LANGUAGES)))
def test_no_text_lies_on_another_or_is_cut(outlook: Forecast, figure, lang):
    ax = outlook.plot(figure, lang=lang)
    assert clashes(ax) == []
    assert cut(ax) == []


@pytest.mark.parametrize(("figure", "day"), list(product(FIGURES, ["2020-04-16", "2020-06-01", "2020-12-20"])))
def test_no_text_lies_on_another_whatever_the_as_of_date(small: Forecast, figure, day):
    ax = as_of(small, day).plot(figure, lang="id")
    assert clashes(ax) == []
    assert cut(ax) == []


def test_labels_of_lines_that_end_together_are_kept_apart():
    ax = new_axes()
    ax.set_ylim(0, 6)
    label_ends(ax, [EndLabel(5.9, name, "31 Dec: 1.00 (1.00–1.00)", "black") for name in ("one", "two", "three")])
    assert clashes(ax) == []
    assert cut(ax) == []


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6), st.floats(0.5, 15))
def test_spread_keeps_gaps_order_and_limits(wanted, gap):
    found = spread(wanted, gap, 0, 100)
    order = np.argsort(wanted, kind="stable")
    assert np.diff(found[order]).min(initial=np.inf) >= gap - 1e-9
    assert found.min() >= -1e-9
    assert found.max() <= 100 + 1e-9
    apart = np.diff(np.sort(wanted)).min(initial=np.inf) >= gap
    assert not apart or np.allclose(found, wanted)


LONGEST = {"will": "", "peak": "10.88 million", "day": "27 Dec", "partner": "LinkAja", "chance": "97.2 %"} | {
    name: "Rp19.88 trillion" for name in ("committed", "paid_out", "owed")
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", [key for key in table() if key.startswith("title.")])
def test_every_title_has_room(key, lang):
    said = dict.fromkeys(("target", "selected", "effective", "paid"), "5.60 million") | LONGEST
    said |= {name: "97.2 %" for name in ("chance_selected", "chance_effective", "chance_paid")}
    said |= {"by": "31 December", "reached": "14 February 2021"}
    said |= dict.fromkeys(("most", "cause", "causes"), "payment capacity shared by all partners")
    said |= {"what": "the number of people paid", "narrowed": "46 %", "figures": "41", "inside": "38"}
    said |= {"past": "6", "coming": "14", "paid_in_full": "2.20 million"}
    said |= {"n": "41"} | dict.fromkeys(("low", "high", "now", "then"), "3.10 million")
    ax = new_axes()
    title(ax, Words(lang)(key, **said))
    assert cut(ax) == []


@pytest.mark.parametrize("word", ["Pembayaran menunggu", "million 1.016", "illicit filling"])
def test_a_title_is_broken_where_its_letters_end_wide_or_narrow(word):
    ax = new_axes(wide=True)
    title(ax, " ".join([word] * 8), outside=0, above=20)
    assert cut(ax) == []


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", text.lower()))


def test_no_english_is_left_in_what_is_shown_in_indonesian(outlook: Forecast):
    english = {word for said in table().values() for word in words_of(said["en"])}
    both = {word for said in table().values() for word in words_of(said["id"])}
    figures = " ".join(text.get_text() for name in FIGURES for text in texts(outlook.plot(name, lang="id")))
    shown = (
        words_of(figures) | words_of(text_of(outlook, "id")) | words_of(re.sub("<[^>]+>", " ", html_of(outlook, "id")))
    )
    assert {"terpilih", "pagu", "agu", "okt"} <= shown
    assert shown & (english - both - words_of(outlook.scenario.name)) == set()  # a file is named as it is


def test_axes_that_are_given_are_drawn_into(small: Forecast):
    for name in FIGURES:
        ax = Figure(figsize=(10, 6)).add_subplot()
        assert small.plot(name, ax=ax) is ax


def test_in_a_notebook_a_figure_shows_itself(small: Forecast):
    assert small.plot("money")._repr_png_().startswith(b"\x89PNG")


def test_an_unknown_language_is_refused(small: Forecast):
    with pytest.raises(InputError, match="must be one of en, id"):
        small.plot("money", lang="fr")


@pytest.fixture(scope="module")
def files(small: Forecast, tmp_path_factory: pytest.TempPathFactory):
    return save_figures(small, tmp_path_factory.mktemp("one") / "new")


def test_every_figure_is_written_in_both_formats_and_nothing_else(files):
    assert [file.name for file in files] == [
        f"{figure}.{kind}"
        for figure in ("recipients", "money", "backlog", "flow", "calendar", "cash")
        for kind in ("svg", "png")
    ]
    assert sorted(file.name for file in files[0].parent.iterdir()) == sorted(file.name for file in files)
    assert files[0].read_text().rstrip().endswith("</svg>")
    assert files[1].read_bytes().endswith(b"IEND\xaeB`\x82")
    assert int.from_bytes(files[1].read_bytes()[16:20]) == 1200  # pixels across


def test_files_are_the_same_byte_for_byte_whatever_the_settings(small: Forecast, files, tmp_path):
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "black", "svg.hashsalt": None}):
        again = save_figures(small, tmp_path)
    assert [file.read_bytes() for file in again] == [file.read_bytes() for file in files]
    assert "dc:date" not in files[0].read_text()


def test_a_figure_that_cannot_be_written_leaves_no_file(small: Forecast, tmp_path, monkeypatch):
    def half(self, path, **how):
        path.write_text("<svg>")
        raise OSError("no space left on device")

    monkeypatch.setattr(Figure, "savefig", half)
    with pytest.raises(OSError, match="no space"):
        save_figures(small, tmp_path)
    assert list(tmp_path.iterdir()) == []
