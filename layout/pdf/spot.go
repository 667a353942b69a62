package pdf

import (
	"fmt"
	"slices"
	"strconv"

	"paiban/layout/sheet"
)

// spotName gives the resource name of a spot ink's colour space, a new one at its
// first use.
func (d *draft) spotName(s *sheet.Spot) name {
	i := slices.Index(d.spots, s)
	if i < 0 {
		i = len(d.spots)
		d.spots = append(d.spots, s)
	}
	return name("S" + strconv.Itoa(i))
}

// spotSpaces puts the spot inks among the resources: a plate of its own each, with
// process inks in its stead where there is no such plate (ISO 32000-1, 8.6.6.4).
func (f *finisher) spotSpaces() {
	if len(f.spots) == 0 {
		return
	}
	list, _ := f.shared.get("ColorSpace").(*dict)
	if list == nil {
		list = newDict()
		f.shared.set("ColorSpace", list)
	}
	for i, s := range f.spots {
		none, full := array{}, array{}
		for _, v := range []uint16{s.C, s.M, s.Y, s.K} {
			none, full = append(none, raw("0")), append(full, decimal(int64(v), 3))
		}
		tint := newDict(
			name("FunctionType"), raw("2"), name("Domain"), array{raw("0"), raw("1")},
			name("C0"), none, name("C1"), full, name("N"), raw("1"),
		)
		list.set(name("S"+strconv.Itoa(i)), f.add(&object{val: array{name("Separation"), escapedName(s.Name), name("DeviceCMYK"), tint}}))
	}
}

// escapedName gives a name as a file has it: what is no plain character as #xx
// (7.3.5).
func escapedName(s string) name {
	out := ""
	for _, c := range []byte(s) {
		if c > ' ' && c < 0x7F && !isDelimiter(c) && c != '#' {
			out += string(rune(c))
		} else {
			out += fmt.Sprintf("#%02X", c)
		}
	}
	return name(out)
}
