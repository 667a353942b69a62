package paragraph

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestVariants(t *testing.T) {
	st, longer, shorter, same := body(), 0, 0, 0
	st.Indent = 2 * nine
	for _, tx := range newsText(t, 20_000) {
		m := fixed(13)
		n := len(Set(tx, st, m).Lines)
		w := Shape(tx, st).In(m)
		vs := w.Variants()
		i := slices.IndexFunc(vs, func(v Variant) bool { return v.Lines == n })
		if i < 0 || vs[i].Price != 0 {
			t.Fatalf("the setting of %d lines is not the best of %v", n, vs)
		}
		same++
		for _, v := range vs {
			s, ok := w.SetIn(v.Lines)
			if !ok || len(s.Lines) != v.Lines {
				t.Fatalf("SetIn %d: %d lines, %v", v.Lines, len(s.Lines), ok)
			}
			for _, l := range s.Lines {
				if l.Misfit != 0 {
					t.Errorf("a variant of %d lines has a misfit", v.Lines)
				}
			}
			if v.Lines == n+1 {
				longer++
			} else if v.Lines == n-1 {
				shorter++
			}
		}
		if _, ok := w.SetIn(n + 9); ok {
			t.Errorf("nine lines more")
		}
	}
	t.Logf("of %d paragraphs %d could take a line less, %d a line more", same, shorter, longer)
	if longer == 0 || shorter == 0 {
		t.Error("no paragraph has a variant")
	}
}

// The body of the sample page at 13 字, line by line: what changes in it is meant.
func TestGolden(t *testing.T) {
	raw, err := os.ReadFile("../../assets/sample/page-text.txt")
	if err != nil {
		t.Fatal(err)
	}
	st := body()
	st.Indent = 2 * nine
	var b strings.Builder
	for i, p := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		tx := Text{Runes: []rune(strings.TrimSpace(p))}
		for _, l := range Tell(i, tx, st, Set(tx, st, fixed(13))) {
			note := ""
			if l.Misfit != 0 {
				note = fmt.Sprintf("\tmisfit %.3f", l.Misfit)
			}
			fmt.Fprintf(&b, "%s\t%.3f\t%.3f%s\n", l.Text, l.Natural, l.Width, note)
		}
		b.WriteString("\n")
	}
	const file = "testdata/body13.golden"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Split(b.String(), "\n")
	for i, w := range strings.Split(string(want), "\n") {
		if i >= len(got) || got[i] != w {
			t.Fatalf("line %d differs from %s (write it anew with -update):\n got %q\nwant %q", i+1, file, got[min(i, len(got)-1)], w)
		}
	}
}

// What a paragraph gave stays as it was when its room has gone to the next ones.
func TestDoneLeavesSettings(t *testing.T) {
	st := body()
	st.Indent = 2 * nine
	texts := newsText(t, 3000)
	for i, x := range texts {
		p := Shape(x, st)
		w := p.In(fixed(13))
		got := []Setting{w.Best()}
		for _, v := range w.Variants() {
			s, _ := w.SetIn(v.Lines)
			got = append(got, s)
		}
		p.Done()
		for _, y := range texts[:i] {
			Set(y, st, fixed(9))
		}
		again := Shape(x, st).In(fixed(13))
		want := []Setting{again.Best()}
		for _, v := range again.Variants() {
			s, _ := again.SetIn(v.Lines)
			want = append(want, s)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q has changed", string(x.Runes))
		}
	}
}
