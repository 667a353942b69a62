package picture

import (
	"bytes"
	"strings"

	"paiban/layout/sheet"
)

// Foreign gives the name of the profile that a picture in inks carries, and whether that is
// another one than press: it was separated for another kind of printing, and its inks
// mean other colours there. Profiles of one name are one.
func Foreign(im *sheet.Image, press []byte) (name string, foreign bool) {
	if !im.Inks || !im.Profiled {
		return "", false
	}
	in, err := Inspect(im.Data)
	if err != nil || in.ICC == nil || bytes.Equal(in.ICC, press) {
		return "", false
	}
	name = ProfileName(in.ICC)
	return name, name == "" || name != ProfileName(press)
}

// ProfileName gives an ICC profile's description, "" if it has none to read.
func ProfileName(p []byte) string {
	if len(p) < 132 {
		return ""
	}
	n := int(be.Uint32(p[128:]))
	for i := 0; i < n && 132+12*i+12 <= len(p); i++ {
		rec := p[132+12*i:]
		if string(rec[:4]) != "desc" {
			continue
		}
		at, size := uint64(be.Uint32(rec[4:])), uint64(be.Uint32(rec[8:]))
		if at+size > uint64(len(p)) || size < 12 {
			return ""
		}
		return description(p[at : at+size])
	}
	return ""
}

// description reads a tag of type desc (ICC.1:2001-04, 6.5.17) or mluc
// (ICC.1:2010, 10.13), the latter in its first language.
func description(t []byte) string {
	switch string(t[:4]) {
	case "desc":
		n := uint64(be.Uint32(t[8:]))
		if 12+n > uint64(len(t)) {
			return ""
		}
		return printable(string(t[12 : 12+n]))
	case "mluc":
		if len(t) < 28 {
			return ""
		}
		n, at := uint64(be.Uint32(t[20:])), uint64(be.Uint32(t[24:]))
		if at+n > uint64(len(t)) {
			return ""
		}
		var b strings.Builder
		for s := t[at : at+n]; len(s) >= 2; s = s[2:] {
			b.WriteRune(rune(be.Uint16(s)))
		}
		return printable(b.String())
	}
	return ""
}

// printable drops control characters, NUL among them, and surrogates.
func printable(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || r == 0xFFFD {
			return -1
		}
		return r
	}, s))
}
