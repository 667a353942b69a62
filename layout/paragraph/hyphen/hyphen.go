// Package hyphen finds where English words may be parted, by the patterns of
// F. M. Liang, Word Hy-phen-a-tion by Com-put-er (Stanford, 1983): every pattern
// that occurs in a word gives the places between its letters a number, the highest
// decides, and a word may be parted where it is odd.
package hyphen

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed en-us.txt
var enUS string

// The patterns are made for words with at least so many letters before and after
// a hyphen; a longer word than maxWord is no English one.
const (
	before  = 2
	after   = 3
	maxWord = 64
)

// node is a letter of the patterns' trie.
type node struct {
	next   [27]int32 // by letter, the last is the edge of a word; 0 = none
	values string    // of the pattern that ends here: one before each letter and one behind the last
}

// trie is built when the first word is asked for: most papers have none.
var trie = sync.OnceValue(func() []node {
	nodes := make([]node, 1, 12_000)
	for _, p := range strings.Fields(enUS) {
		at, values := int32(0), []byte{0}
		for _, r := range []byte(p) {
			if r >= '0' && r <= '9' {
				values[len(values)-1] = r - '0'
				continue
			}
			values = append(values, 0)
			k := letter(r)
			if nodes[at].next[k] == 0 {
				nodes[at].next[k] = int32(len(nodes))
				nodes = append(nodes, node{})
			}
			at = nodes[at].next[k]
		}
		nodes[at].values = string(values)
	}
	return nodes
})

// letter gives a letter's place in a node: a small one's, or the edge of a word.
func letter(r byte) int {
	if r == '.' {
		return 26
	}
	return int(r - 'a')
}

// exceptions are the words that hyphen.tex parts otherwise than its patterns do.
var exceptions = func() map[string]string {
	m := map[string]string{}
	for _, w := range strings.Fields(`as-so-ciate as-so-ciates dec-li-na-tion oblig-a-tory phil-an-thropic present
		presents project projects reci-procity re-cog-ni-zance ref-or-ma-tion ret-ri-bu-tion ta-ble`) {
		m[strings.ReplaceAll(w, "-", "")] = w
	}
	return m
}()

// Points appends to out where word, of letters a to z and A to Z only, may be
// parted: before its i-th letter, ascending. Another word has none.
func Points(word []rune, out []int) []int {
	n := len(word)
	if n < before+after || n > maxWord {
		return out
	}
	var edged [maxWord + 2]byte
	edged[0], edged[n+1] = '.', '.'
	for i, r := range word {
		switch {
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
		case r < 'a' || r > 'z':
			return out
		}
		edged[i+1] = byte(r)
	}
	if w, ok := exceptions[string(edged[1:n+1])]; ok {
		at := 0
		for _, r := range w {
			if r == '-' {
				out = append(out, at)
			} else {
				at++
			}
		}
		return out
	}
	var best [maxWord + 3]byte // of the places before each of edged
	nodes := trie()
	for i := range n + 2 {
		at := int32(0)
		for j := i; j < n+2; j++ {
			if at = nodes[at].next[letter(edged[j])]; at == 0 {
				break
			}
			for k, v := range []byte(nodes[at].values) {
				best[i+k] = max(best[i+k], v)
			}
		}
	}
	for i := before; i <= n-after; i++ {
		if best[i+1]%2 == 1 {
			out = append(out, i)
		}
	}
	return out
}
