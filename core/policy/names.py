"""The Chinese names of policy parameters: what a screen or a message calls them."""

from core.words import Text, say

LABELS: dict[str, Text] = {
    "law": say("规定"),
    "province": say("本省参数"),
    "contribution_floor": say("缴费基数下限"),
    "contribution_ceiling": say("缴费基数上限"),
    "average_wage": say("全口径月平均工资"),
    "benefit_base": say("养老金计发基数"),
    "crediting_rate": say("个人账户记账利率"),
    "contribution_rate": say("缴费比例"),
    "account_share": say("记入个人账户的比例"),
    "deemed_index": say("视同缴费指数"),
    "transitional_coefficient": say("过渡系数"),
    "transitional_coefficient_short": say("过渡系数（实际缴费不超过20年）"),
    "payout_months": say("计发月数"),
    "resident_basic_pension": say("居民基础养老金"),
    "resident_minimum_pension": say("全国最低基础养老金"),
    "resident_extra_year": say("缴费超过15年每年加发"),
    "resident_extra_year_rate": say("缴费超过15年每年加发基础养老金的比例"),
    "resident_age_addition": say("65岁起加发"),
    "resident_age_addition_75": say("75岁起加发"),
    "resident_age_addition_80": say("80岁起加发"),
    "resident_divisor": say("居民计发月数"),
    "resident_tiers": say("居民缴费档次与补贴"),
    "supplementary_tiers": say("补充养老缴费档次与补贴"),
    "supplementary_basic_pension": say("补充基础养老金"),
    "supplementary_divisor": say("补充养老计发月数"),
    "heating_allowance": say("取暖补贴（每年）"),
    "years_precision": say("缴费年限取位"),
    "deemed_precision": say("视同缴费年限取位"),
    "total_rounding": say("养老金合计取位"),
    "parts_rounding": say("养老金各部分取位"),
    "base_factor": say("计发基数的系数"),
    "index_base": say("指数乘的基数"),
    "payout_age": say("计发月数按什么年龄查"),
    "transitional_formula": say("过渡性养老金算法"),
    "transitional_allowance": say("过渡性养老金定额"),
    "transitional_allowance_per_year": say("过渡性养老金每满一年津贴"),
    "index_gaps": say("断缴的月份计不计入平均指数"),
    "index_deemed": say("视同缴费月份计不计入平均指数"),
    "outsiders": say("外省户籍能否参保"),
}

ASSUMED: dict[str, Text] = {
    "wage_growth": say("工资年增长（假设）"),
    "crediting_rate": say("职工个人账户记账利率（假设）"),
    "resident_rate": say("居民个人账户年利率（假设）"),
    "resident_growth": say("居民基础养老金年增长（假设）"),
    "pension_growth": say("养老金每年上调（假设）"),
    "inflation": say("物价年上涨（假设）"),
}


def label(name: str) -> Text:
    """The Chinese name of a parameter; the bare name for one this list does not know."""
    found = LABELS.get(name)
    return Text(name) if found is None else found
