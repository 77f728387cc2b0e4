"""`extends` lays one file over another, table by table; settings from the command line lie on top of all."""

from datetime import date
from shutil import copy

import pytest

from prakerja.scenario import InputError, load

PROSE = 'title = "Test"\npurpose = "Test"\nsource = "Test"\n'


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "scenarios"
    (folder / "policies").mkdir(parents=True)
    copy("scenarios/prakerja-2020.toml", folder)
    return folder


def write(path, extends, text=""):
    path.write_text(f'extends = "{extends}"\n{PROSE}{text}', encoding="utf-8")
    return path


def problem(path):
    with pytest.raises(InputError) as refused:
        load(path)
    (only,) = refused.value.problems
    return refused.value.where, only.path, only.found, only.allowed


def test_tables_merge_key_by_key(folder):
    base = load(folder / "prakerja-2020.toml")
    mine = load(write(folder / "mine.toml", "prakerja-2020.toml", "[policy.quota]\nplaces = 400_000\n"))
    assert (mine.name, mine.title) == ("mine", "Test")
    assert mine.policy.quota.places == 400_000
    assert mine.policy.quota.source == base.policy.quota.source
    assert mine.world == base.world


def test_a_new_member_is_added_to_its_table(folder):
    text = "[policy.payment.suspensions.second]\nfirst = 2020-11-01\nlast = 2020-11-30\n"
    mine = load(write(folder / "mine.toml", "prakerja-2020.toml", text))
    assert list(mine.policy.payment.suspensions) == ["review", "second"]


def test_a_distribution_that_is_named_replaces_the_other_whole(folder):
    text = '[world.survey]\nresponse = { dist = "uniform", low = 0.1, high = 0.2 }\n'
    mine = load(write(folder / "mine.toml", "prakerja-2020.toml", text))
    assert mine.world.survey.response.stated == {"low": 0.1, "high": 0.2}


def test_one_that_is_not_named_changes_in_the_keys_stated(folder):
    mine = load(write(folder / "mine.toml", "prakerja-2020.toml", "[world.survey]\nresponse = { p05 = 0.3 }\n"))
    assert mine.world.survey.response.stated == {"p05": 0.3, "p95": 0.95}


def test_another_rule_replaces_the_quota_whole(folder):
    text = '[policy.quota]\nrule = "no more waves"\nsource = "Test"\n'
    mine = load(write(folder / "mine.toml", "prakerja-2020.toml", text))
    assert mine.policy.quota.model_dump() == {"rule": "no more waves", "source": "Test"}


def test_a_chain_the_nearest_file_wins(folder):
    write(folder / "one.toml", "prakerja-2020.toml", "[policy]\nquota.places = 1\npurchase.window_days = 10\n")
    two = write(folder / "policies" / "two.toml", "../one.toml", "[policy]\nquota.places = 2\n")
    mine = load(two)
    assert (mine.policy.quota.places, mine.policy.purchase.window_days) == (2, 10)
    assert mine.folder == folder.resolve()


def test_what_a_file_is_without_is_taken_out_of_the_other_first(folder):
    without = 'without = ["policy.waves.7", "policy.platforms.ruangguru.leaves", "world.eras", "policy.selection"]\n'
    text = without + '[policy.selection]\nsource = "Test"\npriority_share = 0.1\n'
    base, mine = load(folder / "prakerja-2020.toml"), load(write(folder / "a.toml", "prakerja-2020.toml", text))
    assert sorted(mine.policy.waves) == ["1", "2", "3", "4", "5", "6"]
    assert (mine.policy.selection.source, mine.policy.selection.priority_share) == ("Test", 0.1)
    assert (mine.policy.platforms["ruangguru"].leaves, mine.world.eras) == (None, {})
    assert mine.world.purchase == base.world.purchase
    # Whoever extends it in turn extends it as it is.
    assert load(write(folder / "b.toml", "a.toml")).policy.waves == mine.policy.waves


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ('["policy.waves.66"]', ("policy.waves.66", "names nothing that is there; did you mean 6?")),
        ('["policy.wave.6"]', ("policy.wave.6", "names nothing that is there")),
        ('["title.of"]', ("title.of", "names nothing that is there")),
        ('["policy..waves"]', ("policy..waves", "must be a dotted path such as policy.waves.6")),
        ("[6]", (6, "must be a dotted path such as policy.waves.6")),
        ('"policy.waves.6"', ("policy.waves.6", "must be a list of dotted paths")),
    ],
)
def test_a_path_that_names_nothing_to_be_without(folder, without, said):
    path = write(folder / "a.toml", "prakerja-2020.toml", f"without = {without}\n")
    what = f'"{said[0]}"' if isinstance(said[0], str) else str(said[0])
    assert problem(path) == (str(path), "without", what, said[1])


def test_whoever_extends_nothing_can_be_without_nothing(folder):
    path = folder / "prakerja-2020.toml"
    path.write_text('without = ["policy.waves.6"]\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert problem(path)[1:] == ("without", '["policy.waves.6"]', "needs extends: it takes away what another file has")


def test_a_circle(folder):
    write(folder / "one.toml", "two.toml")
    write(folder / "two.toml", "one.toml")
    where = str((folder / "two.toml").resolve())
    assert problem(folder / "one.toml") == (where, "extends", '"one.toml"', "extends itself in a circle")


def test_a_file_that_extends_itself(folder):
    path = write(folder / "one.toml", "one.toml")
    assert problem(path) == (str(path), "extends", '"one.toml"', "extends itself in a circle")


@pytest.mark.parametrize("other", ["../outside.toml", "/etc/outside.toml", "policies/../../outside.toml"])
def test_outside_the_folder_tree(folder, other):
    copy("scenarios/prakerja-2020.toml", folder.parent / "outside.toml")
    path = write(folder / "one.toml", other)
    said = "must stay inside the scenario's own folder tree"
    assert problem(path) == (str(path), "extends", f'"{other}"', said)


def test_a_file_that_leads_outside(folder):
    copy("scenarios/prakerja-2020.toml", folder.parent / "outside.toml")
    (folder / "inside.toml").symlink_to(folder.parent / "outside.toml")
    assert problem(write(folder / "one.toml", "inside.toml"))[3] == "must stay inside the scenario's own folder tree"


def test_a_file_that_is_not_there_or_no_scenario(folder):
    path = write(folder / "one.toml", "none.toml")
    assert problem(path) == (str(path), "extends", '"none.toml"', "there is no such file")
    assert problem(write(path, "data.csv"))[3] == "must name a .toml file, or a shipped scenario"


def test_settings_lie_on_top(folder):
    path = write(folder / "mine.toml", "prakerja-2020.toml", "[policy.quota]\nplaces = 1\n")
    mine = load(path, ["policy.quota.places=400_000", "policy.training.deadline=2020-11-15"])
    assert mine.policy.quota.places == 400_000
    assert mine.policy.training.deadline == date(2020, 11, 15)
    assert mine.name == "mine with policy.quota.places=400_000, policy.training.deadline=2020-11-15"


@pytest.mark.parametrize("key", ['"pijar mahir"', "'pijar mahir'", "pijar mahir"])
def test_a_key_with_a_blank_may_stand_in_quotation_marks(folder, key):
    mine = load(folder / "prakerja-2020.toml", [f"world.platforms.{key}.weight=3"])
    assert mine.world.platforms["pijar mahir"].weight == 3


def test_words_need_no_quotation_marks_and_a_rule_empties_its_table(folder):
    mine = load(
        folder / "prakerja-2020.toml", ["policy.quota.rule=no more waves", "policy.budget.ceiling=Rp21 trillion"]
    )
    assert mine.policy.quota.rule == "no more waves"
    assert mine.policy.budget.ceiling == 21 * 10**12


def test_a_distribution_can_be_set(folder):
    setting = "world.survey.response={ dist = 'uniform', low = 0.1, high = 0.2 }"
    mine = load(folder / "prakerja-2020.toml", [setting, "world.survey.response.high=0.3"])
    assert mine.world.survey.response.stated == {"low": 0.1, "high": 0.3}


def test_the_word_none_takes_an_optional_table_away_and_is_a_word_elsewhere(folder):
    tables = ["world.change=none", "world.interruption = none", "policy.calendar=none"]
    words = ["policy.selection.province_weights=none", "policy.waves.1.province_weights=none"]
    mine = load(folder / "prakerja-2020.toml", [*tables, *words])
    assert (mine.world.change, mine.world.interruption, mine.policy.calendar) == (None, None, None)
    assert (mine.policy.selection.province_weights, mine.policy.waves["1"].province_weights) == ("none", "none")
    assert mine.hash == load(folder / "prakerja-2020.toml", words).replace(
        {"world.change": None, "world.interruption": None, "policy.calendar": None}
    ).hash  # fmt: skip


def test_replace_takes_an_optional_table_away_and_keeps_the_folder(folder):
    base = load(folder / "prakerja-2020.toml")
    calm = base.replace({"world.interruption": None, "policy.waves.6.places": 5}, name="calm")
    assert (calm.name, calm.world.interruption, calm.policy.waves["6"].places) == ("calm", None, 5)
    assert (base.policy.waves["6"].places, calm.folder) == (800_000, base.folder)


def test_one_platform_may_take_over_on_the_day_the_others_leave(folder):
    base = load(folder / "prakerja-2020.toml")
    changes = {f"policy.platforms.{name}.leaves": "2020-09-20" for name in base.policy.platforms if name != "tokopedia"}
    mine = base.replace({**changes, "policy.platforms.tokopedia.joins": "2020-09-20"})
    assert mine.policy.platforms["tokopedia"].present(date(2020, 9, 20))
    assert not mine.policy.platforms["tokopedia"].present(date(2020, 9, 19))
    assert not mine.policy.platforms["sisnaker"].present(date(2020, 9, 20))
