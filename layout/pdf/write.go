package pdf

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// How streams are deflated: pictures and what others wrote fairly well, what is made
// here as fast as makes no difference. Measured on the sample's page, of 1,532 KB:
// content and ToUnicode take 0.3 ms less at level 1 than at level 4, and 0.6 KB more.
// Outlines have little in common that is longer than a byte: font programs take 0.8 ms
// and 271 KB by Huffman codes alone, 3.6 ms at level 4 and 230.
const (
	deflateLevel = 4
	textLevel    = zlib.BestSpeed
	fontLevel    = zlib.HuffmanOnly
)

// writer numbers objects in the order in which they are first referred to from
// the catalog, so that what nothing refers to is left out.
type writer struct {
	old     []*object
	numbers map[ref]int
	queue   []ref
	out     []byte // the file so far
	offsets []int  // of objects 1, 2, …
	made    *Made
}

// write gives the finished file, with a classic cross-reference table. Its ID is the
// digest of all that stands before the metadata, which say it again, and so come last:
// going on with that digest gives the whole file's.
func (f *finisher) write(root, info *dict) (*Made, error) {
	meta := &object{val: newDict(name("Type"), name("Metadata"), name("Subtype"), name("XML")), isData: true}
	root.set("Metadata", f.add(meta))
	rootRef := f.add(&object{val: root})
	infoRef := f.add(&object{val: info})

	w := &writer{old: f.objects, numbers: map[ref]int{}, made: &Made{Plain: map[int][]byte{}, Held: map[int]bool{}}}
	trailer := newDict(name("Root"), w.renumber(rootRef), name("Info"), w.renumber(infoRef))
	w.out = spareFiles.get(f.sizeHint())
	w.out = append(w.out, "%PDF-"+f.opt.Press.version()+"\n%\xE2\xE3\xCF\xD3\n"...)
	metaNumber := 0
	for i := 0; i < len(w.queue); i++ {
		o := f.objects[w.queue[i]-1]
		w.offsets = append(w.offsets, 0)
		if o == meta {
			metaNumber = i + 1
			continue
		}
		if err := w.body(i+1, o, true); err != nil {
			return nil, err
		}
	}
	hash, hashed := sha256.New(), len(w.out)
	hash.Write(w.out)
	id := hash.Sum(nil)[:idSize]
	meta.stream = f.xmp(id)
	if err := w.body(metaNumber, meta, false); err != nil {
		return nil, err
	}
	trailer.set("ID", array{hexString(id), hexString(id)})
	w.made.Data = w.end(trailer)
	hash.Write(w.made.Data[hashed:])
	hash.Sum(w.made.Sum[:0])
	return w.made, nil
}

// Recycle gives the bytes of a file back that nobody will read any more: the next file
// is written into them. A batch makes a megabyte and a half a page.
func Recycle(data []byte) { spareFiles.put(data) }

// maxSpareFiles and maxSpareFile bound what waits for the next files.
const maxSpareFiles, maxSpareFile = 4, 8 << 20

// fileRoom keeps the memory of files that are done with, also over the collections that
// would empty a sync.Pool.
type fileRoom struct {
	mu    sync.Mutex
	files [][]byte
}

var spareFiles fileRoom

// get gives an empty slice with room for n bytes: the smallest that has it.
func (r *fileRoom) get(n int) []byte {
	r.mu.Lock()
	defer r.mu.Unlock()
	best := -1
	for i, b := range r.files {
		if cap(b) >= n && (best < 0 || cap(b) < cap(r.files[best])) {
			best = i
		}
	}
	if best < 0 {
		return make([]byte, 0, n)
	}
	b := r.files[best]
	r.files = slices.Delete(r.files, best, best+1)
	return b[:0]
}

func (r *fileRoom) put(b []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if cap(b) > maxSpareFile {
		return
	}
	if len(r.files) == maxSpareFiles {
		r.files = slices.Delete(r.files, 0, 1) // of the oldest, so that sizes follow the pages'
	}
	r.files = append(r.files, b)
}

// idSize is the length of a file's ID, which a UUID is made from too.
const idSize = 16

// sizeHint gives about how long the file will be, rather more, so that it is seldom moved
// while it grows.
func (f *finisher) sizeHint() int {
	n := 1 << 14
	for _, o := range f.objects {
		k := len(o.stream)
		if o.dict().get("Filter") == nil {
			k -= k / 4 // will be deflated
		}
		n += k + 256
	}
	return n
}

func hexString(b []byte) raw { return raw("<" + strings.ToUpper(fmt.Sprintf("%x", b)) + ">") }

// end puts the cross-reference table and the trailer behind the objects.
func (w *writer) end(trailer *dict) []byte {
	start := len(w.out)
	w.out = fmt.Appendf(w.out, "xref\n0 %d\n0000000000 65535 f \n", len(w.offsets)+1)
	for _, at := range w.offsets {
		w.out = fmt.Appendf(w.out, "%010d 00000 n \n", at)
	}
	trailer.set("Size", integer(len(w.offsets)+1))
	w.out = appendValue(append(w.out, "trailer\n"...), trailer)
	return fmt.Appendf(w.out, "\nstartxref\n%d\n%%%%EOF\n", start)
}

// renumber gives v with references to the numbers of the file that is written.
func (w *writer) renumber(v value) value {
	switch v := v.(type) {
	case ref:
		if int(v) < 1 || int(v) > len(w.old) {
			return raw("null")
		}
		n, ok := w.numbers[v]
		if !ok {
			w.queue = append(w.queue, v)
			n = len(w.queue)
			w.numbers[v] = n
		}
		return ref(n)
	case array:
		out := make(array, len(v))
		for i, e := range v {
			out[i] = w.renumber(e)
		}
		return out
	case *dict:
		out := &dict{}
		for i, k := range v.keys {
			out.keys, out.vals = append(out.keys, k), append(out.vals, w.renumber(v.vals[i]))
		}
		return out
	}
	return v
}

// body writes one object. A stream without a filter is deflated where that is wanted.
func (w *writer) body(n int, o *object, deflate bool) error {
	v := w.renumber(o.val)
	data := o.stream
	if d, ok := v.(*dict); ok && o.isData {
		if deflate && d.get("Filter") == nil {
			pool := deflaters[cmp.Or(o.level, deflateLevel)]
			z := pool.Get().(*deflater)
			defer pool.Put(z)
			var err error
			if data, err = z.deflate(data); err != nil {
				return err
			}
			d.set("Filter", name("FlateDecode"))
		}
		d.set("Length", integer(len(data)))
	}
	w.offsets[n-1] = len(w.out)
	w.out = append(strconv.AppendInt(w.out, int64(n), 10), " 0 obj\n"...)
	w.out = appendValue(w.out, v)
	if o.isData {
		w.out = append(w.out, "\nstream\n"...)
		if o.kept {
			w.made.Plain[len(w.out)] = o.stream
		}
		if o.held {
			w.made.Held[len(w.out)] = true
		}
		w.out = append(append(w.out, data...), "\nendstream\nendobj\n"...)
		return nil
	}
	w.out = append(w.out, "\nendobj\n"...)
	return nil
}

// deflater deflates one stream after another: it is a megabyte to be cleared when it is
// made, and begins anew with what it is given next.
type deflater struct {
	z   *zlib.Writer
	out bytes.Buffer
}

// deflaters are those not in use, by their levels.
var deflaters = map[int]*sync.Pool{
	deflateLevel: deflatersOf(deflateLevel), textLevel: deflatersOf(textLevel), fontLevel: deflatersOf(fontLevel),
}

func deflatersOf(level int) *sync.Pool {
	return &sync.Pool{New: func() any {
		z, err := zlib.NewWriterLevel(nil, level)
		if err != nil {
			panic(err) // there is such a level
		}
		return &deflater{z: z}
	}}
}

// deflate gives data deflated, until it is next called.
func (d *deflater) deflate(data []byte) ([]byte, error) {
	d.out.Reset()
	d.z.Reset(&d.out)
	if _, err := d.z.Write(data); err != nil {
		return nil, err
	}
	if err := d.z.Close(); err != nil {
		return nil, err
	}
	return d.out.Bytes(), nil
}

// deflated gives data deflated.
func deflated(data []byte) ([]byte, error) {
	pool := deflaters[deflateLevel]
	z := pool.Get().(*deflater)
	defer pool.Put(z)
	out, err := z.deflate(data)
	return bytes.Clone(out), err
}
