"""The kinds of field a profile is made of: their form, and in words what they accept.

The form is a pattern wherever one will do, so that the JSON Schema says it too.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from core.words import Text, say
from profiles import values


@dataclass(frozen=True, slots=True)
class Accepts:
    """What may be written in a field, for messages and for the JSON Schema."""

    text: Text

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(core), "description": str(self.text)}


_MONEY = r"[0-9]{1,9}(\.[0-9]{1,2})?"
_ANY_MONTH = values.month_within(values.FIRST_MONTH, values.LAST_MONTH)
_ANY_BIRTH = values.month_within(values.FIRST_MONTH, values.LAST_BIRTH)

Name = Annotated[
    str,
    AfterValidator(values.clean_name),
    Accepts(say("1 到 40 个字的名称，不含控制字符")),
]
Month = Annotated[
    str,
    BeforeValidator(values.month_text),
    AfterValidator(_ANY_MONTH),
    Accepts(say('年-月，如 "2026-12"，1900 到 2200 年')),
]
Birth = Annotated[
    str,
    BeforeValidator(values.month_text),
    AfterValidator(_ANY_BIRTH),
    Accepts(say('出生年-月，如 "1985-03"，1900 到 2100 年')),
]
Retire = Annotated[
    str,
    BeforeValidator(values.month_text),
    AfterValidator(values.month_or_rule),
    Accepts(say('statutory（法定）、earliest（最早）或年-月，如 "2048-03"')),
]
Money = Annotated[
    str,
    Field(pattern=rf"^{_MONEY}$"),
    Accepts(say('写成带引号的数，如 "12000.00"，不为负，最多两位小数')),
]
Index = Annotated[
    str,
    Field(pattern=r"^[0-9](\.[0-9]{1,10})?$"),
    AfterValidator(values.number_within("0", "5")),
    Accepts(say('写成带引号的数，如 "0.60"，0 到 5，最多十位小数')),
]
Rate = Annotated[
    str,
    Field(pattern=r"^-?[0-9](\.[0-9]{1,6})?$"),
    AfterValidator(values.number_within("-0.5", "1")),
    Accepts(say('写成带引号的数，如 "0.02"（2%），-0.5 到 1，最多六位小数')),
]
Base = Annotated[
    str,
    Field(pattern=rf"^(floor|ceiling|[0-9]{{1,4}}(\.[0-9]{{1,2}})?%|{_MONEY})$"),
    AfterValidator(values.base_in_range),
    Accepts(
        say(
            'floor（下限）、ceiling（上限）、"150%"（社会平均工资的百分数，1 到 1000）'
            '或带引号的每月元数，如 "5000"'
        )
    ),
]
Tier = Annotated[int, Field(gt=0, lt=10**9), Accepts(say("每年的元数，大于 0 的整数，如 2000"))]
Months = Annotated[int, Field(ge=0, le=900), Accepts(say("月数，0 到 900 的整数"))]
Years = Annotated[int, Field(ge=0, le=75), Accepts(say("年数，0 到 75 的整数"))]
ArrearsYears = Annotated[int, Field(ge=0, le=15), Accepts(say("年数，0 到 15 的整数"))]
UntilAge = Annotated[int, Field(ge=60, le=120), Accepts(say("岁数，60 到 120 的整数"))]
Flag = Annotated[bool, Accepts(say("true（是）或 false（否），不加引号"))]
Region = Annotated[
    str, Field(pattern="^[0-9]{6}$"), Accepts(say('六位行政区划代码，加引号，如 "140100"'))
]
Sex = Annotated[Literal["male", "female"], Accepts(say("male（男）或 female（女）"))]
Category = Annotated[
    Literal["male60", "female55", "female50", "unsure"],
    Accepts(say("男：male60；女：female55、female50 或 unsure（还没定）")),
]
Status = Annotated[
    Literal[
        "self_employed",
        "part_time",
        "platform",
        "other_flexible",
        "self_employed_with_staff",
        "student",
        "employed",
    ],
    Accepts(
        say(
            "self_employed（无雇工的个体户）、part_time（非全日制）、platform（平台就业）、"
            "other_flexible（其他灵活就业）、self_employed_with_staff（有雇工的个体户）、"
            "student（学生）或 employed（有单位）"
        )
    ),
]
Scheme = Annotated[
    Literal["employee", "resident"], Accepts(say("employee（职工）或 resident（城乡居民）"))
]
PeriodScheme = Annotated[
    Literal["employee", "resident", "supplementary"],
    Accepts(say("employee（职工）、resident（城乡居民）或 supplementary（补充）")),
]
PeriodKind = Annotated[
    Literal["paid", "deemed", "arrears"],
    Accepts(say("paid（按时缴的）、deemed（职工的视同缴费）或 arrears（居民的补缴）")),
]
PlaceRole = Annotated[
    Literal["registered", "working"], Accepts(say("registered（户籍地）或 working（就业地）"))
]
Frequency = Annotated[
    Literal["monthly", "quarterly", "half_yearly", "yearly"],
    Accepts(say("monthly（每月）、quarterly（每季）、half_yearly（每半年）或 yearly（每年）")),
]
Schema = Annotated[int, Field(ge=1, le=1), Accepts(say("schema = 1"))]
Id = Annotated[
    str, Field(pattern="^[0-9a-hjkmnp-tv-z]{8}$"), Accepts(say("八位的小写编号，由程序给出"))
]
Revision = Annotated[int, Field(ge=0, lt=2**31), Accepts(say("第几次保存，由程序写"))]
Stamp = Annotated[
    str, Field(pattern="^[0-9A-Za-z:.+ -]{1,40}$"), Accepts(say("日期和时间，由程序写"))
]
Digest = Annotated[
    str, Field(pattern="^[0-9A-Za-z:+/=._-]{1,200}$"), Accepts(say("校验值，由程序写"))
]
