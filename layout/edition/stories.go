package edition

import (
	"fmt"
	"path"
	"strings"

	"paiban/layout/diag"
)

// stories fills the stories, their frames and pictures.
func (r *reader) stories(raw []*rawStory, e *Edition) []*Story {
	if len(raw) == 0 && !r.refused["story"] {
		r.at(diag.Pos{File: r.file.name}, 0, "no-stories", diag.T("没有稿件", "there is no story"),
			diag.T("至少写一个 [[story]]", "write at least one [[story]]"))
	}
	var out []*Story
	seen := map[string]*Story{}
	var placed []placedFrame
	for i, w := range raw {
		s := r.story(w, i)
		if first := seen[s.ID]; first != nil {
			r.fail(firstAt(w.id, w.n), "duplicate-story", diag.T("稿件代号“%s”已经用过（第 %d 行）", "the story id %q is taken (line %d)", s.ID, first.Pos.Line),
				diag.T("另起一个 id", "choose another id"))
		}
		seen[s.ID] = s
		placed = append(placed, r.frames(w, s, e)...)
		out = append(out, s)
	}
	r.place(placed)
	for i, w := range raw {
		if len(out[i].Frames) > 0 {
			r.head(w, out[i])
			r.pictures(w, out[i])
			r.insets(w, out[i])
		}
	}
	return out
}

// story fills what a story says apart from its place.
func (r *reader) story(w *rawStory, i int) *Story {
	s := &Story{
		ID: w.id.or(fmt.Sprintf("story-%d", i+1)), Pos: r.pos(w.n),
		Standing: w.standing.val, Kicker: w.kicker.val, Head: w.head.val, Deck: w.deck.val,
		Styles: r.roleStyles(w.styles), Exact: w.fit.or("exact") == "exact",
		EndMark: w.endMark.or(""), Jumps: w.jumps.or(true),
	}
	if w.id.set() && strings.ContainsAny(s.ID, "/ \t") {
		r.fail(w.id.n.val, "bad-name", diag.T("“%s”不能作稿件代号", "%q cannot be a story's id", s.ID),
			diag.T("不用空格和“/”", "use no blanks and no /"))
	}
	if len(s.Standing) > 2 {
		r.fail(w.standing.n.val, "bad-value", diag.T("栏目题最多两条：左边一条，右边一条", "a standing head has two pieces at most, left and right"), diag.Text{})
	}
	if r.noCopy {
		return s
	}
	s.Copy = r.copy(w)
	if !w.text.written() && !w.file.written() && len(w.pictures) == 0 {
		r.fail(w.n.val, "empty-story", diag.T("稿件“%s”没有文字，也没有图片", "story %q has neither copy nor pictures", s.ID),
			diag.T("写上 text 或 file", "write text or file"))
	}
	return s
}

// copy reads a story's copy from text or file.
func (r *reader) copy(w *rawStory) []Block {
	var t text
	n := w.text.n
	switch {
	case w.text.set() && w.file.set():
		r.fail(w.file.n.key, "text-and-file", diag.T("text 和 file 只能写一个", "write text or file, not both"), diag.Text{})
		return nil
	case w.text.set():
		t = w.text.val
	case w.file.set():
		n = w.file.n
		var ok bool
		if t, ok = r.copyFile(w.file.val, w.encoding.or("utf-8"), n); !ok {
			return nil
		}
	default:
		if w.encoding.set() {
			r.fail(w.encoding.n.key, "no-file", diag.T("encoding 只用于 file", "encoding goes with file only"), diag.Text{})
		}
		return nil
	}
	if w.encoding.set() && !w.file.set() {
		r.fail(w.encoding.n.key, "no-file", diag.T("encoding 只用于 file", "encoding goes with file only"), diag.Text{})
	}
	before := r.fs.Errors()
	blocks := r.blocks(t)
	if len(blocks) == 0 && r.fs.Errors() == before {
		r.fail(n.val, "empty-copy", diag.T("稿件是空的", "the copy is empty"), diag.Text{})
	}
	return blocks
}

// copyFile reads a copy file.
func (r *reader) copyFile(name, encoding string, n *node) (text, bool) {
	data, _, ok := r.read(name, limitCopy, n)
	if !ok {
		return text{}, false
	}
	shown := path.Clean(name)
	decode := r.utf8Source
	if encoding != "utf-8" {
		decode = r.gbSource
	}
	src, ok := decode(shown, data)
	if !ok {
		return text{}, false
	}
	return src.whole(), true
}

// head says where a story's head stands.
func (r *reader) head(w *rawStory, s *Story) {
	f := s.Frames[0]
	s.HeadAt = HeadAt{Frame: f, Legs: Span{1, f.Legs}, Line: w.headLine.or(0), Lines: w.headLines.or(0), Vertical: w.headVertical.val}
	if w.headLegs.set() {
		s.HeadAt.Legs = w.headLegs.val
		if to := w.headLegs.val.To; to > f.Legs {
			r.fail(w.headLegs.n.val, "bad-span", diag.T("标题跨到第 %d 栏，框里只有 %d 栏", "the head reaches leg %d, its frame has %d", to, f.Legs), diag.Text{})
			s.HeadAt.Legs = Span{1, f.Legs}
		}
	}
	if f.Lines == (Span{}) { // its place is unknown, and reported
		return
	}
	if s.HeadAt.Lines >= f.Lines.Len() {
		r.fail(w.headLines.n.val, "bad-span", diag.T("标题占 %d 行，框只有 %d 行", "the head takes %d lines, its frame has %d", s.HeadAt.Lines, f.Lines.Len()), diag.Text{})
	}
	if l := s.HeadAt.Line; l > 0 && (l < f.Lines.From || l > f.Lines.To) {
		r.fail(w.headLine.n.val, "outside-frame", diag.T("标题在框外：框占第 %[1]s 行", "the head is outside its frame, which takes lines %[1]s", f.Lines), diag.Text{})
	}
}
