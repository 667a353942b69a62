package geom

import (
	"fmt"
	"strings"
)

// DimError says why a string is not a length.
type DimError struct {
	Text string // as written
	Why  DimFault
	Unit string // the unit written, if that is at fault
}

// DimFault is the kind of a DimError.
type DimFault uint8

// The faults of a length.
const (
	NotALength DimFault = iota
	NoUnit              // a bare number
	BadUnit             // px, %
	NotInTable          // a 号 size that the table does not have
	OutOfRange          // too large, or too many decimals
)

func (e *DimError) Error() string {
	return fmt.Sprintf([...]string{
		NotALength: "%[1]q is not a length: write a number and a unit (pt mm cm in q 字 行) or a 号 size (小五)",
		NoUnit:     "%[1]q has no unit: write %[1]spt, %[1]smm, %[1]s字 or %[1]s行",
		BadUnit:    "%[1]q: %[2]q is not a unit (pt mm cm in q 字 行)",
		NotInTable: "%[1]q is not a size of this table",
		OutOfRange: "%[1]q is out of range, or has more than six decimals",
	}[e.Why], e.Text, e.Unit)
}

// Unit says what a Dim's number counts.
type Unit uint8

// Absolute units resolve alone; Em (字) needs the body size and Line (行) the
// page's line pitch.
const (
	Abs  Unit = iota // EMU
	Em               // 字, the body size of where it stands
	Line             // 行, the line pitch of the page's grid
)

// dimScale is the denominator of a Dim in Em or Line: thousandths of a 字 or 行.
const dimScale = 1000

// Dim is a length as an editor writes it: "9pt", "小五", "3mm", "13字", "2行".
// The zero Dim is a length of 0.
type Dim struct {
	N    int64 // EMU for Abs; thousandths for Em and Line
	Unit Unit
}

// Ems and Lines make dims of whole 字 and 行.
func Ems(n int) Dim        { return Dim{int64(n) * dimScale, Em} }
func Lines(n int) Dim      { return Dim{int64(n) * dimScale, Line} }
func Fixed(l Length) Dim   { return Dim{int64(l), Abs} }
func (d Dim) IsZero() bool { return d.N == 0 }

// Resolve gives the length of d where the body size is em and the pitch is line.
func (d Dim) Resolve(em, line Length) Length {
	switch d.Unit {
	case Em:
		return em.MulDiv(d.N, dimScale)
	case Line:
		return line.MulDiv(d.N, dimScale)
	}
	return Length(d.N)
}

// SizeTable names one of the two tables of 号 sizes in use.
type SizeTable uint8

// Newspaper is the letterpress table, Word the one of word processors and DTP.
// They differ in 小初 (30 or 36 pt), 一, 二, 三, 小一, 小三 and below 六号.
const (
	Newspaper SizeTable = iota
	Word
)

// haoNames lists the 号 sizes in 1/1000 pt, so
// that 7.875 pt is exact: {newspaper, word}; 0 = the table has no such size.
var haoNames = map[string][2]int64{
	"初号": {42000, 42000}, "小初": {30000, 36000},
	"一号": {28000, 26000}, "小一": {0, 24000},
	"二号": {21000, 22000}, "小二": {18000, 18000},
	"三号": {15750, 16000}, "小三": {0, 15000},
	"四号": {14000, 14000}, "小四": {12000, 12000},
	"五号": {10500, 10500}, "小五": {9000, 9000},
	"六号": {7875, 7500}, "小六": {0, 6500},
	"七号": {5250, 5500}, "八号": {0, 5000},
}

// units maps suffixes to EMU per unit, or to Em and Line.
var units = []struct {
	suffix string
	emu    Length
	unit   Unit
}{
	{"pt", Pt, Abs}, {"mm", MM, Abs}, {"cm", 10 * MM, Abs}, {"in", Inch, Abs}, {"q", Q, Abs}, {"Q", Q, Abs},
	{"字", 0, Em}, {"em", 0, Em}, {"行", 0, Line}, {"line", 0, Line}, {"lines", 0, Line},
}

// maxWhole bounds the number before a unit: far beyond any page (an 1,000,000 in
// length is 9.1e11 EMU), and far from overflow.
const maxWhole = 1_000_000

// ParseDim reads "9pt", "3mm", "12q", "0.5in", "13字", "2行", "小五". The number may
// have up to six decimals and a sign; blanks around it are ignored. Fractions of
// an EMU round to the nearest. The error says what was expected.
func ParseDim(s string, table SizeTable) (Dim, error) {
	t := strings.TrimSpace(s)
	if p, ok := haoNames[t]; ok {
		if p[table] == 0 {
			return Dim{}, &DimError{Text: t, Why: NotInTable}
		}
		return Fixed(Pt.MulDiv(p[table], 1000)), nil
	}
	num := t[:len(t)-len(strings.TrimLeft(t, "+-.0123456789"))]
	suffix := strings.TrimSpace(t[len(num):])
	mant, scale, fault := decimal(num)
	if fault != nil {
		return Dim{}, &DimError{Text: t, Why: *fault}
	}
	for _, u := range units {
		if u.suffix != suffix {
			continue
		}
		if u.unit == Abs {
			return Fixed(u.emu.MulDiv(mant, scale)), nil
		}
		return Dim{int64(Length(dimScale).MulDiv(mant, scale)), u.unit}, nil
	}
	if suffix == "" {
		return Dim{}, &DimError{Text: t, Why: NoUnit}
	}
	return Dim{}, &DimError{Text: t, Why: BadUnit, Unit: suffix}
}

// decimal reads a plain decimal number as mant/scale, exactly.
func decimal(s string) (mant, scale int64, fault *DimFault) {
	bad := func(f DimFault) (int64, int64, *DimFault) { return 0, 0, &f }
	neg := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		neg, s = s[0] == '-', s[1:]
	}
	scale = 1
	digits, point := 0, false
	for _, c := range s {
		switch {
		case c == '.' && !point:
			point = true
		case c >= '0' && c <= '9':
			mant = mant*10 + int64(c-'0')
			digits++
			if point {
				scale *= 10
			}
			if mant/scale > maxWhole || scale > 1_000_000 {
				return bad(OutOfRange)
			}
		default:
			return bad(NotALength)
		}
	}
	if digits == 0 {
		return bad(NotALength)
	}
	if neg {
		mant = -mant
	}
	return mant, scale, nil
}
