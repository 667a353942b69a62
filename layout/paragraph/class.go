package paragraph

// class says what a character does in a line (clreq #character_classes, as far
// as line setting needs to tell them apart).
type class uint8

const (
	latin      class = iota // letters and everything that no other class claims
	han                     // a whole em: Han, kana, full-width letters, ①
	digit                   // 0–9
	blank                   // a word space: vanishes at a line's end
	wideBlank               // U+3000: vanishes at a line's end, closes up to marks
	opener                  // “ 《 （: blank left half
	closer                  // ” 》 ）: blank right half
	pause                   // ，、；
	colon                   // ：: squeezed beside marks, never to fit a line
	stop                    // 。．
	exclaim                 // ？！
	dash                    // —— ⸺: 2 em, unbreakable
	ellipsis                // …… ⋯⋯: 2 em, unbreakable
	connector               // ～ – — －: between what they connect
	interpunct              // ·: half an em
	slash                   // ／ /
	hidden                  // no width: joiners, controls
	lineFeed                // a line must end after it
	softHyphen              // U+00AD between letters: seen only at a line's end
)

// rule is one row of the Chinese tailoring of UAX #14.
type rule struct {
	runes string
	class class
	// as is a character whose UAX #14 class the row's characters take, so that
	// the segmenter sees them as Chinese uses them. 0 = their own.
	as rune
	// start and end are the lowest levels of 避头尾 at which they may not start
	// or end a line. never = they may.
	start, end level
}

// level orders the levels of 避头尾 by strictness.
type level uint8

const (
	atBasic level = iota + 1
	atGB
	atStrict
	never
)

// strictness puts an option on the scale of level; none is below all.
func (k Kinsoku) strictness() level {
	return [...]level{GB: atGB, None: 0, Basic: atBasic, Strict: atStrict}[k]
}

// Stand-ins with the UAX #14 class that a mark has in Chinese text. The wide
// ones leave it free to break beside letters, which LB30 would forbid.
const (
	asOpening = '「' // OP
	asClosing = '」' // CL
	asNever   = '々' // NS: never starts a line
	asHan     = '字' // ID
)

// tailoring is the Chinese tailoring: clreq #prohibition_rules_for_line_start_end
// for starts and ends, GB/T 15834-2011 5.1 where the row says so. What is not
// here keeps its UAX #14 class.
var tailoring = []rule{
	// Pause and stop marks start no line (GB/T 15834 5.1.1).
	{"，、；", pause, asClosing, atBasic, never},
	{"：", colon, asClosing, atBasic, never},
	{"。．｡", stop, asClosing, atBasic, never},
	{"？！", exclaim, asClosing, atBasic, never},
	{"‼⁇⁈⁉", exclaim, asClosing, atBasic, never},
	// Paired marks: the first half ends no line, the second starts none (5.1.3).
	{"“‘「『（《〈【〖〔［｛", opener, asOpening, never, atBasic},
	{"”’」』）》〉】〗〕］｝", closer, asClosing, atBasic, never},
	// Connectors start no line (5.1.6); they may end one. A single — connects;
	// two are a dash, which may start a line below level strict (5.1.4).
	{"–—～－", connector, asNever, atBasic, never},
	{"~", latin, asNever, atBasic, never},
	// 间隔号 starts no line (5.1.6).
	{"·・‧", interpunct, asNever, atBasic, never},
	// 分隔号 neither starts nor ends a line (5.1.8).
	{"／", slash, asNever, atBasic, atGB},
	// Dash and ellipsis of two: never parted (#h-unbreakable_marks_punctuation).
	{"⸺", dash, asHan, atStrict, never},
	{"…⋯", ellipsis, asHan, atStrict, never},
	// Unicode leaves the class of these to the language (AI): Chinese sets them
	// as ideographs.
	{"○●◎★☆◆◇■□▲△▼▽→←↑↓※", han, asHan, never, never},
}

// marks finds a character's row of tailoring, by its upper and its lower byte.
var marks = func() (m [256]*[256]*rule) {
	for i := range tailoring {
		for _, r := range tailoring[i].runes {
			if m[r>>8] == nil {
				m[r>>8] = new([256]*rule)
			}
			m[r>>8][r&0xFF] = &tailoring[i]
		}
	}
	return m
}()

// markOf gives a character's row of tailoring, nil if it has none.
func markOf(r rune) *rule {
	if r < 0 || r > 0xFFFF || marks[r>>8] == nil {
		return nil
	}
	return marks[r>>8][r&0xFF]
}

// classify gives a rune's class in Chinese text or, if chinese is false, in text
// of another language, where “ ” ’ … — and · are Latin.
func classify(r rune, chinese bool) class {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF:
		return han
	case r >= '0' && r <= '9':
		return digit
	case r == ' ' || r == '\t' || r == 0xA0 || r >= 0x2000 && r <= 0x200A || r == 0x202F || r == 0x205F:
		return blank
	case r == 0x3000:
		return wideBlank
	case r < 0x20 || r >= 0x7F && r < 0xA0 || r == 0x2028 || r == 0x2029:
		if isFeed(r) {
			return lineFeed
		}
		return hidden
	case r < 0x7F && r != '~':
		return latin
	}
	if m := markOf(r); m != nil && (chinese || r >= 0x3000) {
		return m.class
	}
	switch {
	case isHidden(r):
		return hidden
	case isWide(r) || chinese && isSymbol(r):
		return han
	}
	return latin
}

// isSymbol: circled numbers, box drawings, shapes and dingbats, of ambiguous width in
// UAX #11, an em in Chinese text.
func isSymbol(r rune) bool { return r >= 0x2460 && r <= 0x27BF }

// classify gives every rune its class in this text.
func (c *composer) classify() {
	for i, r := range c.text {
		k := classify(r, c.chinese)
		switch {
		case r == 0xAD && i > 0 && i+1 < len(c.text) && isLetter(c.text[i-1]) && isLetter(c.text[i+1]):
			k = softHyphen
		case r == '’' && apostrophe(c.text, i):
			k = latin
		case r == '—' && k == connector && paired(c.text, i):
			k = dash
		case k == digit && i+1 < len(c.text) && joins(c.text[i+1]):
			k = latin // shaped together with what it carries
		case joins(r) && (i == 0 || c.classes[i-1] > han):
			k = hidden // nothing before it to join
		}
		c.classes[i] = k
	}
}

// isFeed: UAX #14 classes BK, CR, LF and NL.
func isFeed(r rune) bool {
	return r >= '\n' && r <= '\r' || r == 0x85 || r == 0x2028 || r == 0x2029
}

// isHidden: format characters that take no room.
func isHidden(r rune) bool {
	return r == 0xAD || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E ||
		r >= 0x2060 && r <= 0x206F || r == 0xFEFF || r >= 0xE0000 && r <= 0xE007F
}

// joins reports whether r belongs to the character before it: variation
// selectors and combining marks.
func joins(r rune) bool {
	return r >= 0x300 && r <= 0x36F || r >= 0x1AB0 && r <= 0x1AFF || r >= 0x20D0 && r <= 0x20FF ||
		r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF || r >= 0x302A && r <= 0x302F || r == 0x3099 || r == 0x309A
}

// isWide reports whether r takes a whole em: East Asian Width W or F, by block.
func isWide(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r <= 0x115F, r >= 0x2E80 && r <= 0x303E, r >= 0x3041 && r <= 0xA4CF,
		r >= 0xA960 && r <= 0xA97C, r >= 0xAC00 && r <= 0xD7A3, r >= 0xF900 && r <= 0xFAFF,
		r >= 0xFE10 && r <= 0xFE19, r >= 0xFE30 && r <= 0xFE6F, r >= 0xFF01 && r <= 0xFF60,
		r >= 0xFFE0 && r <= 0xFFE6, r >= 0x1F300 && r <= 0x1F64F, r >= 0x1F900 && r <= 0x1F9FF,
		r >= 0x20000 && r <= 0x3FFFD:
		return true
	}
	return r == 0x2103 || r == 0x2109 || r == 0x2116 // ℃ ℉ №
}

// isChinese reports whether the marks that Chinese and Latin share – “ ” ‘ ’ — …
// · – are to be set as Chinese ones: by the language, or by the text if it names
// none. A paragraph of Latin words alone is not Chinese in a Chinese paper either.
func isChinese(text []rune, lang string) bool {
	east := len(lang) >= 2 && (lang[:2] == "zh" || lang[:2] == "ja")
	if len(lang) >= 2 && !east {
		return false
	}
	words := 0
	for i, r := range text {
		if isWide(r) {
			return true
		}
		if isLetter(r) && (i == 0 || !isLetter(text[i-1])) {
			words++
		}
	}
	return east && words < 2
}
