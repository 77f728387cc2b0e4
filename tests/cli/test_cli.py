"""The command line, as a person uses it: a process of its own, real files, its words and its exit code."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from prakerja.scenario import load
from tests.forked import prakerja

SMALL = "scenarios/small.toml"
FORECAST_FIGURES = ("recipients", "money", "backlog", "flow", "calendar", "cash")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, Path]:
    """One forecast of the small scenario, as JSON, with its files."""
    out = tmp_path_factory.mktemp("out")
    done = prakerja("forecast", SMALL, "--draws", 40, "--seed", 7, "--out", out, "--hub", out / "hub.csv", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), out


def test_forecast_writes_what_it_says_and_nothing_else(run: tuple[dict, Path]) -> None:
    answer, out = run
    written = {str(path) for path in out.rglob("*") if path.is_file()}
    assert written == set(answer["files"])
    figures = [f"{name}.{kind}" for name in FORECAST_FIGURES for kind in ("svg", "png")]
    tables = [f"{name}.csv" for name in ("accounts", "cash-by-month", "cash-by-week", "costs")]
    assert {path.name for path in (out / "small").iterdir()} == {*figures, *tables, "forecast.nc"}


def test_the_saved_forecast_gives_the_printed_numbers(run: tuple[dict, Path]) -> None:
    import prakerja as pk

    answer, out = run
    saved = pk.Forecast.load(out / "small" / "forecast.nc")
    assert json.loads(json.dumps(saved.provenance)) == answer["provenance"]
    assert saved.chance("selected").probability == answer["chances"]["selected"]["probability"]


def test_same_seed_same_answer_and_another_seed_another(run: tuple[dict, Path], tmp_path: Path) -> None:
    answer, _ = run
    again = prakerja("forecast", SMALL, "--draws", 40, "--seed", 7, "--out", tmp_path, "--json", "--workers", 1)
    other = prakerja("forecast", SMALL, "--draws", 40, "--seed", 8, "--out", tmp_path, "--json")
    without_files = {key: value for key, value in answer.items() if key != "files"}
    assert {k: v for k, v in json.loads(again.stdout).items() if k != "files"} == without_files
    assert json.loads(other.stdout)["at_year_end"] != answer["at_year_end"]


def test_hub_rows_are_what_a_hub_takes(run: tuple[dict, Path]) -> None:
    answer, out = run
    with (out / "hub.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["reference_date", "target", "horizon", "target_end_date", "location", "scenario_id",
                             "output_type", "output_type_id", "value"]  # fmt: skip
    quantiles = [row for row in rows if row["output_type"] == "quantile"]
    # 4 September to 31 December is 119 days, both included; ten targets; 23 levels
    assert len(quantiles) == 119 * 10 * 23
    values = np.array([float(row["value"]) for row in quantiles]).reshape(10, 119, 23)
    assert (np.diff(values, axis=2) >= 0).all()
    by_level = {row["output_type_id"] for row in quantiles}
    assert by_level == {"0.01", "0.025", "0.975", "0.99", *(f"{0.05 * n:g}" for n in range(1, 20))}
    cdf = {row["target"]: float(row["value"]) for row in rows if row["output_type"] == "cdf"}
    assert cdf["selected_cumulative"] == pytest.approx(1 - answer["chances"]["selected"]["probability"])
    assert set(cdf) == {"selected_cumulative", "effective_cumulative", "incentive_recipients_cumulative"}


def test_the_answer_comes_first_in_words(tmp_path: Path) -> None:
    done = prakerja("forecast", SMALL, "--draws", 8, "--out", tmp_path)
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith("Kartu Prakerja 2020")
    assert "recipients.svg" in done.stdout


def test_indonesian(tmp_path: Path) -> None:
    done = prakerja("forecast", SMALL, "--draws", 8, "--out", tmp_path, "--lang", "id")
    assert done.returncode == 0
    assert "Rp" in done.stdout
    assert "hanya asumsi: angkanya dari program yang lebih besar" in done.stdout
    assert "expected" not in done.stdout


def test_money_tells_the_accounts_and_the_tables_beside_the_figures_have_them(tmp_path: Path) -> None:
    done = prakerja(
        "forecast", SMALL, "--draws", 8, "--prior", "--out", tmp_path, "--money", "--json", "--no-keep-draws"
    )
    assert done.returncode == 0, done.stderr
    told = {row["line"]: row for row in json.loads(done.stdout)["accounts"]}
    assert told["all"]["budgeted"] == 20_000_000_000
    with (tmp_path / "small" / "accounts.csv").open(newline="") as file:
        written = {(row["line"], row["measure"]): row for row in csv.DictReader(file)}
    for line in ("training", "incentive", "survey", "management", "all"):
        assert float(written[line, "paid_out"]["expected"]) == pytest.approx(told[line]["paid_out"]["expected"])
    with (tmp_path / "small" / "cash-by-week.csv").open(newline="") as file:
        weeks = [row for row in csv.DictReader(file) if (row["measure"], row["line"]) == ("paid_out", "all")]
    in_year = sum(float(week["expected"]) for week in weeks if week["last"] <= "2020-12-31")
    assert in_year == pytest.approx(told["all"]["paid_out"]["expected"])


def test_settings_change_the_scenario_and_name_its_folder(tmp_path: Path) -> None:
    done = prakerja("forecast", SMALL, "--draws", 8, "--out", tmp_path, "--json", "--set", "policy.quota.places=0")
    answer = json.loads(done.stdout)
    # waves 1 to 7 as they had opened, at a thousandth, and none after
    assert answer["at_year_end"]["selected"]["median"] == pytest.approx(3881, abs=3)
    assert [path.name for path in tmp_path.iterdir()] == ["small-with-policy.quota.places-0"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["forecast", "nowhere.toml"], "nowhere.toml: 1 problem\n  (file)      there is no such file\n"),
        (["forecast", SMALL, "--lang", "fr"], "fr"),
        (["forecast", SMALL, "--set", "policy.quota.placez=1"], "did you mean places?"),
        (["forecast", SMALL, "--set", "policy.quota.places=-1"], "must be"),
        (["forecast", SMALL, "--draws", "1"], "--draws"),
        (["forecast", SMALL, "--cluster", "tcp://127.0.0.1:9"], "cannot be reached"),
        (["check", SMALL, "nowhere.toml"], "there is no such file"),
        (["diff", SMALL, "nowhere.toml"], "there is no such file"),
        (["follow", SMALL, "--person", "99999999"], "person   99999999   must be 1 to "),
        (["follow", SMALL, "--picture", "one.doc"], "must end in .svg or .png"),
    ],
)
def test_mistakes_cost_one_line_and_exit_code_2(words: list[str], said: str, tmp_path: Path) -> None:
    out = ["--out", str(tmp_path / "out")] if words[0] == "forecast" else []
    done = prakerja(*words, *out)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.rglob("*.nc"))


def test_a_folder_that_cannot_be_written_is_found_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    done = prakerja("forecast", SMALL, "--out", tmp_path / "taken")
    assert done.returncode == 2
    assert "--out" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_names_every_sound_file() -> None:
    scenarios = sorted(Path("scenarios").glob("*.toml"))
    done = prakerja("check", *scenarios)
    assert done.returncode == 0
    assert [line.split(":")[0] for line in done.stdout.splitlines()[::2]] == [str(path) for path in scenarios]


def test_follow_tells_one_life_and_draws_it(tmp_path: Path) -> None:
    picture = tmp_path / "lives" / "17.svg"
    done = prakerja("follow", SMALL, "--person", 17, "--lang", "id", "--picture", picture)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "Pendaftar 17 dari small"
    assert lines[2].endswith("mendaftar")
    assert lines[-1] == f"  {picture}"
    assert [path.name for path in picture.parent.iterdir()] == ["17.svg"]
    assert picture.read_text().rstrip().endswith("</svg>")


def test_live_tells_one_future_and_writes_its_journal(tmp_path: Path) -> None:
    """A tenth of the places of the waves that had been announced were given by the as-of date: whole people."""
    done = prakerja("live", SMALL, "--scale", "1:10", "--out", tmp_path / "one.nc")
    assert done.returncode == 0, done.stderr
    heading, *rows, _, file = done.stdout.splitlines()
    assert heading.split() == ["quantity", "2020-09-04", "2020-12-31"]
    told = {name: [int(number.replace(",", "")) for number in numbers] for name, *numbers in map(str.split, rows)}
    plan = load(SMALL)
    given = [wave.places for wave in plan.policy.waves.values() if wave.announces <= plan.as_of]
    assert told["selected"][0] == pytest.approx(sum(given) / 10, abs=len(given))
    assert told["paid_once"][1] <= told["validated"][1] <= told["completed"][1] <= told["selected"][1] <= 560
    assert told["effective"][1] <= told["selected"][1]
    assert file == f"  {tmp_path / 'one.nc'}"
    assert (tmp_path / "one.nc").stat().st_size > 0


def test_diff_says_what_differs_in_words() -> None:
    done = prakerja("diff", "scenarios/prakerja-2020.toml", "scenarios/early-deadline.toml")
    assert done.returncode == 0
    assert "policy.training.deadline: 15 December 2020 becomes 15 November 2020" in done.stdout
    same = prakerja("diff", SMALL, SMALL)
    assert same.stdout == "They give the same results: nothing differs but words.\n"


def test_schema_is_the_shipped_one() -> None:
    shipped = Path("model/prakerja/scenario/schema.json").read_text(encoding="utf-8")
    assert json.loads(prakerja("schema").stdout) == json.loads(shipped)


def test_help_teaches_every_command() -> None:
    said = prakerja("--help").stdout
    for command in ("forecast", "drivers", "check", "diff", "schema"):
        assert command in said
        assert "Usage" in prakerja(command, "--help").stdout


@pytest.mark.slow
def test_on_a_dask_cluster_the_answer_is_the_same(run: tuple[dict, Path], tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster:
        where = ["--out", tmp_path, "--cluster", cluster.scheduler_address]
        done = prakerja("forecast", SMALL, "--draws", 40, "--seed", 7, "--json", *where)
    assert done.returncode == 0, done.stderr
    answer, _ = run
    assert json.loads(done.stdout)["at_year_end"] == answer["at_year_end"]
