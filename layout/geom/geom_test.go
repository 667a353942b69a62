package geom

import (
	"errors"
	"math"
	"math/big"
	"testing"
)

// TestUnits: the units divide each other exactly, and 0.01 pt is 127 EMU.
func TestUnits(t *testing.T) {
	if Inch != 72*Pt || 254*MM != 10*Inch || 4*Q != MM || Pt.MulDiv(1, 100) != 127 {
		t.Errorf("pt %d mm %d q %d inch %d", Pt, MM, Q, Inch)
	}
}

func TestMulDiv(t *testing.T) {
	const most = Length(math.MaxInt64)
	for _, c := range []struct {
		l        Length
		num, den int64
		want     Length
	}{
		{7, 1, 2, 4}, {-7, 1, 2, -4}, {7, -1, 2, -4}, {-7, -1, 2, 4}, {7, 1, -2, -4}, // halves go away from zero
		{5, 1, 3, 2}, {4, 1, 3, 1}, {0, 9, 7, 0},
		{490 * MM, 1, 120, 147000}, {9 * Pt, 111, 1, 12687300},
		{most, most64, most64, most}, {most, 2, 1, most}, {-most, 2, 1, -most}, {math.MinInt64, 1, 1, -most},
	} {
		if got := c.l.MulDiv(c.num, c.den); got != c.want {
			t.Errorf("%d·%d/%d = %d, want %d", c.l, c.num, c.den, got, c.want)
		}
	}
}

const most64 = math.MaxInt64

// FuzzMulDiv: the result is the exact quotient rounded, halves away from zero.
func FuzzMulDiv(f *testing.F) {
	f.Add(int64(7), int64(-3), int64(2))
	f.Add(int64(math.MaxInt64), int64(math.MaxInt64), int64(3))
	f.Fuzz(func(t *testing.T, l, num, den int64) {
		if den == 0 || l == math.MinInt64 || num == math.MinInt64 || den == math.MinInt64 {
			t.Skip()
		}
		n := new(big.Int).Mul(big.NewInt(l), big.NewInt(num))
		d := big.NewInt(den)
		neg := n.Sign()*d.Sign() < 0
		n.Abs(n).Mul(n, big.NewInt(2))
		d.Abs(d)
		want := n.Add(n, d).Div(n, new(big.Int).Mul(d, big.NewInt(2)))
		if !want.IsInt64() {
			want = big.NewInt(math.MaxInt64)
		}
		if neg {
			want.Neg(want)
		}
		if got := Length(l).MulDiv(num, den); int64(got) != want.Int64() {
			t.Errorf("%d·%d/%d = %d, want %d", l, num, den, got, want)
		}
	})
}

// TestHao holds both tables of 号 sizes to newspaper practice, in points.
func TestHao(t *testing.T) {
	for name, want := range map[string][2]float64{ // newspaper, word; 0 = none
		"初号": {42, 42}, "小初": {30, 36}, "一号": {28, 26}, "小一": {0, 24}, "二号": {21, 22}, "小二": {18, 18},
		"三号": {15.75, 16}, "小三": {0, 15}, "四号": {14, 14}, "小四": {12, 12}, "五号": {10.5, 10.5}, "小五": {9, 9},
		"六号": {7.875, 7.5}, "小六": {0, 6.5}, "七号": {5.25, 5.5}, "八号": {0, 5},
	} {
		for table, pt := range want {
			d, err := ParseDim(name, SizeTable(table))
			if pt == 0 {
				if faultOf(err) != NotInTable {
					t.Errorf("%s in table %d: %v, %v", name, table, d, err)
				}
				continue
			}
			if want := Length(math.Round(pt * float64(Pt))); err != nil || d != Fixed(want) {
				t.Errorf("%s in table %d: %v, %v; want %d", name, table, d, err, want)
			}
		}
	}
	if len(haoNames) != 16 {
		t.Errorf("%d sizes", len(haoNames))
	}
}

const noFault = DimFault(255)

func faultOf(err error) DimFault {
	var de *DimError
	if errors.As(err, &de) {
		return de.Why
	}
	return noFault
}

func TestParseDim(t *testing.T) {
	for s, want := range map[string]Dim{
		"9pt": Fixed(9 * Pt), "10.5pt": Fixed(133350), "7.875pt": Fixed(100013), ".5mm": Fixed(18000), "3.mm": Fixed(3 * MM),
		"3mm": Fixed(3 * MM), "1cm": Fixed(10 * MM), "0.5in": Fixed(Inch / 2), "12q": Fixed(3 * MM), "12Q": Fixed(3 * MM),
		"13字": Ems(13), "13em": Ems(13), "0.875字": {875, Em}, "2行": Lines(2), "1line": Lines(1), "3 lines": Lines(3),
		"-0.5字": {-500, Em}, "+1pt": Fixed(Pt), " 9 pt ": Fixed(9 * Pt), "0.01pt": Fixed(127), "0.000001mm": Fixed(0),
		"1000000in": Fixed(1_000_000 * Inch), "0pt": {}, "二号": Fixed(21 * Pt), " 小五 ": Fixed(9 * Pt),
	} {
		if got, err := ParseDim(s, Newspaper); err != nil || got != want {
			t.Errorf("%q: %v, %v; want %v", s, got, err, want)
		}
	}
	for s, want := range map[string]DimFault{
		"": NotALength, "pt": NotALength, "宽": NotALength, "1.2.3pt": NotALength, "--1pt": NotALength, "1-pt": NotALength, ".pt": NotALength,
		"1e3pt": BadUnit, "9px": BadUnit, "9 p t": BadUnit, "9%": BadUnit, "9字字": BadUnit, "9PT": BadUnit,
		"9": NoUnit, "0": NoUnit, "1000001pt": OutOfRange, "0.0000001pt": OutOfRange, "99999999999999999999pt": OutOfRange,
		"小六": NotInTable, "９pt": NotALength, "五": NotALength,
	} {
		if got, err := ParseDim(s, Newspaper); faultOf(err) != want || err.Error() == "" {
			t.Errorf("%q: %v, %v; want fault %d", s, got, err, want)
		}
	}
}

// FuzzParseDim: a length or a DimError, never both; what is a length is bounded.
func FuzzParseDim(f *testing.F) {
	for _, s := range []string{"9pt", "小五", "-3.25字", "2行", "1e9in", "9px", ""} {
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, s string, word bool) {
		table := Newspaper
		if word {
			table = Word
		}
		d, err := ParseDim(s, table)
		if err != nil {
			if faultOf(err) == noFault || d != (Dim{}) {
				t.Fatalf("%q: %v, %v", s, d, err)
			}
			return
		}
		if d.N > 1_000_001*int64(Inch) || d.N < -1_000_001*int64(Inch) {
			t.Fatalf("%q is %v", s, d)
		}
		if l := d.Resolve(9*Pt, 147000); l > 1_000_001*Inch || l < -1_000_001*Inch {
			t.Fatalf("%q resolves to %d", s, l)
		}
	})
}

func TestResolve(t *testing.T) {
	const em, line = 9 * Pt, Length(147000)
	for _, c := range []struct {
		d    Dim
		want Length
	}{
		{Ems(13), 117 * Pt}, {Dim{500, Em}, Pt.MulDiv(9, 2)}, {Lines(2), 294000}, {Dim{-250, Line}, -36750}, {Fixed(3 * MM), 3 * MM}, {Dim{}, 0},
	} {
		if got := c.d.Resolve(em, line); got != c.want {
			t.Errorf("%v: %d, want %d", c.d, got, c.want)
		}
	}
	if !(Dim{}).IsZero() || Ems(1).IsZero() {
		t.Error("IsZero")
	}
}

func TestRects(t *testing.T) {
	a, b := Rect{0, 0, 10, 10}, Rect{5, 6, 10, 10}
	for _, c := range []struct {
		name      string
		got, want Rect
	}{
		{"intersect", a.Intersect(b), Rect{5, 6, 5, 4}},
		{"intersect the other way", b.Intersect(a), Rect{5, 6, 5, 4}},
		{"touching edges share nothing", a.Intersect(Rect{10, 0, 5, 5}), Rect{}},
		{"union", a.Union(b), Rect{0, 0, 15, 16}},
		{"union with nothing", a.Union(Rect{}), a},
		{"nothing with union", Rect{}.Union(b), b},
		{"inset", a.Inset(2), Rect{2, 2, 6, 6}},
		{"outset", a.Inset(-1), Rect{-1, -1, 12, 12}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
		}
	}
	if a.Right() != 10 || b.Bottom() != 16 || a.Empty() || !(Rect{W: 5}).Empty() {
		t.Error("edges")
	}
}

func TestCeilDiv(t *testing.T) {
	for _, c := range []struct {
		l, unit Length
		want    int
	}{{0, 5, 0}, {-3, 5, 0}, {1, 5, 1}, {5, 5, 1}, {6, 5, 2}, {10, 5, 2}} {
		if got := c.l.CeilDiv(c.unit); got != c.want {
			t.Errorf("%d over %d: %d, want %d", c.l, c.unit, got, c.want)
		}
	}
}

func TestPrinting(t *testing.T) {
	if (9*Pt).Pt() != 9 || (25*MM).MM() != 25 {
		t.Errorf("%v pt, %v mm", (9 * Pt).Pt(), (25 * MM).MM())
	}
}

func TestPoints(t *testing.T) {
	for l, want := range map[Length]string{0: "0", 9 * Pt: "9", Pt * 7875 / 1000: "7.875", 118533: "9.333", -Pt / 2: "-0.5", 127: "0.01"} {
		if got := l.Points(); got != want {
			t.Errorf("%d: %q, want %q", l, got, want)
		}
	}
}
