"""Surnames that are read otherwise than the same characters elsewhere, without tones; several sounds where families differ."""

# After 《新华字典》 and 《现代汉语词典》, where a reading is marked 姓.
READINGS: dict[str, tuple[str, ...]] = {
    name: tuple(sounds.split("/"))
    for name, sounds in (
        entry.split(":")
        for entry in (
            "曾:zeng 单:shan 解:xie 仇:qiu 区:ou 查:zha 盖:ge/gai 朴:piao 翟:zhai 秘:bi/mi 冼:xian 洗:xian 覃:qin/tan"
            " 乐:yue/le 任:ren 华:hua 缪:miao 员:yun 种:chong 繁:po 折:she 召:shao 黑:he/hei 晟:cheng 柏:bai 隗:wei/kui"
            " 葛:ge 贲:ben 费:fei 谌:chen 郇:xun/huan 郗:xi/chi 么:yao 幺:yao 牟:mou 祭:zhai 臧:zang 藏:zang"
            " 句:gou 能:nai 莘:shen 瞿:qu 宓:mi 令:ling 都:du 重:chong 适:kuo 燕:yan 宁:ning 应:ying 纪:ji 盛:sheng"
            " 车:che 石:shi 卜:bu 俞:yu 那:na 哈:ha 曲:qu 相:xiang 於:yu 尉:wei 佴:nai 逄:pang 阚:kan 颉:xie 降:jiang"
            " 六:lu 会:gui 过:guo 沈:shen 叶:ye 贾:jia 长:chang 单于:chanyu 尉迟:yuchi 万俟:moqi 长孙:zhangsun"
            " 澹台:tantai 鲜于:xianyu 濮阳:puyang 宰父:zaifu 令狐:linghu 毌丘:guanqiu 拓跋:tuoba 皇甫:huangfu"
        ).split()
    )
}
