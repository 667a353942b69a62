package fonts

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/go-text/typesetting/font"
)

// Pick says which face of a file is meant, where it holds several.
type Pick struct {
	Index    int    // member of a collection (.ttc, .otc), from 0
	Member   string // or the member's name; "" = by Index
	Instance string // of a variable font, by the name the font gives it: "Bold"
	Weight   int    // or by weight, 1–1000; 0 = as the font has it by default
}

// Unusable is why a font cannot be used, in both languages.
type Unusable struct{ ZH, EN string }

func (u *Unusable) Error() string { return u.EN }

func unusable(zh, en string, args ...any) error {
	if len(args) == 0 {
		return &Unusable{zh, en}
	}
	return &Unusable{fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)}
}

var errCutShort = unusable("字体文件不完整", "the font file is cut short")

// member finds the face's table directory in a file: at its start, or where a
// collection has the member that pick asks for (OpenType, "Font collections").
func (p Pick) member(data []byte) (at int, err error) {
	if len(data) < 12 {
		return 0, errCutShort
	}
	if string(data[:4]) != "ttcf" {
		if p.Index > 0 {
			return 0, unusable("字体文件里只有一款字体，没有第 %d 款", "the file holds one font, not a member %d", p.Index)
		}
		return 0, nil
	}
	n := be32(data[8:])
	if n < 1 || n > (len(data)-12)/4 {
		return 0, errCutShort
	}
	var names []string
	for i := range n {
		at = be32(data[12+4*i:])
		if p.Member == "" {
			if i == p.Index {
				return at, nil
			}
			continue
		}
		tables, err := directory(data, at)
		if err != nil {
			return 0, err
		}
		own := memberNames(tables["name"])
		if slices.ContainsFunc(own, func(s string) bool { return strings.EqualFold(s, p.Member) }) {
			return at, nil
		}
		if len(own) > 0 {
			names = append(names, own[0])
		}
	}
	if p.Member == "" {
		return 0, unusable("字体集里有 %[1]d 款字体，序号从 0 起，没有第 %[2]d 款", "the collection has %[1]d fonts, counted from 0, and no member %[2]d", n, p.Index)
	}
	list := strings.Join(names, ", ")
	return 0, unusable("字体集里没有“%[1]s”，有的是 %[2]s", "the collection has no font %[1]q; there are %[2]s", p.Member, list)
}

// memberNames lists what a font may be called by: its full name first, then its
// PostScript name and its families, in every language.
func memberNames(name []byte) []string {
	var out []string
	for _, id := range []uint16{4, 6, 1, 16} {
		out = append(out, nameRecords(name, id)...)
	}
	return out
}

// axis is an axis of variation; values are in 1/65536.
type axis struct {
	tag            string
	least, def, on int
}

// variation gives the coordinates that pick asks of a variable font, nil for the
// font as it is, and what the face is called then (OpenType, table fvar).
func (p Pick) variation(ft *font.Font, tables map[string][]byte) ([]font.VarCoord, string, error) {
	fvar := tables["fvar"]
	if len(fvar) < 16 {
		if p.Instance != "" || p.Weight != 0 {
			return nil, "", unusable("不是可变字体，没有别的字重", "it is not a variable font: it has no other weight")
		}
		return nil, "", nil
	}
	axes, at := readAxes(fvar)
	if axes == nil {
		return nil, "", errCutShort
	}
	values := make([]float32, len(axes))
	for i, a := range axes {
		values[i] = float32(a.def) / 65536
	}
	suffix := "Default"
	switch {
	case p.Instance != "":
		named, err := p.instance(fvar, at, len(axes), tables["name"])
		if err != nil {
			return nil, "", err
		}
		for i, v := range named {
			values[i] = float32(v) / 65536
		}
		suffix = p.Instance
	case p.Weight != 0:
		i := slices.IndexFunc(axes, func(a axis) bool { return a.tag == "wght" })
		if i < 0 {
			return nil, "", unusable("这种可变字体没有字重轴", "this variable font has no axis of weight")
		}
		if w := p.Weight * 65536; w < axes[i].least || w > axes[i].on {
			return nil, "", unusable("字重从 %[1]d 到 %[2]d，没有 %[3]d", "its weights run from %[1]d to %[2]d: %[3]d is not among them", axes[i].least>>16, axes[i].on>>16, p.Weight)
		}
		values[i] = float32(p.Weight)
		suffix = fmt.Sprint(p.Weight)
	}
	return ft.NormalizeVariations(values), suffix, nil
}

// readAxes reads the axes and gives where the instances begin.
func readAxes(fvar []byte) ([]axis, int) {
	at, n, size := int(be16(fvar[4:])), int(be16(fvar[8:])), int(be16(fvar[10:]))
	if n == 0 || size < 20 || len(fvar) < at+n*size {
		return nil, 0
	}
	out := make([]axis, n)
	for i := range out {
		b := fvar[at+i*size:]
		out[i] = axis{string(b[:4]), fixed(b[4:]), fixed(b[8:]), fixed(b[12:])}
	}
	return out, at + n*size
}

func fixed(b []byte) int { return int(int32(uint32(be32(b)))) }

// instance gives the coordinates of a named instance, in 1/65536.
func (p Pick) instance(fvar []byte, at, axes int, name []byte) ([]int, error) {
	n, size := int(be16(fvar[12:])), int(be16(fvar[14:]))
	var names []string
	for i := range n {
		if size < 4+4*axes || len(fvar) < at+(i+1)*size {
			return nil, errCutShort
		}
		b := fvar[at+i*size:]
		own := nameRecords(name, be16(b))
		if !slices.ContainsFunc(own, func(s string) bool { return strings.EqualFold(s, p.Instance) }) {
			names = append(names, own...)
			continue
		}
		out := make([]int, axes)
		for j := range out {
			out[j] = fixed(b[4+4*j:])
		}
		return out, nil
	}
	list := strings.Join(slices.Compact(names), ", ")
	return nil, unusable("没有“%[1]s”这一款，有的是 %[2]s", "it has no instance %[1]q; there are %[2]s", p.Instance, list)
}

// varied gives a glyph's advance at the face's coordinates.
func (f *Face) varied(g GID) (units int) {
	defer func() {
		if recover() != nil { // a broken font may defeat the parser
			units = f.upem / 2
		}
	}()
	face := &font.Face{Font: f.font}
	face.SetCoords(f.coords)
	return int(math.Round(float64(face.HorizontalAdvance(font.GID(g)))))
}

// outlineTables are what outlines are read from.
var outlineTables = []string{"CFF ", "CFF2", "OS/2", "VORG", "avar", "cmap", "fvar", "glyf", "gvar", "head", "hhea", "hmtx", "loca", "maxp"}

// outliner gives the font with its outlines, nil if it cannot be read.
func (f *Face) outliner() *font.Face {
	f.outlines.once.Do(func() {
		defer func() { _ = recover() }() // a broken font may defeat the parser
		ft, err := parse(f.data, f.tables, outlineTables)
		if err != nil {
			return
		}
		face := font.NewFace(ft)
		face.SetCoords(f.coords)
		f.outlines.face = face
	})
	return f.outlines.face
}

// Kind is how a face has its outlines.
type Kind uint8

// TrueType is quadratic outlines, which a PDF can have as they are; of Outlined
// faces – CFF, or a variable font at some place – it gets the outlines anew.
const (
	TrueType Kind = iota
	Outlined
)

// Kind says how the face has its outlines.
func (f *Face) Kind() Kind {
	if f.Load() == nil && (f.coords != nil || f.tables["glyf"] == nil) {
		return Outlined
	}
	return TrueType
}

// Table gives a table of the face's, nil if it has none. It must not be changed.
func (f *Face) Table(tag string) []byte {
	if f.Load() != nil {
		return nil
	}
	return f.tables[tag]
}

// embeddable holds a font to what its maker allows (OpenType, OS/2 fsType). Of
// several uses allowed the widest counts.
func embeddable(os2 []byte) error {
	if len(os2) < 10 {
		return nil
	}
	switch t := be16(os2[8:]); {
	case t&0xF == 2:
		return unusable("字体的许可不准嵌入（fsType %d）", "the font's licence forbids embedding (fsType %d)", t)
	case t&0x100 != 0:
		return unusable("字体的许可不准只嵌入用到的字（fsType %d）", "the font's licence forbids embedding a part of it (fsType %d)", t)
	case t&0x200 != 0:
		return unusable("字体的许可只准嵌入点阵（fsType %d）", "the font's licence allows embedding bitmaps only (fsType %d)", t)
	}
	return nil
}
