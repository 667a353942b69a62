package fonts

import (
	"bytes"
	"unicode/utf16"

	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
)

// shapingTables is what choosing, measuring and shaping glyphs needs. Reading
// the outlines of a whole Chinese font takes ten times as long as these.
var shapingTables = []string{"GDEF", "GPOS", "GSUB", "HVAR", "OS/2", "avar", "cmap", "fvar", "head", "hhea", "hmtx", "kern", "maxp"}

// directory gives the tables of the font whose directory stands at a place of a
// file, as slices of it (OpenType, "Font file"). A table that reaches beyond the
// file makes the whole file an error: it is cut short.
func directory(data []byte, at int) (map[string][]byte, error) {
	if at < 0 || at > len(data)-12 {
		return nil, errCutShort
	}
	n := int(be16(data[at+4:]))
	if len(data)-at < 12+16*n {
		return nil, errCutShort
	}
	out := make(map[string][]byte, n)
	for i := range n {
		e := data[at+12+16*i:]
		from, size := be32(e[8:]), be32(e[12:])
		if from+size > len(data) {
			return nil, errCutShort
		}
		out[string(e[:4])] = data[from : from+size : from+size]
	}
	return out, nil
}

// parse reads a font with only the tables named; nil reads the whole file.
func parse(data []byte, tables map[string][]byte, names []string) (*font.Font, error) {
	if names != nil {
		var keep []ot.Table
		for _, n := range names {
			if t, ok := tables[n]; ok {
				keep = append(keep, ot.Table{Tag: ot.MustNewTag(n), Content: t})
			}
		}
		return parseTables(keep)
	}
	return parseFile(data)
}

// parseTables reads a font of these tables.
func parseTables(tables []ot.Table) (*font.Font, error) { return parseFile(ot.WriteTTF(tables)) }

func parseFile(data []byte) (*font.Font, error) {
	ld, err := ot.NewLoader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return font.NewFont(ld)
}

// postScriptName gives name ID 6 of the table name, or else fallback, with only
// the characters that a PDF name takes as they are (letters, digits, hyphen).
func postScriptName(name []byte, fallback string) string {
	for _, s := range nameRecords(name, 6) {
		if p := plainName(s); p != "" {
			return p
		}
	}
	if p := plainName(fallback); p != "" {
		return p
	}
	return "Font"
}

// plainName drops what a PDF name cannot have as it is.
func plainName(s string) string {
	out := make([]byte, 0, len(s))
	for _, c := range []byte(s) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' {
			out = append(out, c)
		}
	}
	return string(out)
}

// nameRecords gives the strings of a name ID, in the order of the table.
func nameRecords(name []byte, id uint16) []string {
	if len(name) < 6 {
		return nil
	}
	var out []string
	n, base := int(be16(name[2:])), int(be16(name[4:]))
	for i := 0; i < n && len(name) >= 18+12*i; i++ {
		r := name[6+12*i:]
		from, size := base+int(be16(r[10:])), int(be16(r[8:]))
		if be16(r[6:]) != id || from+size > len(name) {
			continue
		}
		raw := name[from : from+size]
		if be16(r) == 1 { // Macintosh: one byte a character
			out = append(out, string(raw))
			continue
		}
		units := make([]uint16, len(raw)/2)
		for j := range units {
			units[j] = be16(raw[2*j:])
		}
		out = append(out, string(utf16.Decode(units)))
	}
	return out
}

func emTop(os2 []byte, upem int) int {
	if len(os2) >= 70 {
		return int(int16(be16(os2[68:])))
	}
	return upem * 88 / 100
}

func be16(b []byte) uint16 { return uint16(b[0])<<8 | uint16(b[1]) }
func be32(b []byte) int    { return int(be16(b))<<16 | int(be16(b[2:])) }
