package pdffile

import (
	"math"
	"math/rand/v2"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// Numbers are what strconv makes of them, to the last bit, and words are none.
func TestNumbers(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 9))
	letters := "0123456789012345678901234567890123456789...+-e"
	for i := range 200_000 {
		var b strings.Builder
		for range 1 + rnd.IntN(1+i%24) {
			b.WriteByte(letters[rnd.IntN(len(letters))])
		}
		s := b.String()
		if rnd.IntN(3) == 0 {
			s = strconv.FormatFloat(rnd.NormFloat64()*math.Pow10(rnd.IntN(12)-6), 'f', rnd.IntN(17)-1, 64)
		}
		want, err := strconv.ParseFloat(s, 64)
		ok := err == nil && !strings.Contains(s, "e")
		got, is := number([]byte(s))
		if ok && (!is || math.Float64bits(got) != math.Float64bits(want)) {
			t.Fatalf("%q is %v, %v; want %v", s, got, is, want)
		}
		if !ok && is && !strings.HasPrefix(s, "--") {
			t.Fatalf("%q is %v, and no number", s, got)
		}
	}
	for s, want := range map[string]float64{"--3": -3, "+.5": 0.5, "4.": 4, "-0": math.Copysign(0, -1), "999999999999999": 999999999999999, "0.000000000000001": 1e-15} {
		if got, ok := number([]byte(s)); !ok || math.Float64bits(got) != math.Float64bits(want) {
			t.Errorf("%q is %v, %v", s, got, ok)
		}
	}
}

// Objects are the same whether values are made anew or come again.
func TestObjects(t *testing.T) {
	for text, want := range map[string]Object{
		"[0 2 R 3 0 R 7 [8 [] 9]]":                   Array{0.0, 2.0, Word("R"), Ref{3, 0}, 7.0, Array{8.0, Array{}, 9.0}},
		"<</A#20B/C /D#/C /E 1 0 R/F 2%x\n0/G 3 0>>": nil,
		"<</A#20B/C /D#/C /E 1 0 R/F 2%x\n0 R>>":     Dict{"A B": Name("C"), "D#": Name("C"), "E": Ref{1, 0}, "F": Ref{2, 0}},
		"<4 1>":                                      Text("A"),
		"<41 4>":                                     Text("A@"),
		"<4g1\n42>":                                  Text("AB"),
		"<41":                                        nil,
		"(a(b)c)":                                    Text("a(b)c"),
		"(abc)":                                      Text("abc"),
		"()":                                         Text(""),
		`(a\)b\101\n)`:                               Text("a)bA\n"),
		"(abc":                                       nil,
		"[(a)-20(b)<41>true]":                        Array{Text("a"), -20.0, Text("b"), Text("A"), true},
		"[/N /N null (]) 1 1 ]":                      Array{Name("N"), Name("N"), nil, Text("]"), 1.0, 1.0},
		"[1 [2 3":                                    nil,
		"]":                                          Word("]"),
		"Tj":                                         Word("Tj"),
		"nothing":                                    Word("nothing"),
	} {
		for _, r := range []*reuse{nil, newReuse()} {
			for range 2 {
				l := &Lexer{B: []byte(text), reuse: r}
				got, err := l.Value(0)
				if !reflect.DeepEqual(got, want) || (err != nil) != (want == nil) {
					t.Errorf("%q: %#v, %v; want %#v", text, got, err, want)
				}
				if r != nil && len(r.stack) != 0 {
					t.Errorf("%q leaves %d values behind", text, len(r.stack))
				}
			}
		}
	}
}
