package lint

import (
	"strings"

	"paiban/layout/paragraph/phrase"
)

// What explains a doubled character or shows that a line of a head splits a word:
// the list of words that heads are broken by, and two lists of what no list of words
// has, the names of people and of bodies. What they lack costs a note that an editor
// reads in a second.

// surnames are those that most people have; a double after one is read as a
// name.
var surnames = set(`
	王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戚莫孔向汤牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戎岑景宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝
`)

// endsNames end the names of bodies and places, so that a word may begin with
// the same character after any of them: 先锋队队员, 图王村村民.
var endsNames = set(`队会局厅院部区县市省州村乡镇街路所校站社党园厂店团委组班室馆台处科国军营连行业界网港山河湖海岛桥寺楼场城库线员长生者商民`)

// function holds characters that are typed twice by mistake most often, and stand
// doubled in no word.
var function = set(`的地得了着过是在和与有为对这那不也就都而我你他`)

// everyday bounds the rarity of words that newspapers use every day: 旗帜 is one,
// 党旗 is not. A rarer word explains less.
const everyday = 16

// word reports whether two characters are an everyday word.
func word(a, b rune) bool {
	bits, ok := phrase.Rarity(a, b)
	return ok && bits <= everyday
}

// doubles reports whether a word of the list has the same character at i and i+1:
// 人人, 看看, 绿油油, 欣欣向荣.
func doubles(t []rune, i int) bool {
	for from := max(0, i-4); from <= i; from++ {
		for to := i + 2; to <= min(len(t), from+6); to++ {
			if _, ok := phrase.Rarity(t[from:to]...); ok {
				return true
			}
		}
	}
	return false
}

// set makes a set of the characters of s, blanks left out.
func set(s string) map[rune]bool {
	out := map[rune]bool{}
	for _, r := range strings.Join(strings.Fields(s), "") {
		out[r] = true
	}
	return out
}
