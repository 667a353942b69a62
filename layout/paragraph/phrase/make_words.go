//go:build ignore

// Make_words turns jieba's dictionary – a word, how often it was counted and its
// part of speech, a line each – into words.dat:
//
//	go run make_words.go dict.txt news.txt > words.dat
//
// The dictionary that words.dat was made from is data/dict/zh/s_1.txt of the Go
// module github.com/go-ego/gse v0.80.3; news.txt is our own. words.dat holds, for each length from one to six
// characters, the number of words (4 bytes, big-endian) and then the words in
// order, each as UTF-16BE and one byte: its rarity in the high five bits, its kind
// in the low three. A word of rarity r makes up 2^-r of the counted text.
package main

import (
	"bufio"
	"encoding/binary"
	"log"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// least is how often a word must have been counted, by its length: what is rarer
// is mostly names and chance. Names of the well-known (tag nrfg) are all taken.
var least = [...]int{1: 100, 2: 8, 3: 10, 4: 10, 5: 20, 6: 20}

// newsCount is the count that a word of news.txt is given.
const newsCount = 600

// kinds are the numbers of the kinds in phrase.go, by jieba's tags; a longer tag
// goes before its first letter alone.
var kinds = map[string]byte{
	"n": 1, "j": 1, "s": 1, "t": 1, "r": 1, "v": 2, "i": 2, "l": 2, "vn": 2, "a": 3, "b": 3, "z": 3, "an": 1, "ad": 4,
	"d": 4, "p": 5, "c": 5, "m": 6, "q": 7, "zg": 0,
}

// entry is a word as read.
type entry struct {
	word  []rune
	count int
	kind  byte
	known bool // taken however rare
}

func main() {
	all, total := dictionary(os.Args[1])
	for _, w := range news(os.Args[2]) {
		if i := slices.IndexFunc(all, func(e entry) bool { return string(e.word) == w }); i >= 0 {
			all[i].count = max(all[i].count, newsCount)
			continue
		}
		all = append(all, entry{[]rune(w), newsCount, 1, true})
	}
	words := make([][]string, len(least)) // encoded, by length
	foreign := func(r rune) bool { return !unicode.Is(unicode.Han, r) || r > 0xFFFF }
	for _, e := range all {
		n := len(e.word)
		if n >= len(least) || e.count < least[n] && !e.known || slices.ContainsFunc(e.word, foreign) {
			continue
		}
		rarity := byte(min(31, math.Round(-math.Log2(float64(e.count)/float64(total)))))
		var b []byte
		for _, r := range e.word {
			b = binary.BigEndian.AppendUint16(b, uint16(r))
		}
		words[n] = append(words[n], string(append(b, rarity<<3|e.kind)))
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for _, list := range words[1:] {
		slices.Sort(list)
		out.Write(binary.BigEndian.AppendUint32(nil, uint32(len(list))))
		for _, w := range list {
			out.WriteString(w)
		}
	}
}

func dictionary(name string) (all []entry, total int) {
	for _, line := range lines(name) {
		p := strings.Fields(line)
		n, err := strconv.Atoi(p[1])
		if err != nil || len(p) != 3 {
			log.Fatal(line)
		}
		total += n
		k, ok := kinds[p[2]]
		if !ok {
			k = kinds[p[2][:1]]
		}
		e := entry{[]rune(p[0]), n, k, p[2] == "nrfg"}
		if e.known {
			e.count = max(n, newsCount/10)
		}
		all = append(all, e)
	}
	return all, total
}

func news(name string) (words []string) {
	for _, line := range lines(name) {
		if !strings.HasPrefix(line, "#") {
			words = append(words, line)
		}
	}
	return words
}

func lines(name string) (out []string) {
	f, err := os.Open(name)
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	for sc := bufio.NewScanner(f); sc.Scan(); {
		out = append(out, sc.Text())
	}
	return out
}
