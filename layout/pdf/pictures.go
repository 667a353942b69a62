package pdf

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"image/png"
	"sync"

	"paiban/layout/geom"
	"paiban/layout/parallel"
	"paiban/layout/pdffile"
	"paiban/layout/picture"
	"paiban/layout/sheet"
)

// pictureKey tells pictures apart: by what they hold, so that the same one is
// embedded once, however it is named and often it is placed.
type pictureKey struct {
	content [sha256.Size]byte
	relimit bool
	page    int // of a PDF, and its box
	box     string
}

// imageSource is a picture of a file, or a page of a PDF, and what gopdf draws in its
// place: gopdf knows neither inks nor profiles, and needs to know nothing but that
// there is one.
type imageSource struct {
	*picture.Embedded
	form    *pdffile.Form // nil for a picture
	standIn []byte
}

// checkPicture refuses a placement that cannot be drawn.
func checkPicture(p *sheet.Picture) error {
	im, c := p.Image, p.Crop
	if im == nil {
		return errors.New("a picture without a file")
	}
	if c.X < 0 || c.Y < 0 || c.W <= 0 || c.H <= 0 || c.X > im.W-c.W || c.Y > im.H-c.H || p.Rect.Empty() {
		return fmt.Errorf("picture %s: the crop %v is not a part of its %d × %d pixels", im.Name, c, im.W, im.H)
	}
	return nil
}

// PictureError says that a picture cannot be made ready; picture.Why has the
// reason in both languages.
type PictureError struct {
	Image *sheet.Image
	Err   error
}

func (e *PictureError) Error() string { return fmt.Sprintf("picture %s: %v", e.Image.Name, e.Err) }
func (e *PictureError) Unwrap() error { return e.Err }

// job is one picture to be made ready, with all its uses.
type job struct {
	image *sheet.Image
	key   pictureKey
	uses  []picture.Use
	marks []*mark
	made  *picture.Embedded
	form  *pdffile.Form
	err   error
}

// ready makes a page of a PDF ready, or has ready make a picture so.
func (j *job) ready(ready func(*job) (*picture.Embedded, error)) {
	im := j.image
	if !im.Placed() {
		j.made, j.err = ready(j)
		return
	}
	j.made = &picture.Embedded{Shown: sheet.Crop{W: im.W, H: im.H}}
	j.form, j.err = pdffile.Extract(im.Data, im.Page, im.Box)
}

// readyPictures makes all pictures ready, several at a time, each once. Of
// several errors it gives that of the first picture on the pages.
func (d *draft) readyPictures() error {
	jobs := d.pictureJobs()
	if len(jobs) == 0 {
		return nil
	}
	ready, err := d.maker()
	if err != nil {
		return err
	}
	parallel.Each(len(jobs), func(i int) { jobs[i].ready(ready) })
	for i, j := range jobs {
		if j.err != nil {
			return &PictureError{j.image, j.err}
		}
		src := &imageSource{j.made, j.form, standIn(i)}
		for _, m := range j.marks {
			m.image = src
		}
	}
	return nil
}

// pictureJobs lists the pictures of all pages in order of first use.
func (d *draft) pictureJobs() []*job {
	var jobs []*job
	byKey := map[pictureKey]*job{}
	hashes := map[*sheet.Image][sha256.Size]byte{}
	for _, dp := range d.pages {
		for i := range dp.marks {
			p, ok := dp.marks[i].item.(*sheet.Picture)
			if !ok {
				continue
			}
			sum, known := hashes[p.Image]
			if !known {
				sum = p.Image.Digest()
				hashes[p.Image] = sum
			}
			key := pictureKey{sum, p.Relimit, p.Image.Page, p.Image.Box}
			j := byKey[key]
			if j == nil {
				j = &job{image: p.Image, key: key}
				byKey[key] = j
				jobs = append(jobs, j)
			}
			j.uses = append(j.uses, picture.Use{Crop: p.Crop, Size: geom.Size{W: p.Rect.W, H: p.Rect.H}})
			j.marks = append(j.marks, &dp.marks[i])
		}
	}
	return jobs
}

// maker gives what makes one picture ready: for the screen as it is, for a press
// in its inks.
func (d *draft) maker() (func(*job) (*picture.Embedded, error), error) {
	if !d.opt.Press.inks() {
		return func(j *job) (*picture.Embedded, error) { return picture.Plain(j.image) }, nil
	}
	ready, err := d.opt.Ready()
	if err != nil {
		return nil, err
	}
	soft := picture.Soft
	if d.opt.Press == X1a {
		soft = 0 // it has nothing transparent
	}
	return func(j *job) (*picture.Embedded, error) {
		how := soft
		if j.key.relimit {
			how |= picture.Relimit
		}
		if s := ready.Store; s != nil {
			return ready.press.inks.MakeKept(s, j.key.content, j.image, j.uses, how)
		}
		return ready.press.inks.Make(j.image, j.uses, how)
	}, nil
}

// standIn gives the n-th picture that gopdf draws: a row of n+1 pixels, for gopdf
// takes pictures of the same bytes for one.
func standIn(n int) []byte {
	standIns.Lock()
	defer standIns.Unlock()
	e := png.Encoder{BufferPool: &standIns}
	for i := len(standIns.made); i <= n; i++ {
		var b bytes.Buffer
		e.Encode(&b, image.NewGray(image.Rect(0, 0, i+1, 1))) // a Buffer does not fail
		standIns.made = append(standIns.made, b.Bytes())
	}
	return standIns.made[n]
}

// standIns are those that were made, for all files: to make one takes a deflater, a
// megabyte, which those made together share.
var standIns standInMaker

type standInMaker struct {
	sync.Mutex
	made [][]byte
	pool sync.Pool
}

func (s *standInMaker) Get() *png.EncoderBuffer  { b, _ := s.pool.Get().(*png.EncoderBuffer); return b }
func (s *standInMaker) Put(b *png.EncoderBuffer) { s.pool.Put(b) }

// whole reports whether the whole of a mark's embedded picture is shown.
func (m *mark) whole(p *sheet.Picture) bool { return m.image.Shown == p.Crop }

// uncropped gives where the whole of an embedded picture lies, that shows part of
// it in the rectangle.
func uncropped(it *sheet.Picture, shown sheet.Crop) geom.Rect {
	c, r := it.Crop, it.Rect
	return geom.Rect{
		X: r.X - r.W.MulDiv(int64(c.X-shown.X), int64(c.W)), Y: r.Y - r.H.MulDiv(int64(c.Y-shown.Y), int64(c.H)),
		W: r.W.MulDiv(int64(shown.W), int64(c.W)), H: r.H.MulDiv(int64(shown.H), int64(c.H)),
	}
}

// object gives the picture as an image XObject (ISO 32000-1, 8.9.5).
func (s *imageSource) object() *object {
	d := newDict(
		name("Type"), name("XObject"), name("Subtype"), name("Image"),
		name("Width"), integer(s.W), name("Height"), integer(s.H),
		name("ColorSpace"), name(s.Space), name("BitsPerComponent"), integer(8),
	)
	if s.JPEG {
		d.set("Filter", name("DCTDecode"))
	}
	if s.Adobe {
		d.set("Decode", array{raw("1"), raw("0"), raw("1"), raw("0"), raw("1"), raw("0"), raw("1"), raw("0")})
	}
	if s.Stored {
		d.set("DecodeParms", newDict(name("ColorTransform"), raw("0")))
	}
	return &object{val: d, stream: s.Data, isData: true, held: s.Held && s.JPEG}
}

// mask gives how much of the picture hides what is below (11.6.5.3).
func (s *imageSource) mask() *object {
	return &object{val: newDict(
		name("Type"), name("XObject"), name("Subtype"), name("Image"),
		name("Width"), integer(s.W), name("Height"), integer(s.H),
		name("ColorSpace"), name("DeviceGray"), name("BitsPerComponent"), integer(8),
	), stream: s.Alpha, isData: true}
}
