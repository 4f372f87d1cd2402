"""The table of regions and its search; the expectations are general knowledge, not the code's."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.policy.regions import Region, Regions

CSV = Path(__file__).parents[2] / "core" / "policy" / "regions.csv"
TEXT = CSV.read_text(encoding="utf-8")
TABLE = Regions.from_csv(TEXT)

PROVINCES = [
    "北京市", "天津市", "河北省", "山西省", "内蒙古自治区", "辽宁省",
    "吉林省", "黑龙江省", "上海市", "江苏省", "浙江省", "安徽省",
    "福建省", "江西省", "山东省", "河南省", "湖北省", "湖南省",
    "广东省", "广西壮族自治区", "海南省", "重庆市", "四川省", "贵州省",
    "云南省", "西藏自治区", "陕西省", "甘肃省", "青海省", "宁夏回族自治区",
    "新疆维吾尔自治区",
]  # fmt: skip

SHANXI = {
    "140100": "太原市",
    "140200": "大同市",
    "140300": "阳泉市",
    "140400": "长治市",
    "140500": "晋城市",
    "140600": "朔州市",
    "140700": "晋中市",
    "140800": "运城市",
    "140900": "忻州市",
    "141000": "临汾市",
    "141100": "吕梁市",
}

READINGS = """
山西省 shanxisheng 陕西省 shanxisheng 重庆市 chongqingshi 内蒙古自治区 neimengguzizhiqu
太原市 taiyuanshi 长治市 changzhishi 长子县 zhangzixian 洪洞县 hongtongxian 隰县 xixian
繁峙县 fanshixian 浑源县 hunyuanxian 广灵县 guanglingxian 曲沃县 quwoxian 绛县 jiangxian
新绛县 xinjiangxian 万柏林区 wanbailinqu 娄烦县 loufanxian 岢岚县 kelanxian 偏关县 pianguanxian
代县 daixian 和顺县 heshunxian 左权县 zuoquanxian 芮城县 ruichengxian 垣曲县 yuanquxian
夏县 xiaxian 忻州市 xinzhoushi 朔州市 shuozhoushi 临汾市 linfenshi 吕梁市 lvliangshi
静乐县 jinglexian 盂县 yuxian 应县 yingxian 尧都区 yaoduqu 闻喜县 wenxixian 稷山县 jishanxian
厦门市 xiamenshi 六安市 luanshi 六合区 luhequ 六盘水市 liupanshuishi 亳州市 bozhoushi
蚌埠市 bengbushi 蚌山区 bengshanqu 曲阳县 quyangxian 乐陵市 laolingshi 乐清市 yueqingshi
乐亭县 laotingxian 乐山市 leshanshi 南乐县 nanlexian 单县 shanxian 东阿县 dongexian
大城县 daichengxian 大埔县 dabuxian 黄埔区 huangpuqu 蔚县 yuxian 尉犁县 yulixian
尉氏县 weishixian 台州市 taizhoushi 天台县 tiantaixian 莘县 shenxian 番禺区 panyuqu
丽水市 lishuishi 铅山县 yanshanxian 歙县 shexian 黟县 yixian 涡阳县 guoyangxian
渑池县 mianchixian 泌阳县 biyangxian 浚县 xunxian 柘城县 zhechengxian 郫都区 piduqu
犍为县 qianweixian 筠连县 junlianxian 会理市 huilishi 会东县 huidongxian 勐海县 menghaixian
勐腊县 menglaxian 什邡市 shifangshi 东莞市 dongguanshi 儋州市 danzhoushi 枞阳县 zongyangxian
濮阳市 puyangshi 吴堡县 wubuxian 井陉县 jingxingxian 任丘市 renqiushi 临朐县 linquxian
牟平区 mupingqu 中牟县 zhongmuxian 牟定县 moudingxian 瑞丽市 ruilishi 盱眙县 xuyixian
栖霞区 qixiaqu 栖霞市 qixiashi 溧阳市 liyangshi 邗江区 hanjiangqu 嵊州市 shengzhoushi
衢州市 quzhoushi 诸暨市 zhujishi 瓯海区 ouhaiqu 鄞州区 yinzhouqu 阿坝县 abaxian
成都市 chengdushi 都匀市 duyunshi 莲都区 lianduqu 朝阳市 chaoyangshi 长沙市 changshashi
长春市 changchunshi 闵行区 minhangqu 荥阳市 xingyangshi 荥经县 yingjingxian 珲春市 hunchunshi
漯河市 luoheshi 佛山市 foshanshi 喀什市 kashishi 莎车县 shachexian 宿迁市 suqianshi
崆峒区 kongtongqu 召陵区 shaolingqu 南召县 nanzhaoxian 宕昌县 tanchangxian 库尔勒市 kuerleshi
伽师县 jiashixian 略阳县 lveyangxian 句容市 jurongshi 宝坻区 baodiqu
"""


def pairs(text: str) -> list[tuple[str, str]]:
    words = text.split()
    return list(zip(words[::2], words[1::2], strict=True))


def codes(regions: list[Region] | tuple[Region, ...]) -> list[str]:
    return [region.code for region in regions]


def names(regions: list[Region] | tuple[Region, ...]) -> list[str]:
    return [region.name for region in regions]


# --- the table -----------------------------------------------------------------------------------


def test_the_31_provinces_are_there_in_the_order_of_their_codes() -> None:
    assert names(TABLE.children("")) == PROVINCES


def test_the_table_has_all_333_prefectures_and_over_2800_counties() -> None:
    levels = [region.level for region in TABLE]
    assert levels.count("prefecture") == 333
    assert 2840 < levels.count("county") < 2900


def test_the_counties_made_in_december_2024_are_there() -> None:
    found = [TABLE.get(code) for code in ("653228", "653229")]
    assert [region and region.name for region in found] == ["和康县", "和安县"]


def test_shanxi_has_its_eleven_prefectures_and_117_counties() -> None:
    below = TABLE.children("140000")
    assert {region.code: region.name for region in below} == SHANXI
    assert sum(len(TABLE.children(region.code)) for region in below) == 117


def test_the_file_is_sorted_and_no_code_occurs_twice() -> None:
    listed = [line.split(",")[0] for line in TEXT.splitlines()[1:]]
    assert listed == sorted(set(listed))
    assert len(listed) == len(TABLE)


def test_the_file_starts_with_the_header_and_ends_with_a_line_feed() -> None:
    assert TEXT.startswith("code,name,pinyin,initials,parent\n")
    assert TEXT.endswith("\n")
    assert b"\r" not in CSV.read_bytes()


def test_every_parent_exists_and_is_the_level_above() -> None:
    for region in TABLE:
        if region.level == "province":
            assert region.parent == ""
            continue
        above = TABLE.get(region.parent)
        assert above is not None
        assert above.code in (region.province, region.code[:4] + "00")


def test_every_parent_is_a_prefecture_where_the_prefecture_exists() -> None:
    for region in TABLE:
        if region.level == "county" and TABLE.get(region.code[:4] + "00"):
            assert region.parent == region.code[:4] + "00"


def test_initials_have_one_letter_for_each_character_of_the_name() -> None:
    assert [region for region in TABLE if len(region.initials) != len(region.name)] == []


def test_pinyin_and_initials_are_lower_case_letters_and_begin_alike() -> None:
    for region in TABLE:
        letters = region.pinyin + region.initials
        assert letters.isascii()
        assert letters.isalpha()
        assert letters.islower()
        assert region.pinyin[0] == region.initials[0]


def test_no_pseudo_prefecture_or_statistical_zone_is_in_the_table() -> None:
    for region in TABLE:
        assert region.name not in ("市辖区", "县")
        assert "直辖" not in region.name
        assert "开发区" not in region.name


@pytest.mark.parametrize(("name", "pinyin"), pairs(READINGS))
def test_the_name_is_read_as_the_place_is_called(name: str, pinyin: str) -> None:
    assert {region.pinyin for region in TABLE if region.name == name} == {pinyin}


def test_initials_follow_the_local_reading() -> None:
    expected = {"140100": "tys", "141100": "lls", "140428": "zzx", "341500": "las", "500000": "cqs"}
    assert {code: region.initials for code in expected if (region := TABLE.get(code))} == expected


# --- look-up -------------------------------------------------------------------------------------


def test_a_known_code_gives_its_region() -> None:
    assert TABLE.get("140100") == Region("140100", "太原市", "taiyuanshi", "tys", "140000")


@pytest.mark.parametrize("code", ["", "999999", "14", "1401000", "太原", "140199", "\ud800"])
def test_an_unknown_code_gives_nothing(code: str) -> None:
    assert TABLE.get(code) is None
    assert TABLE.path(code) == ()
    assert TABLE.full_name(code) == ""
    assert TABLE.short_name(code) == ""


def test_the_code_tells_level_and_province() -> None:
    chain = TABLE.path("140213")
    assert [region.level for region in chain] == ["province", "prefecture", "county"]
    assert {region.province for region in chain} == {"140000"}


def test_the_path_leads_from_the_province_to_the_county() -> None:
    assert codes(TABLE.path("140213")) == ["140000", "140200", "140213"]


def test_counties_of_municipalities_hang_on_the_municipality() -> None:
    assert codes(TABLE.path("110101")) == ["110000", "110101"]
    assert TABLE.get("110100") is None


def test_counties_run_by_the_province_hang_on_the_province() -> None:
    assert TABLE.full_name("419001") == "河南省济源市"
    assert TABLE.get("419000") is None


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("140000", "山西省"),
        ("140200", "山西省大同市"),
        ("140213", "山西省大同市平城区"),
        ("110101", "北京市东城区"),
        ("150100", "内蒙古自治区呼和浩特市"),
    ],
)
def test_the_full_name_runs_from_the_province_down(code: str, name: str) -> None:
    assert TABLE.full_name(code) == name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("140000", "山西"),
        ("110000", "北京"),
        ("150000", "内蒙古"),
        ("450000", "广西"),
        ("540000", "西藏"),
        ("640000", "宁夏"),
        ("650000", "新疆"),
        ("140200", "大同"),
        ("152900", "阿拉善"),
        ("652900", "阿克苏"),
        ("222400", "延边"),
        ("433100", "湘西"),
        ("140105", "太原小店"),
        ("140109", "太原万柏林"),
        ("140302", "阳泉城区"),
        ("140727", "晋中祁县"),
        ("140428", "长治长子"),
        ("110101", "北京东城"),
        ("310115", "上海浦东"),
        ("419001", "河南济源"),
        ("429021", "湖北神农架"),
        ("520203", "六盘水六枝"),
        ("622926", "临夏东乡"),
        ("622927", "临夏积石山"),
        ("130107", "石家庄井陉矿区"),
        ("150721", "呼伦贝尔阿荣旗"),
        ("410928", "濮阳濮阳县"),
        ("654002", "伊犁伊宁市"),
        ("654021", "伊犁伊宁县"),
    ],
)
def test_the_short_name_is_what_people_say(code: str, name: str) -> None:
    assert TABLE.short_name(code) == name


def test_short_names_of_counties_are_never_the_same() -> None:
    short = [TABLE.short_name(region.code) for region in TABLE if region.level == "county"]
    assert len(short) == len(set(short))


def test_the_children_of_a_prefecture_are_its_counties() -> None:
    assert names(TABLE.children("140500")) == [
        "城区",
        "沁水县",
        "阳城县",
        "陵川县",
        "泽州县",
        "高平市",
    ]
    assert TABLE.children("140213") == ()
    assert TABLE.children("nonsense") == ()


# --- search --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("dt", "140200"),
        ("DT", "140200"),
        ("ｄｔ", "140200"),
        ("tys", "140100"),
        ("ty", "140100"),
        ("xdq", "140105"),
        ("ll", "141100"),
        ("1402", "140200"),
        ("１４０２", "140200"),
        ("140213", "140213"),
        ("14", "140000"),
        ("11", "110000"),
        ("平城", "140213"),
        ("大同", "140200"),
        (" 大同市 ", "140200"),
        ("datong", "140200"),
        ("da tong", "140200"),
        ("DaTongShi", "140200"),
        ("lvliang", "141100"),
        ("LÜLIANG", "141100"),
        ("sx", "140000"),
        ("shanxi", "140000"),
        ("guangxi", "450000"),
        ("nmg", "150000"),
        ("内蒙", "150000"),
        ("蒙古", "150000"),
    ],
)
def test_the_first_hit_is_what_was_meant(text: str, first: str) -> None:
    assert TABLE.search(text)[0].code == first


def test_a_code_prefix_lists_the_prefecture_and_then_its_counties() -> None:
    expected = ["140200", "140212", "140213", "140214", "140215", "140221"]
    assert codes(TABLE.search("1402", limit=6)) == expected


def test_one_digit_alone_finds_nothing() -> None:
    assert TABLE.search("1") == []


def test_both_provinces_read_shanxi_are_found_with_the_home_one_first() -> None:
    assert codes(TABLE.search("shanxi"))[:2] == ["140000", "610000"]
    assert codes(TABLE.search("shanxi", home="610000"))[:2] == ["610000", "140000"]


def test_an_exact_hit_comes_before_a_prefix_of_a_higher_level() -> None:
    hits = names(TABLE.search("吉", limit=50))
    assert hits.index("吉林省") < hits.index("吉林市") < hits.index("吉县")
    assert names(TABLE.search("吉县"))[0] == "吉县"


def test_the_home_province_comes_first_within_a_level() -> None:
    assert TABLE.search("城区")[0].province == "140000"
    assert TABLE.search("jz")[0].name == "晋中市"
    assert TABLE.search("jz", home="420000")[0].province == "420000"


def test_nothing_typed_gives_the_prefectures_of_the_home_province() -> None:
    assert codes(TABLE.search("", limit=20)) == list(SHANXI)
    assert codes(TABLE.search("  ")) == list(SHANXI)[:9]
    assert TABLE.search("", home="610000")[0].name == "西安市"
    assert TABLE.search("", home="nonsense") == []


def test_nonsense_finds_nothing() -> None:
    for text in ("qqqq", "龘", "14x", "%", "1401001", "\ud800", "\x00"):
        assert TABLE.search(text) == []


def test_a_limit_of_nothing_or_less_finds_nothing() -> None:
    assert TABLE.search("太", limit=0) == TABLE.search("", limit=0) == []
    assert TABLE.search("太", limit=-1) == TABLE.search("", limit=-1) == []


@given(st.text(), st.text(max_size=6), st.integers(min_value=-2, max_value=30))
def test_search_never_raises_and_keeps_to_the_limit(text: str, home: str, limit: int) -> None:
    assert len(TABLE.search(text, home=home, limit=limit)) <= max(limit, 0)


@given(st.text(alphabet="0123456789abcdxyzstlü市县区大山１ａ '", max_size=4))
def test_search_gives_each_region_once(text: str) -> None:
    hits = codes(TABLE.search(text, limit=50))
    assert len(hits) == len(set(hits))


@given(st.sampled_from(list(TABLE)))
def test_every_region_is_found_by_code_name_pinyin_and_initials(region: Region) -> None:
    for text in (region.code, region.name, region.pinyin, region.initials):
        assert region in TABLE.search(text, limit=100)


# --- damaged input ------------------------------------------------------------------------------


@given(st.text())
def test_any_text_can_be_read_as_a_table(text: str) -> None:
    assert Regions.from_csv(text).search("dt") == []


def test_lines_that_are_no_rows_are_passed_over() -> None:
    table = Regions.from_csv("\ufeffcode,name\n\n140000,山西省,shanxisheng,sxs,\r\n1,2\nx,,,,\n")
    assert names(list(table)) == ["山西省"]


def test_parents_in_a_circle_do_not_hang_the_path() -> None:
    table = Regions.from_csv("140100,甲,jia,j,140200\n140200,乙,yi,y,140100\n")
    assert len(table.path("140100")) == 3
