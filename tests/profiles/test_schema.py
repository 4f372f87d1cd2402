"""The schema: what is accepted, what is refused, and what is said then."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import case
from profiles import fields
from profiles.answers import KINDS
from profiles.complaints import MOST, inner_model, known
from profiles.problems import Problem, ProfileError
from profiles.schema import Profile
from profiles.toml import load_profile, parse_profile
from tests.profiles.samples import FULL, SMALL, profile


def parsed(text: str) -> Profile:
    return parse_profile(text.encode("utf-8"), "a.toml")


def problems(text: str) -> dict[str, Problem]:
    """The problems of a file by key."""
    with pytest.raises(ProfileError) as error:
        parsed(text)
    return {problem.key: problem for problem in error.value.problems}


def only(text: str) -> Problem:
    (problem,) = problems(text).values()
    return problem


def full_with(key: str, value: str) -> str:
    """The full profile, the line ``key = ...`` with another value."""
    text, count = re.subn(rf"(?m)^{key} = .*$", lambda _: f"{key} = {value}", FULL, count=1)
    assert count
    return text


def test_the_full_and_the_small_profile_are_accepted() -> None:
    assert parsed(FULL).id == "0a1b2c3d"
    assert parsed(FULL).revision == 3
    assert parsed(SMALL).id == ""
    assert parsed(SMALL).plan is None


def test_answers_are_flat_plain_and_only_what_is_there() -> None:
    assert parsed(SMALL).answers() == {
        "name": "骑手小王",
        "person.birth": "1985-03",
        "person.sex": "male",
        "location.registered": "140100",
    }
    answers = parsed(FULL).answers()
    assert list(answers) == list(KINDS)
    assert answers["plan.pauses"] == [{"from": "2030-01", "to": "2031-06"}]
    assert {key for key in answers if type(answers[key]) is not KINDS[key]} == set()


def test_the_known_answers_are_those_of_the_schema() -> None:
    keys = []
    for name, field in known(Profile).items():
        table = inner_model(field)
        keys += [f"{name}.{key}" for key in known(table)] if table else [name]
    assert [key for key in keys if key in KINDS] == list(KINDS)
    assert {key.partition(".")[0] for key in keys if key not in KINDS} == {
        "schema",
        "notes",
        "meta",
    }


@pytest.mark.parametrize(
    ("field", "enum"),
    [
        (fields.Sex, case.Sex),
        (fields.Category, case.Category),
        (fields.Status, case.Status),
        (fields.PeriodScheme, case.Scheme),
        (fields.PeriodKind, case.PeriodKind),
        (fields.PlaceRole, case.PlaceRole),
        (fields.Frequency, case.Frequency),
    ],
)
def test_the_words_are_those_of_the_core(field: object, enum: type[case.Sex]) -> None:
    literal, accepts = get_args(field)
    assert set(get_args(literal)) == {member.value for member in enum}
    assert all(member.value in str(accepts.text) for member in enum)


GOOD = [
    ("birth", '"1900-01"'),
    ("birth", '"2100-12"'),
    ("status", '"self_employed_with_staff"'),
    ("employee_months", "900"),
    ("resident_years", "75"),
    ("employee_balance", '"0"'),
    ("employee_balance", '"999999999.99"'),
    ("employee_index", '"5.0000000000"'),
    ("transitional_index", '"0.7040123456"'),
    ("base", '"ceiling"'),
    ("base", '"1%"'),
    ("base", '"1000.00%"'),
    ("base", '"4244.5"'),
    ("retire", '"earliest"'),
    ("retire", '"2048-03"'),
    ("wage_growth", '"-0.5"'),
    ("wage_growth", '"1.000000"'),
    ("until_age", "60"),
    ("until_age", "120"),
]


@pytest.mark.parametrize(("key", "value"), GOOD)
def test_values_at_the_limits_are_accepted(key: str, value: str) -> None:
    parsed(full_with(key, value))


BAD = [
    ("birth", '"1899-12"', "1900 到 2100"),
    ("birth", '"2101-01"', "不在范围内"),
    ("birth", '"1985-3"', "不能是「1985-3」"),
    ("birth", '"1985-13"', "不能是「1985-13」"),
    ("birth", '"１９８５-03"', "不能是"),
    ("birth", '"1985-02-30"', "没有这一天"),
    ("birth", "1985", "不带引号的整数"),
    ("birth", "1985-03-04T00:00:00", "日期或时间"),
    ("sex", '"Male"', "male（男）或 female（女）"),
    ("sex", "1", "male（男）或 female（女）"),
    ("category", '"female50"', "female50 和性别 male 对不上"),
    ("registered", '"14010"', "六位"),
    ("registered", "140100", "不带引号的整数"),
    ("registered", '"１４０１００"', "六位"),
    ("employee_months", "901", "不能是「901」"),
    ("employee_months", "-1", "0 到 900"),
    ("employee_months", "true", "写成了是或否"),
    ("employee_months", "36.0", "小数"),
    ("employee_months", '"36"', "写成了文字"),
    ("resident_years", "76", "0 到 75"),
    ("employee_balance", "12000", '写成带引号的数，如 "12000.00"'),
    ("employee_balance", "12000.00", '写成带引号的数，如 "12000.00"'),
    ("employee_balance", '"-1"', "不为负"),
    ("employee_balance", '"1.001"', "两位小数"),
    ("employee_balance", '"1000000000"', "不能是"),
    ("employee_balance", '"1e5"', "不能是"),
    ("employee_balance", '"NaN"', "不能是"),
    ("employee_balance", '"１２"', "不能是"),
    ("employee_balance", '"12\\n"', "不能是"),
    ("employee_balance", '" 12"', "不能是"),
    ("employee_balance", '""', "不能是"),
    ("employee_index", '"5.01"', "不在范围内"),
    ("employee_index", '"0.60000000001"', "十位小数"),
    ("base", '"0.99%"', "不在范围内"),
    ("base", '"1000.01%"', "不在范围内"),
    ("base", '"150.001%"', "不能是"),
    ("base", '"Floor"', "floor（下限）"),
    ("tier", "0", "大于 0"),
    ("tier", "true", "是或否"),
    ("frequency", '"weekly"', "monthly（每月）"),
    ("start", '"0001-01"', "不在范围内"),
    ("retire", '"soon"', "statutory（法定）"),
    ("extend", '"yes"', "不加引号"),
    ("extend", "1", "不带引号的整数"),
    ("pauses", '"2030-01"', "写成了文字"),
    ("wage_growth", '"-0.51"', "不在范围内"),
    ("wage_growth", '"1.000001"', "不在范围内"),
    ("wage_growth", '"2%"', "不能是「2%」"),
    ("wage_growth", "0.02", "小数"),
    ("until_age", "59", "60 到 120"),
    ("revision", "-1", "由程序写"),
    ("id", '"../../etc"', "不能是「../../etc」"),
    ("saved", '"\\u001b[31m"', "不能是「\ufffd[31m」"),
]


@pytest.mark.parametrize(("key", "value", "said"), BAD)
def test_other_values_are_refused_in_words(key: str, value: str, said: str) -> None:
    problem = only(full_with(key, value))
    assert problem.key.endswith(f".{key}")
    assert said in str(problem)
    assert "可填：" in str(problem)


def test_a_full_date_is_cut_to_its_month() -> None:
    for value in ('"1985-03-31"', "1985-03-31"):
        assert parsed(full_with("birth", value)).person.birth == "1985-03"
    assert parsed(full_with("retire", "2048-03-01")).answers()["plan.retire"] == "2048-03"


@pytest.mark.parametrize(("sex", "category"), [("female", "male60"), ("male", "unsure")])
def test_the_category_must_fit_the_sex(sex: str, category: str) -> None:
    text = full_with("sex", f'"{sex}"').replace('"male60"', f'"{category}"')
    assert only(text).key == "person.category"


@pytest.mark.parametrize("category", ["female55", "female50", "unsure"])
def test_every_female_category_fits(category: str) -> None:
    made = profile(**{"person.sex": "female", "person.category": category})
    assert made.person.category == category


def test_a_pause_must_not_end_before_it_begins() -> None:
    text = full_with("pauses", '[ { from = "2030-01", to = "2029-12" } ]')
    assert str(only(text)).startswith("a.toml：plan.pauses[1].to：2029-12 早于开始的 2030-01。")


def test_there_may_be_fifty_pauses_and_no_more() -> None:
    pause = '{ from = "2030-01", to = "2030-01" },\n'
    parsed(full_with("pauses", f"[{pause * 50}]"))
    said = str(only(full_with("pauses", f"[{pause * 51}]")))
    assert "有 51 段" in said
    assert '[{ from = "2030-01", to = "2031-06" }]' in said


def test_a_period_has_the_amount_of_its_scheme() -> None:
    start = 'from = "2019-05"\nto = "2022-04"\nplace = "140000"\n'
    period = f"{SMALL}[[history.periods]]\n{start}"
    assert only(period + 'scheme = "employee"').key == "history.periods[1].base"
    assert only(period + 'scheme = "resident"').key == "history.periods[1].tier"
    both = problems(period + 'scheme = "supplementary"\nbase = "floor"')
    assert "supplementary 的一段没有这一项" in str(both["history.periods[1].base"])
    assert "没有填" in str(both["history.periods[1].tier"])


def test_a_period_is_of_a_kind_its_scheme_knows() -> None:
    start = 'from = "2012-01"\nto = "2012-12"\nplace = "140500"\n'
    period = f"{SMALL}[[history.periods]]\n{start}"
    assert parsed(period + 'scheme = "employee"\nkind = "deemed"').history
    assert parsed(period + 'scheme = "resident"\nkind = "arrears"\ntier = 500').history
    for wrong in (
        'scheme = "employee"\nkind = "arrears"\nbase = "floor"',
        'scheme = "supplementary"\nkind = "arrears"\ntier = 500',
    ):
        assert only(period + wrong).key == "history.periods[1].kind"
    with_base = period + 'scheme = "employee"\nkind = "deemed"\nbase = "floor"'
    assert only(with_base).key == "history.periods[1].base"


UNKNOWN = [
    ("person", "brith", "person.birth"),
    ("person", "Sex", "person.sex"),
    ("plan", "teir", "plan.tier"),
    ("plan", "employee_month", "plan.place"),
    ("plan", "employee_months", "history.employee_months"),
    ("meta", "policy", "meta.policy_digest"),
    ("assumptions", "wage-growth", "assumptions.wage_growth"),
]


@pytest.mark.parametrize(("table", "key", "near"), UNKNOWN)
def test_an_unknown_key_is_refused_with_the_nearest_known_one(
    table: str, key: str, near: str
) -> None:
    problem = only(FULL.replace(f"[{table}]\n", f"[{table}]\n{key} = 1\n"))
    assert problem.key == f"{table}.{key}"
    assert "没有这一项，最接近的是" in str(problem)
    if key != "employee_month":
        assert f"最接近的是 {near}。" in str(problem)


@pytest.mark.parametrize(("key", "near"), [("persn", "person"), ("birth", "person.birth")])
def test_an_unknown_key_at_the_top_too(key: str, near: str) -> None:
    assert f"最接近的是 {near}。" in str(only(f"{key} = 1\n{SMALL}"))


def test_an_unknown_key_in_a_list_too() -> None:
    text = full_with("pauses", '[ { from = "2030-01", to = "2030-02", too = 1 } ]')
    assert "plan.pauses[1].too：没有这一项，最接近的是 plan.pauses[1].to。" in str(only(text))


def test_all_problems_are_listed_not_only_the_first() -> None:
    text = SMALL.replace("1985-03", "soon").replace("male", "x").replace("140100", "1")
    assert list(problems(text)) == ["person.birth", "person.sex", "location.registered"]


def test_an_empty_file_lacks_the_four_things_that_must_be_there() -> None:
    assert list(problems("")) == ["schema", "name", "person", "location"]


def test_tables_that_are_none_are_told_what_belongs_there() -> None:
    said = str(problems("schema = 1\nname = 'x'\nperson = 3\nlocation = []"))
    assert "birth、sex、category、status" in said
    assert "registered、working" in said


def test_a_flood_of_problems_is_cut() -> None:
    with pytest.raises(ProfileError) as error:
        parsed(SMALL + "".join(f"k{n} = 1\n" for n in range(5000)))
    assert len(error.value.problems) == MOST + 1
    assert "另外还有 4950 处问题" in str(error.value)


@pytest.mark.parametrize("schema", ["2", "999", "9223372036854775807"])
def test_a_newer_schema_is_refused_and_the_file_stays(schema: str, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    text = FULL.replace("schema = 1", f"schema = {schema}\nnew_key = 1").encode()
    path.write_bytes(text)
    with pytest.raises(ProfileError, match="由更新的版本写成"):
        load_profile(path)
    assert path.read_bytes() == text


@pytest.mark.parametrize("schema", ["0", "-1", "true", '"1"', "1.0", "[1]"])
def test_no_other_schema_is_accepted(schema: str) -> None:
    problem = only(FULL.replace("schema = 1", f"schema = {schema}"))
    assert problem.key == "schema"
    assert "可填：schema = 1。" in str(problem)


NAMES = [
    "王",
    "王" * 40,
    "Zoë",
    "王·Ahmed",
    "../../etc",
    "CON",
    "😀",
    "محمد",
    "བསྒྲུབས",
    "$(id)",
    "[/b]",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_in_any_script_are_accepted(name: str) -> None:
    assert profile(name=name).name == name


def test_a_name_is_kept_in_one_form() -> None:
    assert profile(name="  Zoe\u0308 ").name == "Zo\u00eb"


@pytest.mark.parametrize(
    "name",
    [
        *["", "  ", "王" * 41, "x" * 100_000, "e\u0301\u0301\u0301\u0301"],
        *["a\x1b[31m", "a\x9b", "a\u202eb", "a\u200bb", "a\u2028b", "a\nb", "a\x00"],
        *["\ud800", "\ue000", "\ufffe"],
    ],
)
def test_names_that_could_hide_something_are_refused(name: str) -> None:
    with pytest.raises(ProfileError) as error:
        profile(name=name)
    assert [problem.key for problem in error.value.problems] == ["name"]
    assert not re.search("[\x00-\x09\x0b-\x1f\x9b\u202e\u200b\u2028\ud800]", str(error.value))


@pytest.mark.parametrize("name", ["11010519491231002X", "王 110105 19491231 0021"])
def test_a_name_with_an_id_number_is_refused(name: str) -> None:
    with pytest.raises(ProfileError, match="名称里不要写身份证号") as error:
        profile(name=name)
    assert "1949" not in str(error.value)


def test_an_id_number_is_repeated_nowhere() -> None:
    number = "110105194912310021"
    text = full_with("sex", f'"{number}"') + f'"{number}" = 1\n'
    said = "\n".join(map(str, problems(text).values()))
    assert number not in said
    assert "已隐去" in said


def test_notes_may_hold_anything_toml_can_say() -> None:
    notes = parsed(FULL).notes
    assert notes is not None
    assert str(notes["深"]) == "{'一': [1, Decimal('2.50'), datetime.date(2026, 1, 2)]}"


@pytest.mark.parametrize("value", [0.5, None, b"x", {"a": 0.5}, [None], "\ud800", {"\ud800": 1}])
def test_notes_that_toml_cannot_say_are_refused(value: object) -> None:
    with pytest.raises(ProfileError):
        Profile.from_answers(profile().answers(), notes={"a": value})


def test_answers_of_none_are_left_out() -> None:
    assert profile(**{"plan.tier": None}).plan is None


@pytest.mark.parametrize(
    "answers", [{"person": 1, "person.sex": "male"}, {"person.sex.x": 1}, {"": 1}]
)
def test_odd_paths_are_problems_not_crashes(answers: dict[str, object]) -> None:
    with pytest.raises(ProfileError):
        Profile.from_answers(answers)


def test_a_profile_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        profile().name = "x"


def test_the_json_schema_says_what_is_accepted() -> None:
    schema = Profile.model_json_schema()
    assert schema["additionalProperties"] is False
    assert "加引号" in schema["$defs"]["Location"]["properties"]["registered"]["description"]


_values = st.sampled_from(
    ["1", "-1", "true", "1.5", '"x"', '"2030-01"', "[]", "[1]", "{}", "{a=1}", "2026-01-02", "[{}]"]
) | st.text(max_size=8).map(lambda text: repr(text).replace("\\x", "\\u00"))
_ENGLISH = re.compile(r"[Ii]nput|should|valid|must|error|type|expected", re.ASCII)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(re.findall(r"(?m)^(\w+) = ", FULL)), _values)
def test_no_english_sentence_of_a_library_gets_through(key: str, value: str) -> None:
    try:
        parsed(full_with(key, value))
    except ProfileError as error:
        said = str(error).replace(str(value).strip("\"'"), "")
        assert not _ENGLISH.search(said.replace("part_time", "").replace("unsure", ""))
