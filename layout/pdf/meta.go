package pdf

import (
	"encoding/xml"
	"strings"
	"time"
)

// producer stands in Info and XMP. No version: a new one that sets a page the
// same way shall give the same bytes.
const producer = "paiban"

// title is the file's: its page's own, or the edition's name and date. The
// standards want one, so it is never empty.
func (d *draft) title() string {
	p := d.pages[0].page
	if t := strings.TrimSpace(p.Title); len(d.pages) == 1 && t != "" {
		return t
	}
	if t := strings.TrimSpace(d.ed.Name + " " + d.ed.Date); t != "" {
		return t
	}
	return "Page " + p.Name
}

// issued gives the date of all dates in the file: the edition's at 00:00 UTC, for
// the clock would make each build differ. An edition without a date has none on
// screen (ok is false); the press standards want one, and get the Unix epoch.
func (d *draft) issued() (t time.Time, ok bool) {
	t, err := time.Parse(time.DateOnly, d.ed.Date)
	if err != nil {
		return time.Unix(0, 0).UTC(), d.opt.Press.inks()
	}
	return t, true
}

// info gives the document information dictionary (ISO 32000-1, 14.3.3), which
// says the same as the XMP.
func (d *draft) info() *dict {
	out := newDict(name("Title"), text(d.title()), name("Creator"), text(producer), name("Producer"), text(producer))
	if t, ok := d.issued(); ok {
		date := raw("(D:" + t.Format("20060102150405") + "Z)")
		out.set("CreationDate", date)
		out.set("ModDate", date)
	}
	if x := d.opt.Press.exchange(); x != "" {
		out.set("Trapped", name("False"))
		out.set("GTS_PDFXVersion", text(x))
	}
	if d.opt.Press.archived() && d.ed.Name != "" {
		out.set("Author", text(d.ed.Name))
	}
	return out
}

// catalog makes over gopdf's. The metadata stream is put in by the writer, when
// the content's hash is known.
func (f *finisher) catalog(root *dict) error {
	root.del("Outlines")
	root.del("PageMode")
	if f.ed.Lang != "" {
		root.set("Lang", text(f.ed.Lang))
	}
	root.set("ViewerPreferences", newDict(name("DisplayDocTitle"), raw("true")))
	if f.tags != nil {
		f.annotations()
		f.structure(root)
		f.guide(root)
	}
	return f.intent(root)
}

func escape(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}
