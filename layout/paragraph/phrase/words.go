package phrase

import (
	_ "embed"
	"encoding/binary"
)

//go:embed words.dat
var words string

// maxWord is the length of the longest words listed.
const maxWord = 6

// word is what the list says of a word.
type word struct {
	rarity int // the word makes up 2^-rarity of the counted text
	kind   kind
}

// kind is what a word does in its sentence, as far as breaking heads cares.
// make_words.go writes these numbers.
type kind uint8

const (
	other kind = iota
	noun
	verb
	adjective
	adverb
	link // prepositions and conjunctions
	numeral
	measure     // 量词
	particle    // leans on what is before it
	localizer   // 上中下里内外: closes a phrase of place
	affix       // 者 们 县 市: belongs to the word before
	punctuation // and spaces
)

// list finds the words of n characters: where they start in words, and how many.
func list(n int) (records string, count int) {
	at := 0
	for k := 1; ; k++ {
		count = int(binary.BigEndian.Uint32([]byte(words[at : at+4])))
		size := count * (2*k + 1)
		if k == n {
			return words[at+4 : at+4+size], count
		}
		at += 4 + size
	}
}

// look finds text among the listed words. It reads the list where it lies: a
// program that breaks no head never touches it.
func look(text []rune) (word, bool) {
	n := len(text)
	if n == 0 || n > maxWord {
		return word{}, false
	}
	records, count := list(n)
	size := 2*n + 1
	lo, hi := 0, count
	for lo < hi {
		mid := (lo + hi) / 2
		rec := records[mid*size:]
		switch order(text, rec) {
		case 0:
			b := rec[2*n]
			return word{int(b >> 3), kind(b & 7)}, true
		case 1:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return word{}, false
}

// Rarity tells how rare a listed word is: it makes up 2^-bits of the counted text.
// False if text is no word of the list.
func Rarity(text ...rune) (bits int, ok bool) {
	w, ok := look(text)
	return w.rarity, ok
}

// order compares text with the word that rec starts with.
func order(text []rune, rec string) int {
	for i, r := range text {
		w := rune(rec[2*i])<<8 | rune(rec[2*i+1])
		switch {
		case r < w:
			return -1
		case r > w:
			return 1
		}
	}
	return 0
}
