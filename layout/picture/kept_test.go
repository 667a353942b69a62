package picture

import (
	"crypto/sha256"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// shelf is a Store in memory.
type shelf map[[sha256.Size]byte][]byte

func (s shelf) Get(k [sha256.Size]byte) ([]byte, bool) { b, ok := s[k]; return b, ok }
func (s shelf) Has(k [sha256.Size]byte) bool           { return s[k] != nil }
func (s shelf) Put(k [sha256.Size]byte, b []byte)      { s[k] = b }
func (s shelf) Alone([sha256.Size]byte) func()         { return func() {} }

// What a store kept of a picture is what would be made of it, for every format; and
// whatever bears on a picture makes it another one for the store.
func TestKept(t *testing.T) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	s := shelf{}
	p := newsprint(t, 240)
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		im := &sheet.Image{Name: f, Data: b}
		if in, err := Inspect(b); err == nil {
			im.W, im.H = in.W, in.H
		}
		half := placed(im, geom.Inch/4)
		half[0].Crop.W /= 2
		for _, c := range []struct {
			by   *Press
			uses []Use
			how  Way
		}{
			{p, placed(im, geom.Inch/4), 0}, {p, placed(im, geom.Inch/2), 0}, {p, half, 0},
			{p, append(placed(im, geom.Inch/4), half...), 0}, {p, placed(im, geom.Inch/4), Relimit},
			{newsprint(t, 180), placed(im, geom.Inch/4), Relimit}, {p, placed(im, geom.Inch/4), Soft},
		} {
			before := len(s)
			want, err := c.by.MakeKept(s, sha256.Sum256(b), im, c.uses, c.how)
			if err != nil {
				t.Fatalf("%s: %v", f, err)
			}
			if len(s) != before+1 {
				t.Errorf("%s %v %v: taken for another", f, c.uses, c.how)
			}
			if fresh, err := c.by.Make(im, c.uses, c.how); err != nil || !reflect.DeepEqual(want, fresh) {
				t.Errorf("%s: not what is made without a store: %v", f, err)
			}
			if got, err := c.by.MakeKept(s, sha256.Sum256(b), im, c.uses, c.how); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s %v: kept otherwise than it was made: %v", f, c.uses, err)
			}
		}
	}
	before := len(s)
	broken := &sheet.Image{Data: []byte("no picture"), W: 1, H: 1}
	if _, err := p.MakeKept(s, sha256.Sum256(nil), broken, placed(broken, geom.Inch), 0); err == nil || len(s) != before {
		t.Error("what cannot be made is kept")
	}
}

// What was made ahead, with a store or without, kept there before or damaged there, is
// what would be made with the first picture.
func TestAhead(t *testing.T) {
	b, err := os.ReadFile("../../assets/sample/pictures/allium-oreophilum.jpg")
	if err != nil {
		t.Fatal(err)
	}
	in, err := Inspect(b)
	if err != nil || in.ICC == nil {
		t.Fatalf("%+v, %v", in, err)
	}
	im := &sheet.Image{Data: b, W: in.W, H: in.H}
	want, err := newsprint(t, 240).Make(im, placed(im, geom.Inch), 0)
	if err != nil {
		t.Fatal(err)
	}
	s := shelf{}
	for _, c := range []string{"no store", "first", "kept", "damaged"} {
		p := newsprint(t, 240)
		key := p.wayKey(in.ICC)
		switch c {
		case "no store":
			p.Ahead(nil, []*sheet.Image{im})
		case "damaged":
			s[key] = s[key][1:]
			fallthrough
		default:
			p.Ahead(s, []*sheet.Image{im})
		}
		if lazy := c == "kept" || c == "damaged"; (len(p.ways.made) == 0) != lazy {
			t.Errorf("%s: %d made ahead", c, len(p.ways.made))
		}
		if got, err := p.Make(im, placed(im, geom.Inch), 0); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: another picture, %v", c, err)
		}
		if c != "no store" && len(s[key]) != packedLink {
			t.Errorf("%s: %d bytes kept", c, len(s[key]))
		}
	}
	p := newsprint(t, 240)
	if p.wayKey(nil) == p.wayKey(in.ICC) || p.wayKey(nil) == newsprint(t, 220).wayKey(nil) {
		t.Error("two ways have one key")
	}
	var all []*way
	for i := range 2 * mostWays {
		w, _ := p.ways.of([sha256.Size]byte{byte(i)})
		all = append(all, w)
	}
	if again, _ := p.ways.of(all[mostWays].key); len(p.ways.made) != mostWays || again != all[mostWays] || p.ways.made[0] != all[mostWays+1] {
		t.Error("not those wanted last are remembered")
	}
}
