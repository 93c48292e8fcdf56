"""What is said of people: work, schools, memberships, births and deaths, kin."""

from extract.rule import Rule

# A rule is one line, however long: the list is read as a table.
# fmt: off
PEOPLE: tuple[Rule, ...] = (
    # persons
    Rule("worksFor", r"(?:现|目前|如今)?(?:就职于|供职于|任职于|任教于|效力于|受聘于|服务于|现就职于)<o:ORG>", "none", 0.8),
    Rule("worksFor", r"(?:加入|加盟|入职|转投|跳槽到|跳槽去了?|受聘于|进入|转到|签约|回归|入职了)<o:ORG>(?!的?(?:协会|学会|联合会))", "since", 0.75),
    Rule("worksFor", r"<o:ORG>[^，。；]{0,8}?(?:宣布)?(?:签下|引进|聘请|聘任|任命)~<s:PER>", "event", 0.75),
    Rule("formerEmployer", r"(?:曾|曾经|此前|之前|先后|早年|一度)(?:在|就职于|供职于|任职于|效力于?|任教于|服务于|工作于)(?:<LOC>)?<o:ORG>"),
    Rule("formerEmployer", r"(?:曾|此前|先后)(?:任|担任|是)<o:ORG>(?=<TITLE>|的<TITLE>|员工)"),
    Rule("formerEmployer", r"(?:来自|出身|出身于)<o:ORG>(?=，|。|；|的?老?员工|，现)", "none", 0.65),
    Rule("formerEmployer", r"(?:离开|离职|辞别|告别|退出|作别)(?:了)?<o:ORG>", "until", 0.8),
    Rule("formerEmployer", r"(?:从)<o:ORG>(?:离职|辞职|离开|退休|跳槽|出走|卸任|出来)", "until", 0.8),
    Rule("formerEmployer", r"在<o:ORG>(?:工作|做|干|待|任职|服务|效力)了?(?:[^，。；]{0,8}?)(?:年|个月|多年|载)", "none", 0.65),
    Rule("alumniOf", r"(?:毕业于|就读于|考入|考上|求学于|肄业于|本科毕业于|硕士毕业于|博士毕业于)(?:<LOC>)?<o:ORG>"),
    Rule("alumniOf", r"<s:PER>(?:也)?(?:是|为)?<o:ORG>(?:[^，。；]{0,8}?)(?:毕业生|校友|系友|硕士|博士|本科|毕业|研究生|学士)"),
    Rule("alumniOf", r"(?:从|自|在)(?:<LOC>)?<o:ORG>(?:[^，。；]{0,10}?)(?:毕业|取得~[硕博]士|获得?~[硕博]士|获[硕博]士|念书|读书|读完|攻读|就读|求学|读本科|读研)"),
    Rule("alumniOf", r"<o:ORG>(?:[^，。；]{0,8}?)(?:毕业|校友|系友|毕业生)(?:的)?(?:<TITLE>)?<s:PER>"),
    Rule("memberOf", r"<s:PER|ORG>(?:已|正式|随后|又|<DATE>)*(?:加入|入选|当选为?|获准加入)<o:ORG>", "since", 0.7),
    Rule("memberOf", r"<s:PER|ORG>(?:都|均|也|还)?(?:是|为|系|担任|任|兼任)<o:ORG>(?:的)?(?:会员|成员|委员|理事|常务理事|副会长|会长|秘书长|副秘书长|会员单位|理事单位|名誉会长|主席|副主席)"),
    Rule("birthPlace", r"(?:出生于|出生在|生于|生在|祖籍)(?:<DATE>)?(?:<LOC>)??(?:的)?<o:LOC>"),
    Rule("birthPlace", r"(?:出生于|出生在|生于|生在)(?:<LOC>)<o:LOC>", "none", 0.9),
    Rule("birthPlace", r"<s:PER>(?:是|，)<o:LOC>(?:本地)?人(?![一-龥])", "none", 0.8),
    Rule("birthDate", r"(?:生于|出生于)<o:DATE>"),
    Rule("birthDate", r"<o:DATE>(?:出生|生于|生在|降生)"),
    Rule("deathDate", r"(?:<DATE>)?[^，。；]{0,14}?(?:逝世|去世|病逝|辞世|离世|病故|与世长辞)", "event", 0.8),
    # couples; the words of kinship are in extract/kinship.py
    Rule("spouse", r"<s:PER>(?:与|和|同|跟)<o:PER>(?:[^，。；]{0,8}?)(?:结婚|成婚|完婚|结为夫妻|结为夫妇|喜结连理|步入婚姻|领证|成亲)", "event"),
    Rule("spouse", r"(?:与|和|同|跟)<o:PER>(?:结婚|成婚|完婚|登记结婚|结为夫妻|结为夫妇|喜结连理|领证|成亲)", "event", 0.8),
    Rule("spouse", r"<s:PER>(?:嫁给|迎娶|娶|下嫁)了?<o:PER>", "event", 0.8),
    Rule("spouse", r"<s:PER>(?:与|和|、|及)<o:PER>(?:是|为|这|那|一)*对?(?:夫妇|夫妻|伉俪|两口子|小两口)"),
)
# fmt: on
