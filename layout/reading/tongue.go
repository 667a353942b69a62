package reading

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"paiban/layout/sheet"
)

// Tongue is a stretch of a text in another language than what is around it.
type Tongue struct {
	From, To int    // in runes
	Lang     string // BCP 47
}

// Language gives the language that most of a text is in, as far as scripts tell, home
// (BCP 47) being that of the edition: a paragraph of English words among Chinese ones
// is English, one of Han characters in an English paper Chinese. Which of the languages
// in Latin letters it is no script tells; in a Chinese paper it is English.
func Language(text, home string) string {
	c := count(text)
	east := c.han + c.kana + c.hangul
	switch {
	case eastern(home) && c.words >= 2 && c.plain*2 > c.words && c.letters > 10*east:
		return "en"
	case eastern(home) || east <= c.letters:
		return home
	case c.hangul > c.han+c.kana:
		return "ko"
	case c.kana*4 > c.han:
		return "ja"
	}
	return "zh"
}

// Tongues gives the stretches of a text that are in another language than lang, which
// Language gave for it. Letters alone, as of abbreviations, and names of digits and
// letters are no language.
func Tongues(text, lang, home string) []Tongue {
	rs := []rune(text)
	var out []Tongue
	for i := 0; i < len(rs); {
		to, in := stretch(rs, i, lang, home)
		if in != "" {
			out = append(out, Tongue{i, to, in})
		}
		i = to
	}
	return out
}

// Tongues gives the language of a block, and of its runs the stretches in others. What
// is not on the edition's pages has no part in it.
func (b *Block) Tongues(home string) (lang string, of map[*sheet.Text][]Tongue) {
	lang, of = Language(b.Text, home), map[*sheet.Text][]Tongue{}
	runs := b.runs()
	var all strings.Builder
	for _, r := range runs {
		all.WriteString(r.Text)
	}
	list := Tongues(all.String(), lang, home)
	at := 0
	for _, r := range runs {
		n := utf8.RuneCountInString(r.Text)
		for _, g := range list {
			if from, to := max(g.From-at, 0), min(g.To-at, n); from < to {
				of[r] = append(of[r], Tongue{from, to, g.Lang})
			}
		}
		at += n
	}
	return lang, of
}

// Language gives the language that most of a story is in.
func (s *Story) Language(home string) string {
	var all strings.Builder
	s.Each(func(b *Block) {
		if !b.Signpost() {
			all.WriteString(b.Text)
			all.WriteByte('\n')
		}
	})
	return Language(all.String(), home)
}

// primary is the language of a tag, less its script and region.
func primary(tag string) string {
	p, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(p)
}

// eastern reports a language that is written without Latin letters and word spaces.
func eastern(tag string) bool {
	p := primary(tag)
	return p == "zh" || p == "ja" || p == "ko" || p == "yue"
}

// stretch gives the end of what begins at rs[i], and its language where that is another.
func stretch(rs []rune, i int, lang, home string) (to int, in string) {
	switch script := scriptOf(rs[i]); {
	case script == latinScript:
		if n := passage(rs[i:]); n > 0 && eastern(lang) {
			return i + n, "en"
		}
		return i + token(rs[i:]), ""
	case script == noScript || script == hanScript && primary(lang) == "ja", script == hanScript && primary(lang) == "zh":
		return i + 1, ""
	default:
		return foreign(rs, i, lang, home)
	}
}

// foreign gives the stretch of eastern letters that begins at rs[i]: in a Chinese text
// those that are no Han, in another all of them, with the marks and digits between.
func foreign(rs []rune, i int, lang, home string) (to int, in string) {
	n := map[script]int{}
	to = i
	for j := i; j < len(rs); j++ {
		s := scriptOf(rs[j])
		if s == latinScript || rs[j] == ' ' && n[hangulScript] == 0 || s == hanScript && eastern(lang) {
			break
		}
		if n[s]++; s != noScript {
			to = j + 1
		}
	}
	switch {
	case n[hangulScript] > 0:
		in = "ko"
	case n[kanaScript] > 1 || n[kanaScript] > 0 && !eastern(lang):
		in = "ja"
	case n[hanScript] > 0 && primary(home) == "zh":
		in = home
	case n[hanScript] > 0:
		in = "zh"
	}
	if primary(in) == primary(lang) {
		in = ""
	}
	return to, in
}

// passage gives the length of the words in Latin letters that rs begins with, to the
// end of the last; 0 if they are too few to be in a language.
func passage(rs []rune) int {
	words, plain, long, end := 0, 0, 0, 0
	lower := false
	for i := 0; i < len(rs) && scriptOf(rs[i]) <= latinScript; {
		if scriptOf(rs[i]) == noScript {
			if rs[i] > '~' && !strings.ContainsRune("‘’“”–—…", rs[i]) {
				break
			}
			i++
			continue
		}
		n := token(rs[i:])
		if w := rs[i : i+n]; isWord(w) {
			words++
			end = i + n
			if ascii(w) {
				plain++
			}
			if n >= 3 {
				long++
				lower = lower || strings.ContainsFunc(string(w[1:]), unicode.IsLower)
			}
		}
		i += n
	}
	if plain*2 <= words || long < 2 && !lower {
		return 0
	}
	return end
}

// token gives the length of what stands without a blank at the beginning of rs, less
// the marks at its end: a word, a number, a name of letters and digits, an address.
func token(rs []rune) int {
	n := 0
	for i, r := range rs {
		s := scriptOf(r)
		if s > latinScript || s == noScript && (unicode.IsSpace(r) || r > '~' && r != '’' && r != softHyphen) {
			break
		}
		if s == latinScript || unicode.IsDigit(r) {
			n = i + 1
		}
	}
	return max(n, 1)
}

const softHyphen = '\u00AD'

// isWord reports a token of letters, with hyphens and apostrophes in it at most.
func isWord(rs []rune) bool {
	for _, r := range rs {
		if scriptOf(r) != latinScript && r != '-' && r != '’' && r != '\'' && r != softHyphen {
			return false
		}
	}
	return true
}

func ascii(rs []rune) bool {
	for _, r := range rs {
		if r > '~' && r != '’' && r != softHyphen {
			return false
		}
	}
	return true
}

// script is what tells languages apart here.
type script uint8

const (
	noScript script = iota
	latinScript
	hanScript
	kanaScript
	hangulScript
)

func scriptOf(r rune) script {
	switch {
	case r < 0x2E80:
		if unicode.Is(unicode.Latin, r) {
			return latinScript
		}
		if unicode.Is(unicode.Hangul, r) {
			return hangulScript
		}
	case unicode.Is(unicode.Han, r): // 々 and 〇 are among them
		return hanScript
	case unicode.In(r, unicode.Hiragana, unicode.Katakana) || r == 'ー':
		return kanaScript
	case unicode.Is(unicode.Hangul, r):
		return hangulScript
	}
	return noScript
}

// counted is how much of a text is in which script: words in Latin letters, those of
// them in ASCII, and letters.
type counted struct{ words, plain, letters, han, kana, hangul int }

func count(text string) (c counted) {
	rs := []rune(text)
	for i := 0; i < len(rs); {
		switch scriptOf(rs[i]) {
		case latinScript:
			n := token(rs[i:])
			if w := rs[i : i+n]; isWord(w) {
				c.words++
				c.letters += n
				if ascii(w) {
					c.plain++
				}
			}
			i += n
			continue
		case hanScript:
			c.han++
		case kanaScript:
			c.kana++
		case hangulScript:
			c.hangul++
		}
		i++
	}
	return c
}

// toned are the vowels that pinyin marks the tones on, and ü.
const toned = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüĀÁǍÀĒÉĚÈŌÓǑÒ"

// RubyLanguage gives the language of an annotation over a text in lang: 拼音 where it
// has tones, else as other texts.
func RubyLanguage(text, lang string) string {
	if primary(lang) == "zh" && strings.ContainsAny(text, toned) {
		return "zh-Latn-pinyin"
	}
	for _, g := range Tongues(text, lang, lang) {
		return g.Lang
	}
	return ""
}
