package pdf

import (
	"bytes"
	"testing"

	"paiban/layout/sheet"
)

// What the finishing pass parses is gopdf's own, but whatever it is, it must be
// read or refused: no panic, and what is read prints as what it was.
func FuzzFile(f *testing.F) {
	d, err := collect(testEdition(), Options{}, []*sheet.Page{smallPage(set(f, face(f, "song"), 9*pt, 0, 20*pt, "一（2）"), fill(0, 0, 1, 1, sheet.Black))})
	if err != nil {
		f.Fatal(err)
	}
	var drawn bytes.Buffer
	if err := d.draw(&drawn); err != nil {
		f.Fatal(err)
	}
	done, err := d.finish(drawn.Bytes())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(drawn.Bytes())
	f.Add(done.Data)
	f.Add([]byte("1 0 obj<</Length 3>>stream\nabcendstream endobj xref 0 1\n0000000000 65535 f \ntrailer<<>>startxref\n40"))
	f.Fuzz(func(t *testing.T, b []byte) {
		objects, _, err := parseFile(b)
		if err == nil {
			for _, o := range objects {
				printed := appendValue(nil, o.val)
				p := &parser{b: printed}
				again, err := p.value(0)
				if err != nil || !bytes.Equal(appendValue(nil, again), printed) {
					t.Fatalf("%q reads as %v: %v", printed, again, err)
				}
			}
		}
		d.finish(b)
	})
}

func FuzzContent(f *testing.F) {
	f.Add([]byte("BT\n1.00 2.00 TD\n/F1 9 Tf 0 Tc\n0 0 0 1 k\n[<0001>-3<0002>] TJ\nET\n"))
	f.Add([]byte("q [1 2] 0 d (a\\)b) Tj << /A [ /B 1 0 R ] >> BDC 1.00 -.50 m Q"))
	line := &draftPage{page: testPage(), marks: []mark{{item: fill(0, 0, 1, 1, sheet.Black), ink: sheet.Black}}}
	f.Fuzz(func(t *testing.T, b []byte) {
		d := &draft{}
		d.rewrite(line, b)
		r := &drawn{b: b}
		for o := (op{}); r.next(&o) == nil; {
			c := &canvas{}
			c.op(o.operands(), string(o.name))
		}
	})
}

// A font however broken gives a font or an error, no panic, and no more than
// twice what is in it.
func FuzzFont(f *testing.F) {
	s, err := newSubset(face(f, "song"), "F0")
	if err != nil {
		f.Fatal(err)
	}
	for _, r := range "一é·" {
		g := s.face.Glyph(r)
		s.number(part{glyph: g}, nil, 1000, string(r))
		s.number(part{glyph: g, dx: -500}, nil, 500, string(r))
	}
	small, err := buildCompact(s)
	if err != nil {
		f.Fatal(err)
	}
	data, err := small.file()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, b []byte) {
		src, err := openTTF(tablesOf(b), true)
		if err != nil {
			return
		}
		s := emptySubset(src)
		for g := range 8 {
			s.number(part{glyph: 7}, nil, 300, "x")
			s.number(part{glyph: 1 + 2, dx: 100}, []part{{glyph: 2, dy: 30}}, s.natural(1), "x")
			s.number(part{glyph: 6 - 1}, nil, int32(g), "x")
		}
		c, err := buildCompact(s)
		if err != nil {
			return
		}
		out, err := c.file()
		if err != nil {
			return
		}
		if len(out) > 2*len(b)+4096 {
			t.Fatalf("a font of %d bytes grew to %d", len(b), len(out))
		}
		c.src.descriptor("x", "FontFile2", 1)
		if _, err := openTTF(tablesOf(out), true); err != nil {
			t.Fatalf("the compact font does not open: %v", err)
		}
	})
}

// tablesOf gives what finds the tables of a font file.
func tablesOf(b []byte) func(string) []byte {
	return func(tag string) []byte {
		for i := 12; len(b) >= 12 && i < 12+16*int(be.Uint16(b[4:])) && i+16 <= len(b); i += 16 {
			at, size := uint64(be.Uint32(b[i+8:])), uint64(be.Uint32(b[i+12:]))
			if string(b[i:i+4]) == tag && at+size <= uint64(len(b)) {
				return b[at : at+size]
			}
		}
		return nil
	}
}
