"""What is said of people: work, schools, memberships, births and deaths, kin."""

from extract.rule import Rule

_DEGREE = "(?:硕士|博士|学士|学位|本科|研究生|MBA|EMBA)"
_SCHOOLING = f"(?:毕业(?!典礼|季|证|论文|设计|班|生)|(?:取得|获得?|拿到?|拿下|修得|攻下)了?~{_DEGREE}|念书|读书|读完|念完|攻读|就读|求学|读本科|读研|读博|念大学|读大学|上大学|上学|读了|念了|留学|深造)"
_JOIN = "(?:加入|加盟|入职|转投|转往|改投|投奔|跳槽到|跳槽去了?|受聘于|转到|签约|回归|重返|入职了|进了|进入|分配到|分到|考进|调入|调到|调任|转会至|转会到|转会)"
_DIED = "(?:逝世|去世|病逝|辞世|离世|过世|病故|与世长辞|仙逝|殉职|牺牲|遇难|遇害|身亡|离开人世|溘然长逝|长眠)(?!前|者|地|的)"
_LONG = r"[一二两三四五六七八九十几半数多\d]{1,4}[多余来]?(?:年|个月|载|辈子)"
_COMRADE = r"(?:会员单位|理事单位|副会长单位|成员单位|会员企业|成员企业|成员|一员)"

# A rule is one line, however long: the list is read as a table.
# fmt: off
PEOPLE: tuple[Rule, ...] = (
    # work
    Rule("worksFor", r"(?:现|目前|如今)?(?:就职于|供职于|任职于|任教于|执教于|效力于|受聘于|服务于|现就职于)<o:ORG>", "since", 0.8),
    Rule("worksFor", r"(?:现在|如今|目前|现|至今|仍|仍然|还|依然|一直)+在<o:ORG>(?:[^，。；]{0,6}?)(?:上班|工作|任职|任教|执教|教|供职|打工|就职|从事|做)", "none", 0.8),
    Rule("worksFor", r"在<o:ORG>(?:任教|执教|教书|上班|教[一-龥]{2,4}(?=，|。|；))(?!了|过|期间|时|的)", "none", 0.7),
    Rule("worksFor", rf"{_JOIN}<o:ORG>(?!的?(?:协会|学会|联合会|学习|读|就读|深造|攻读|念|本科|的?时|那年|那一年|之?前|以前|后不久))", "since", 0.75),
    Rule("worksFor", r"<o:ORG>[^，。；]{0,8}?(?:宣布)?(?:签下|引进|聘请|聘任|任命)~<s:PER>", "event", 0.75),
    Rule("formerEmployer", r"(?:曾|曾经|此前|之前|先后|早年|一度)(?:在|就职于|供职于|任职于|效力于?|任教于|服务于|工作于)(?:<LOC>)?<o:ORG>"),
    Rule("formerEmployer", r"(?:曾|此前|先后)(?:任|担任|是)<o:ORG>(?=<TITLE>|的<TITLE>|员工)"),
    Rule("formerEmployer", r"(?:来自|出身|出身于)<o:ORG>(?=，|。|；|的?老?员工|，现)", "none", 0.65),
    Rule("formerEmployer", r"(?:离开|离职|辞别|告别|退出|作别)(?:了)?<o:ORG>", "until", 0.8),
    Rule("formerEmployer", r"(?:从)<o:ORG>(?:离职|辞职|离开|退休|跳槽|出走|卸任|出来|辞去)", "until", 0.8),
    Rule("worksFor", r"(?:离开|离职|辞职|离任|跳槽)(?:了|后)*(?:<ORG>)?，?(?:又|随后|后来|便|就|很快)?(?:去了|转去|去往)<o:ORG>(?=，|。|；)", "since", 0.75),
    Rule("formerEmployer", rf"(?:进了?|到|去了?|进入)<o:ORG>，?[^，。；]{{0,4}}?(?:一[待干做教]就是|[做当干待教]了){_LONG}", "none", 0.7),
    Rule("formerEmployer", r"(?:以前|从前|之前|此前|过去|早年|当年)在<o:ORG>", "none", 0.75),
    Rule("formerEmployer", r"<s:PER>(?:曾)?是<o:ORG>的?(?:早期|前|老|第一批|首批)(?:员工|职工|成员)", "none", 0.75),
    Rule("formerEmployer", r"(?<!现)在<o:ORG>(?:工作|做|干|待|任职|服务|效力)了?(?:[^，。；]{0,8}?)(?:年|个月|多年|载)", "none", 0.65),
    Rule("formerEmployer", rf"(?<!现)在<o:ORG>[^，。；]{{0,4}}?(?:一[待干做教]就是|[一-龥](?:了|过)){_LONG}", "none", 0.65),
    # schools
    Rule("alumniOf", r"(?:本科|硕士|博士)?毕业于(?:<LOC>)*<o:ORG>", "event"),
    Rule("alumniOf", r"(?:就读于|就学于|考入|考上|考取|考进|升入|入读|求学于|肄业于|保送(?:到|至|进)?|留学于)(?:<LOC>)*<o:ORG>"),
    Rule("alumniOf", r"<s:PER>(?:也|都|均|同|皆)?(?:是|为|系)?<o:ORG>(?:[^，。；]{0,8}?)(?:毕业生|校友|系友|硕士|博士|本科|毕业|研究生|学士)"),
    Rule("alumniOf", r"从(?:<LOC>)*<o:ORG>(?:[^，。；]{0,10}?)毕业", "event"),
    Rule("alumniOf", rf"(?:从|自|在|到|去|赴|由|进入|进)(?:<LOC>)*<o:ORG>(?:[^，。；]{{0,10}}?){_SCHOOLING}"),
    Rule("alumniOf", rf"(?:去了?|赴|到|进了?|在|入)(?:<LOC>的?)*<o:ORG>[^，。；]{{0,6}}?(?:读|念|修读|攻|学)(?!生|校|院|者|会|术|到|习|以|了(?!{_LONG}))", "none", 0.75),
    Rule("alumniOf", rf"(?:获得?|取得|拿到?|修得)了?(?:<LOC>)*<o:ORG>的?[^，。；]{{0,10}}?{_DEGREE}"),
    Rule("alumniOf", r"(?:母校)(?:<LOC>)*<o:ORG>", "none", 0.75),
    Rule("alumniOf", rf"(?<![一-龥])(?:也|都|均)?(?:是|为|系)?<o:ORG>(?:[^，。；]{{0,10}}?)(?:毕业(?!典礼|季|证|论文|设计|班|生)|{_DEGREE}(?=，|。|；|学历|学位|毕业))", "none", 0.75),
    Rule("alumniOf", r"<o:ORG>(?:[^，。；]{0,8}?)(?:毕业|校友|系友|毕业生)(?:的|、)?(?:<ORG>?<TITLE>、?)*<s:PER>"),
    Rule("alumniOf", r"(?<![一-龥])[^，。；]{0,6}?校友、?(?:<ORG>?<TITLE>、?)*<s:PER>", "none", 0.65),
    # associations
    Rule("memberOf", r"<s:PER|ORG>(?:已|正式|随后|又|<DATE>)*(?:加入|入选|当选为?|获准加入)<o:ORG>", "event", 0.7),
    Rule("memberOf", r"(?<![一-龥])(?:于?<DATE>|正式|随后|又|后来|并)*(?:加入|获准加入)了?<o:ORG>", "event", 0.65),
    Rule("memberOf", rf"<s:PER|ORG>(?:已|都|均|也|还|又|同)*(?:是|为|系|成为|成了)<o:ORG>的?(?:[^，。；]{{0,4}}?){_COMRADE}", "event"),
    Rule("memberOf", r"<s:ORG>(?:已|都|均|也|还|又|同)*(?:是|为|系|成为|成了)<o:ORG>的?(?:[^，。；]{0,4}?)<TITLE>(?=。|，|；)", "event"),
    # birth and death
    Rule("birthPlace", r"(?<![发产诞])(?:出生于|出生在|生于|生在)(?:<DATE>)?(?:<LOC>)??(?:的)?<o:LOC>"),
    Rule("birthPlace", r"(?<![发产诞])(?:出生于|出生在|生于|生在)(?:<LOC>)<o:LOC>", "none", 0.9),
    Rule("birthPlace", r"在(?:<LOC>)*<o:LOC>(?:出生|降生)(?!率|证)", "none", 0.8),
    Rule("birthDate", r"(?<![发产诞])(?:生于|出生于|出生日期为?)<o:DATE>"),
    Rule("birthDate", r"<o:DATE>，?(?:<s:PER>)?(?:[于在]?<LOC>+)?(?:出生|生(?=[，。；、])|生人|(?<![发产诞])生于|(?<![发产诞])生在|降生)(?!率|证)"),
    Rule("deathDate", rf"(?:<DATE>)?[^，。；]{{0,14}}?{_DIED}", "event", 0.8),
    # couples; the words of kinship are in extract/kinship.py
    Rule("spouse", r"<s:PER>(?:与|和|同|跟)(?:<ORG>|<LOC>|<TITLE>|前|的|、){0,4}<o:PER>(?:[^，。；]{0,8}?)(?:结婚|成婚|完婚|结为夫妻|结为夫妇|喜结连理|步入婚姻|领证|成亲)", "event"),
    Rule("spouse", r"(?:与|和|同|跟)<o:PER>(?:结婚|成婚|完婚|登记结婚|结为夫妻|结为夫妇|喜结连理|领证|成亲)", "event", 0.8),
    Rule("spouse", r"<s:PER>(?:嫁给|迎娶|娶|下嫁)了?<o:PER>", "event", 0.8),
    Rule("spouse", r"<s:PER>(?:与|和|、|及)<o:PER>(?:是|为|这|那|一)*对?(?:夫妇|夫妻|伉俪|两口子|小两口)"),
    # what two are to each other; of 父子 the elder is named first
    Rule("sibling", r"<s:PER>(?:与|和|、|及)<o:PER>(?:是|为|这|那|一)*对?(?:亲)?(?:兄弟|姐妹|姊妹|兄妹|姐弟)(?!会|单位|公司|院校|俱乐部|校)"),
    Rule("parent", r"<o:PER>(?:与|和|、|及)<s:PER>(?:是|为|这|那|一)*对?(?:父子|父女|母子|母女)", "none", 0.8),
)
# fmt: on
