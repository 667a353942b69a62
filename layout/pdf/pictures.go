package pdf

import (
	"errors"
	"fmt"
	"runtime"
	"sync"

	"paiban/layout/geom"
	"paiban/layout/picture"
	"paiban/layout/sheet"
)

// imageSource is a picture as gopdf takes it.
type imageSource struct {
	data    []byte
	turned  orientation // how the pixels lie in data
	cropped bool        // data is just the part that is shown
}

// pictureKey tells pictures apart that are made ready each on its own: for a
// press they are cropped and made no finer than their size asks for.
type pictureKey struct {
	image *sheet.Image
	crop  sheet.Crop
	size  geom.Size
}

func (d *draft) pictureKey(p *sheet.Picture) pictureKey {
	if d.opt.Press == Screen {
		return pictureKey{image: p.Image}
	}
	return pictureKey{p.Image, p.Crop, geom.Size{W: p.Rect.W, H: p.Rect.H}}
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

// readyPictures makes all pictures ready, several at a time, each once. Of
// several errors it gives that of the first picture on the pages.
func (d *draft) readyPictures() error {
	type result struct {
		key pictureKey
		src *imageSource
		err error
	}
	var list []*result
	byKey := map[pictureKey]*result{}
	d.eachPicture(func(m *mark, p *sheet.Picture) {
		key := d.pictureKey(p)
		if byKey[key] == nil {
			byKey[key] = &result{key: key}
			list = append(list, byKey[key])
		}
	})
	if len(list) == 0 {
		return nil
	}
	open, err := d.opener()
	if err != nil {
		return err
	}
	work := make(chan *result)
	var wait sync.WaitGroup
	for range min(len(list), runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for r := range work {
				r.src, r.err = open(r.key)
			}
		})
	}
	for _, r := range list {
		work <- r
	}
	close(work)
	wait.Wait()
	for _, r := range list {
		if r.err != nil {
			return &PictureError{r.key.image, r.err}
		}
	}
	d.eachPicture(func(m *mark, p *sheet.Picture) { m.image = byKey[d.pictureKey(p)].src })
	return nil
}

func (d *draft) eachPicture(f func(*mark, *sheet.Picture)) {
	for _, dp := range d.pages {
		for i := range dp.marks {
			if p, ok := dp.marks[i].item.(*sheet.Picture); ok {
				f(&dp.marks[i], p)
			}
		}
	}
}

// opener gives what makes one picture ready: for the screen the file itself, for
// a press its inks.
func (d *draft) opener() (func(pictureKey) (*imageSource, error), error) {
	if d.opt.Press == Screen {
		return func(k pictureKey) (*imageSource, error) { return openImage(k.image) }, nil
	}
	profile, err := d.opt.profile()
	if err != nil {
		return nil, err
	}
	press, err := picture.NewPress(profile, d.opt.inkLimit())
	if err != nil {
		return nil, err
	}
	return func(k pictureKey) (*imageSource, error) {
		data, err := press.JPEG(k.image, k.crop, k.size)
		return &imageSource{data: data, cropped: true}, err
	}, nil
}

// whole reports whether the whole of a mark's picture data is shown.
func (m *mark) whole(p *sheet.Picture) bool {
	return m.image.cropped || p.Crop == sheet.Crop{W: p.Image.W, H: p.Image.H}
}
