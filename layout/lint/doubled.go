package lint

import (
	"strings"

	"paiban/layout/diag"
)

// doubled notes a character set twice that no word explains: a slip of the
// keyboard (的的), or two words that meet (党旗旗下), which only a reader can tell
// apart.
func (c *checker) doubled(s *story) {
	for _, p := range s.passages {
		t := p.runes
		for i := 0; i+1 < len(t); i++ {
			if t[i] != t[i+1] || !han(t[i]) || explained(t, i) || c.enough("doubled-character") {
				continue
			}
			f := p.find(i, i+2)
			f.Message = diag.T("“%[1]c%[1]c”连用了两次，是否多打了一个？", "%[1]q stands twice: is one too many?", t[i])
			f.Hint = text("核对原文；没有错就不用改，也可以豁免", "check the original; if it is right, leave it or waive it")
			c.add("doubled-character", f)
			i++
		}
	}
}

// explained reports whether a word or a name has the double at i, or two words
// meet there.
func explained(t []rune, i int) bool {
	r := t[i]
	at := func(k int) rune {
		if k < 0 || k >= len(t) {
			return 0
		}
		return t[k]
	}
	switch {
	case numeral(r), doubles(t, i), at(i-1) == '一': // 一张张
		return true
	case !function[r] && strings.ContainsRune("的地一", at(i+2)): // 薄薄的, 薄薄一层
		return true
	case at(i-2) == at(i-1) && han(at(i-1)), at(i+2) == at(i+3) && han(at(i+2)): // AABB
		return true
	case surnames[at(i-1)] && r != '的' && r != '了': // a name: 王梦梦
		return true
	case word(r, at(i+2)):
		return endsNames[r] && han(at(i-1)) || word(at(i-1), r)
	}
	return false
}
