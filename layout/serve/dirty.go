package serve

import (
	"hash/maphash"
	"slices"

	"paiban/fonts"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// look is an item's fingerprint: items that look alike have the same.
type look struct {
	hash  uint64
	place geom.Rect // that it may paint on
}

// seed is that of all fingerprints: builds must be comparable.
var seed = maphash.MakeSeed()

// rect is a place on a page in points, for the browser.
type rect [4]float64

func rectOf(r geom.Rect) rect { return rect{r.X.Pt(), r.Y.Pt(), r.W.Pt(), r.H.Pt()} }

// compare notes what of b's pages looks other than in old.
func (b *build) compare(old *build) {
	b.looks, b.dirty = map[string][]look{}, map[string][]rect{}
	for _, p := range b.result.Sheets.Pages {
		looks := make([]look, len(p.Items))
		for i, it := range p.Items {
			looks[i] = lookOf(it)
		}
		b.looks[p.Name] = looks
		if old == nil || old.page(p.Name) == nil || old.page(p.Name).Trim != p.Trim {
			b.dirty[p.Name] = nil
			continue
		}
		b.dirty[p.Name] = changed(old.looks[p.Name], looks)
	}
}

// changed gives the places of the items that only one of two lists has. If what
// they share is in another order, something lies on top that lay below, and
// every place counts.
func changed(old, now []look) []rect {
	count := map[uint64]int{}
	for _, p := range old {
		count[p.hash]++
	}
	for _, p := range now {
		count[p.hash]--
	}
	out := []rect{}
	gone, come := clone(count), clone(count)
	var shared [2][]uint64
	for i := len(old) - 1; i >= 0; i-- {
		p := old[i]
		if gone[p.hash] > 0 {
			gone[p.hash]--
			out = append(out, rectOf(p.place))
		} else {
			shared[0] = append(shared[0], p.hash)
		}
	}
	for i := len(now) - 1; i >= 0; i-- {
		p := now[i]
		if come[p.hash] < 0 {
			come[p.hash]++
			out = append(out, rectOf(p.place))
		} else {
			shared[1] = append(shared[1], p.hash)
		}
	}
	if !slices.Equal(shared[0], shared[1]) {
		return nil
	}
	return out
}

func clone(m map[uint64]int) map[uint64]int {
	out := make(map[uint64]int, len(m))
	for k, v := range m {
		out[k] = v
	}
	return out
}

// lookOf takes an item's fingerprint from all that decides how it looks.
func lookOf(it sheet.Item) look {
	var h maphash.Hash
	h.SetSeed(seed)
	place := it.Bounds()
	switch it := it.(type) {
	case *sheet.Text:
		type parts struct {
			face   *fonts.Face
			size   geom.Length
			ink    sheet.Ink
			origin geom.Point
		}
		maphash.WriteComparable(&h, parts{it.Face, it.Size, it.Ink, it.Origin})
		for _, c := range it.Cells {
			maphash.WriteComparable(&h, c)
		}
		place = place.Inset(-it.Size / 2) // outlines may leave their em boxes
	case *sheet.Rule:
		type parts struct {
			from, to geom.Point
			width    geom.Length
			ink      sheet.Ink
		}
		maphash.WriteComparable(&h, parts{it.From, it.To, it.Width, it.Ink})
		for _, d := range it.Dash {
			maphash.WriteComparable(&h, d)
		}
	case *sheet.Fill:
		maphash.WriteComparable(&h, *it)
	case *sheet.Picture:
		maphash.WriteComparable(&h, it.Rect)
		maphash.WriteComparable(&h, it.Crop)
		if it.Image != nil {
			h.WriteString(it.Image.Name)
			maphash.WriteComparable(&h, it.Image.Page)
			h.WriteString(it.Image.Box)
			h.WriteByte(it.Image.Orient)
			h.Write(it.Image.Data)
		}
	}
	return look{h.Sum64(), place}
}
