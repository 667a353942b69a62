package pdffile

import (
	"math"
	"slices"
)

// Page is a page with what it takes from the tree above it.
type Page struct {
	Dict
	N int // from 1
}

// inherited are the keys that pages take from above (7.7.3.4).
var inherited = []Name{"Resources", "MediaBox", "CropBox", "Rotate"}

// Pages gives the file's pages in their order, no more than most.
func (f *File) Pages(most int) []Page {
	t := &tree{File: f, most: most, seen: map[int]bool{}}
	t.node(f.Catalog()["Pages"], Dict{}, 0)
	return t.pages
}

// tree is a walk through the tree of pages.
type tree struct {
	*File
	most  int
	nodes int // gone through: a tree may be made to branch without end
	seen  map[int]bool
	pages []Page
}

func (t *tree) node(o Object, above Dict, depth int) {
	if r, ok := o.(Ref); ok {
		if t.seen[r.Number] {
			return
		}
		t.seen[r.Number] = true
	}
	d := t.Dict(o)
	if t.nodes++; d == nil || depth > MaxNesting || len(t.pages) >= t.most || t.nodes > maxObjects {
		return
	}
	own := Dict{}
	for _, k := range inherited {
		if own[k] = above[k]; d[k] != nil {
			own[k] = d[k]
		}
	}
	if kids := t.Array(d["Kids"]); kids != nil {
		for _, k := range kids {
			t.node(k, own, depth+1)
		}
		return
	}
	merged := Dict{}
	for k, v := range d {
		merged[k] = v
	}
	for k, v := range own {
		merged[k] = v
	}
	t.pages = append(t.pages, Page{merged, len(t.pages) + 1})
}

// Contents gives a page's content: all its streams, as one, of 64 MB at most.
func (f *File) Contents(p Page) ([]byte, error) {
	parts := Array{p.Dict["Contents"]}
	if a := f.Array(p.Dict["Contents"]); a != nil {
		parts = a
	}
	var out []byte
	for _, o := range parts {
		s, _ := f.Get(o).(*Stream)
		if s == nil {
			continue
		}
		b, err := f.Unpack(s)
		if err != nil {
			return nil, err
		}
		if len(out)+len(b) > maxBytes {
			return nil, errLarge
		}
		out = append(append(slices.Grow(out, len(b)+1), b...), '\n')
	}
	return out, nil
}

// Boxes are the names of a page's boxes (14.11.2), the one that is placed unless
// another is named first.
func Boxes() []string { return []string{"trim", "bleed", "art", "crop", "media"} }

var boxKeys = map[string]Name{"trim": "TrimBox", "bleed": "BleedBox", "art": "ArtBox", "crop": "CropBox", "media": "MediaBox"}

// box gives a box of a page in its own space, within the media: x0 y0 x1 y1. One that
// the page lacks is its crop box, and that its media box.
func (f *File) box(p Page, which string) ([4]float64, bool) {
	media, ok := f.rect(p.Dict["MediaBox"])
	if !ok {
		return media, false
	}
	out := media
	for _, k := range []Name{"CropBox", boxKeys[which]} {
		if b, ok := f.rect(p.Dict[k]); ok && which != "media" {
			out = b
		}
	}
	for i := range 2 {
		out[i], out[i+2] = max(out[i], media[i]), min(out[i+2], media[i+2])
	}
	return out, out[0] < out[2] && out[1] < out[3]
}

func (f *File) rect(o Object) (out [4]float64, ok bool) {
	v := f.Nums(o, 4)
	if v == nil {
		return out, false
	}
	out = [4]float64{min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]), max(v[1], v[3])}
	for _, x := range out {
		if math.Abs(x) > 1e6 {
			return out, false
		}
	}
	return out, out[0] < out[2] && out[1] < out[3]
}
