"""Who made works and products."""

from extract.rule import Rule

_PUBLISH = (
    "(?:执导|导演|自编自导|编剧|撰写|写作|写|著|创作|出版|主编|编著|编写|翻译|执笔|编导|作词|作曲|绘制|合著|推出|整理)"
)

# A rule is one line, however long: the list is read as a table.
# fmt: off
WORKS: tuple[Rule, ...] = (
    Rule("author", rf"<o:PER|ORG>(?:<DATE>)?(?:在|将|把|凭|带着|携|自己|又|也|还|曾|与<PER>|参与|共同|联合|合作|最新|独立|[^，。；<]){{0,10}}?{_PUBLISH}(?:的|了|过|成|出)?(?:[^，。；<]{{0,12}}?)<s:WORK>"),
    Rule("author", rf"<s:WORK>(?:一书|一文|一片|电影)?(?:，|是|则)?由~<o:PER|ORG>(?:[^，。；]{{0,12}}?){_PUBLISH}"),
    Rule("author", r"<s:WORK>(?:的)?(?:，)?(?:作者|导演|编剧|主编|著者|主创)(?:是|为|、)?~<o:PER|ORG>"),
    Rule("author", r"<o:PER>(?:[^，。；<]{0,6}?)(?:在|于)(?:[^，。；<]{0,8}?)<s:WORK>(?:一书|一文|里|中|序言|自序)(?:[^，。；]{0,6}?)(?:说|写|提到|提出|指出|回忆|记)"),
    Rule("author", r"<o:PER>的(?:[^，。；<]{0,10}?)<s:WORK>", "none", 0.8, hedged=False),
    Rule("author", r"(?:处女作|新书|新作|代表作|成名作|专著|回忆录|首部长篇|长篇小说|散文集|诗集|首作|著有|著作有)(?:[^，。；<]{0,4}?)<s:WORK>", "none", 0.7, hedged=False),
    Rule("manufacturer", r"<o:ORG>(?:[^，。；、]{0,8}?)(?:自研|自主研发|研发|推出|开发|生产|旗下|出品|制造|发布|运营|打造|上线)(?:了|的)?(?:[^，。；、]{0,14}?)<s:PRODUCT>"),
    Rule("manufacturer", r"<s:PRODUCT>(?:[^，。；]{0,8}?)由<o:ORG>(?:[^，。；]{0,6}?)(?:研发|开发|出品|制造|生产|运营|打造|推出)"),
    Rule("manufacturer", r"(?:自研|自主研发|推出|发布|上线|旗下有)(?:了|的)?(?:[^，。；、]{0,12}?)<s:PRODUCT>", "none", 0.7),
    Rule("manufacturer", r"(?:首款|第一款|新款|主打|核心|拳头)产品(?:是|为|叫)?<s:PRODUCT>", "none", 0.7),
)
# fmt: on
