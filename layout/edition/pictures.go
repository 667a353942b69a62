package edition

import (
	"path"

	"paiban/layout/diag"
)

// pictures fills a story's pictures and checks where they stand.
func (r *reader) pictures(w *rawStory, s *Story) {
	for _, p := range w.pictures {
		if pic := r.picture(p, s); pic != nil {
			s.Pictures = append(s.Pictures, pic)
			r.pictureOverlap(p, s)
		}
	}
}

// picture fills one picture; nil if it cannot be told where it stands.
func (r *reader) picture(w *rawPicture, s *Story) *Picture {
	p := &Picture{
		Pos: r.pos(w.n), Focus: w.focus.or([2]int{500, 500}), Flex: w.flex.or([2]int{-1, 1}),
		Caption: w.caption.val, Credit: w.credit.val, Label: w.label.or(""),
	}
	p.Relimit = w.ink.or("keep") == "limit"
	p.Alt = w.alt.or(string(p.Caption.Runes))
	p.Decorative = w.alt.set() && w.alt.val == ""
	if !w.file.written() {
		r.fail(w.n.val, "missing-key", diag.T("[[story.picture]] 要有 file", "[[story.picture]] needs file"), diag.Text{})
	} else if w.file.set() {
		p.Image = r.image(path.Clean(w.file.val), w)
	}
	p.Fit = w.fit.or(Cover)
	if p.Image.Placed() {
		p.Fit = w.fit.or(Contain)
		r.placed(w, s)
	}
	r.placedKeys(w, p)
	if r.spot(&w.rawSpot, &p.Spot, s) {
		return p
	}
	return nil
}

// spot fills where something stands in a frame; it is false if that cannot be told.
func (r *reader) spot(w *rawSpot, p *Spot, s *Story) bool {
	k := w.frame.or(1)
	if k > len(s.Frames) {
		r.fail(w.frame.n.val, "unknown-frame", diag.T("稿件“%[1]s”没有第 %[2]d 框（共 %[3]d 框）", "story %[1]q has no frame %[2]d (it has %[3]d)", s.ID, k, len(s.Frames)), diag.Text{})
		return false
	}
	p.Frame = s.Frames[k-1]
	if p.Frame.Lines == (Span{}) { // the frame's place is unknown, and reported
		return false
	}
	return r.spotSpan(w, p) && r.spotLines(w, p)
}

// spotSpan fills the legs or columns that p covers.
func (r *reader) spotSpan(w *rawSpot, p *Spot) bool {
	f := p.Frame
	switch {
	case w.legs.set() && w.columns.set():
		r.fail(w.columns.n.key, "legs-and-columns", diag.T("legs 和 columns 只能写一个", "write legs or columns, not both"), diag.Text{})
		return false
	case w.legs.set():
		p.Legs = w.legs.val
		if p.Legs.To > f.Legs {
			r.fail(w.legs.n.val, "outside-frame", diag.T("占到第 %d 栏，框里只有 %d 栏", "reaches leg %d; its frame has %d", p.Legs.To, f.Legs), diag.Text{})
			return false
		}
	case w.columns.set():
		p.Columns = w.columns.val
		if p.Columns.From < f.Columns.From || p.Columns.To > f.Columns.To {
			r.fail(w.columns.n.val, "outside-frame", diag.T("在框外：框占第 %[1]s 栏", "outside its frame, which takes columns %[1]s", f.Columns), diag.Text{})
			return false
		}
	default:
		p.Legs = Span{f.Legs - max(1, f.Legs/2) + 1, f.Legs}
	}
	return true
}

// spotLines fills the lines that p takes. Zero means that makeup puts it at the
// top of its legs, below the head, as high as it needs.
func (r *reader) spotLines(w *rawSpot, p *Spot) bool {
	if !w.lines.set() {
		p.Height = w.height.val
		return true
	}
	if w.height.set() {
		r.fail(w.height.n.key, "lines-and-height", diag.T("lines 和 height 只能写一个", "write lines or height, not both"), diag.Text{})
		return false
	}
	p.Lines = w.lines.val
	if f := p.Frame; p.Lines.From < f.Lines.From || p.Lines.To > f.Lines.To {
		r.fail(w.lines.n.val, "outside-frame", diag.T("在框外：框占第 %[1]s 行", "outside its frame, which takes lines %[1]s", f.Lines),
			diag.T("lines 按全版的行数，不是框内的行数", "lines count from the top of the page, not of the frame"))
		return false
	}
	return true
}

// pictureOverlap compares the last picture of s with those before it.
func (r *reader) pictureOverlap(w *rawPicture, s *Story) {
	last := len(s.Pictures) - 1
	b := s.Pictures[last]
	for _, a := range s.Pictures[:last] {
		if a.Frame != b.Frame || !across(a, b) {
			continue
		}
		if a.Lines == (Span{}) || b.Lines == (Span{}) {
			continue // makeup puts those without lines one below the other
		}
		if l := common(a.Lines, b.Lines); l.Len() > 0 {
			r.fail(firstAt(w.lines, w.n), "overlap", diag.T("与另一张图（第 %[1]d 行）重叠：第 %[2]s 行", "overlaps the picture at line %[1]d in lines %[2]s", a.Pos.Line, l), diag.Text{})
		}
	}
}

// across reports whether two pictures of one frame share a part of its width.
// Where one is placed by legs and one by columns, legs are taken as equal
// shares: half a 字 more or less is no overlap.
func across(a, b *Picture) bool {
	if a.Columns == (Span{}) && b.Columns == (Span{}) {
		return common(a.Legs, b.Legs).Len() > 0
	}
	if a.Legs == (Span{}) && b.Legs == (Span{}) {
		return common(a.Columns, b.Columns).Len() > 0
	}
	a0, a1 := a.reach()
	b0, b1 := b.reach()
	return min(a1, b1)-max(a0, b0) > 500
}

// reach gives the left and right edge of p in its frame, thousandths of a 字.
func (p *Picture) reach() (from, to int) {
	f, g := p.Frame, p.Frame.Page.Grid
	if p.Legs != (Span{}) {
		whole := g.Ems(f.Columns) + g.Gap // one leg and its gap, Legs times
		return whole * (p.Legs.From - 1) / f.Legs, whole*p.Legs.To/f.Legs - g.Gap
	}
	left := 0
	if p.Columns.From > f.Columns.From {
		left = g.Ems(Span{f.Columns.From, p.Columns.From}) - g.Measure*1000
	}
	return left, g.Ems(Span{f.Columns.From, p.Columns.To})
}

// insets fills a story's insets.
func (r *reader) insets(w *rawStory, s *Story) {
	for _, raw := range w.insets {
		in := &Inset{
			Pos: r.pos(raw.n), Text: raw.text.val, Captions: raw.captions.val,
			Style: r.style(raw.style, "inset"), Border: borderOf(raw.border), Tint: raw.tint.val,
		}
		if len(in.Text) == 0 && !in.Captions && !raw.text.written() {
			r.fail(raw.n.val, "missing-key", diag.T("[[story.inset]] 要有 text 或 captions = true", "[[story.inset]] needs text, or captions = true"), diag.Text{})
		}
		if r.spot(&raw.rawSpot, &in.Spot, s) {
			s.Insets = append(s.Insets, in)
		}
	}
}
