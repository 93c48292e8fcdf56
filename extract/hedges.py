"""Words that take a statement back: plans, doubts, rumours and denials. The one list of them; a new word is added here."""

import re

from extract.clauses import CLAUSE_END

# What stands in the clause itself, in front of the verb or in it.
_HEDGE = re.compile(
    r"拟|计划|预计|有望|或将|可能|也许|否认|没有|没能|并未|尚未|从未|未能|未曾|未有|不是|并非|不再|不会|不曾|打算|希望|准备|"
    r"考虑|洽谈|洽购|磋商|商谈|谈判|有意|意图|意向|寻求|争取|筹划|酝酿|谋划|企图|将[在于会向对以由从与和同收并获成落搬迁设建斥出领投]|将(?:离开|离任|离职|加入|加盟|出任|担任|入职|转会|改任|接任)|即将|会在|想要|想把|"
    r"放弃|终止|取消|拒绝|叫停|告吹|曾想|曾打算|差点|险些|虚构|谣言|不实|是否|能否|要不要|据称要|呼吁|建议|申请|许诺|要[在于](?=[\ue000-\uf8ff])"
)
# What reports without vouching; it holds for all that the sentence says behind it.
RUMOUR = re.compile(
    r"有消息[称说指]|有消息人士|消息称|据说|听说|据传|传闻|传言|传出|盛传|风传|疯传|网传|坊间|市面上|流传|谣传|误传|外传|相传|小道消息|外界[传猜]|"
    r"有传|(?:市场|圈内|业内|网上|外界)(?:一度|曾|早前|此前|近日|上)?(?:盛|风|疯|有|又|就|纷纷|开始)?传|有人[说称传]|爆料[称说]|猜测|揣测|若按计划|按照计划|按照规划|如果|假如|倘若|若是|要是|一旦|疑似|许诺|夸口|扬言|放话|畅想|目标是|预计[^，。；]{0,12}，(?=[在于将从]|[并再]在)"
)
# What takes it back behind.
_DENIED = re.compile(
    r"不实|谣言|不属实|子虚乌有|予以否认|断然否认|否认了|当场否认|未予置评|不予置评|不予评论|没有得到证实|未获证实|纯属虚构|无中生有|没这回事|没有这回事|澄清|辟谣|从来没|"
    r"最终(?:作罢|告吹|放弃)|告吹|未能成行|不了了之"
)


def doubted(form: str, start: int, end: int) -> bool:
    """Whether the clause of `form[start:end]` plans or doubts it, what leads to it is a rumour, or what follows denies
    it."""
    begin = max((form.rfind(mark, 0, start) for mark in CLAUSE_END), default=-1) + 1
    stop = next((i for i in range(end, len(form)) if form[i] in "；;"), len(form))
    part = max(form.rfind(mark, 0, start) for mark in "；;。") + 1
    return bool(_HEDGE.search(form, begin, end) or RUMOUR.search(form, part, end) or _DENIED.search(form, end, stop))
