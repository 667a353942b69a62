package site

import (
	"fmt"
	"html/template"
	"strings"

	"paiban/layout/reading"
	"paiban/layout/sheet"
)

// storyView is one story.
type storyView struct {
	*reading.Story
	Title      string
	Blocks     []blockView
	Pages      []*pageView
	Prev, Next *storyView
	ID         string // of its element on a page
	file       string
}

// At is the story's address from a folder whose way to the site's is root.
func (v *storyView) At(root string) string { return v.href(root) }

func (v *storyView) href(root string) string { return root + address(v.file) }

func (v *storyView) pageNames() string {
	var names []string
	for _, p := range v.Pages {
		names = append(names, p.Label)
	}
	return strings.Join(names, " ")
}

// text is what of a story is searched: a line a block.
func (v *storyView) text() string {
	var lines []string
	v.Each(func(b *reading.Block) {
		if b.Text != "" && !b.Signpost() && b.Role != sheet.Head {
			lines = append(lines, b.Text)
		}
	})
	return strings.Join(lines, "\n")
}

// blockView is a block as its form takes it.
type blockView struct {
	Role   string
	Lang   string           // where it is not the paper's
	Lines  [][]reading.Span // of a head: its lines; of any other block: one
	Figure *figureView
}

type figureView struct {
	At, Alt   string
	W, H      int // of what is shown
	Crop      template.CSS
	Notes     []blockView // captions and credits
	Untouched bool        // the whole picture is shown
}

func (s *site) listStories() []*storyView {
	var out []*storyView
	for _, st := range s.ed.Stories {
		v := &storyView{Story: st, Title: st.Title(), ID: "story-" + st.Name, file: "stories/" + s.File(st) + ".html"}
		v.Blocks = s.blocks(st.Blocks)
		if n := len(out); n > 0 {
			v.Prev, out[n-1].Next = out[n-1], v
		}
		out = append(out, v)
	}
	return out
}

// blocks gives the views of blocks, the lines of a head as one.
func (s *site) blocks(bs []*reading.Block) []blockView {
	var out []blockView
	for _, b := range bs {
		if b.Signpost() {
			continue
		}
		v := blockView{Role: string(b.Role)}
		if b.Text != "" {
			v.Lines = [][]reading.Span{b.RubySpans()}
			if lang := reading.Language(b.Text, s.ed.Lang); lang != s.ed.Lang {
				v.Lang = lang
			}
		}
		if n := len(out); b.Role == sheet.Head && n > 0 && out[n-1].Role == v.Role {
			out[n-1].Lines = append(out[n-1].Lines, v.Lines...)
			continue
		}
		if b.Role == sheet.Figure {
			v.Figure = s.figure(b)
		}
		if v.Lines != nil || v.Figure != nil {
			out = append(out, v)
		}
	}
	return out
}

func (s *site) figure(b *reading.Block) *figureView {
	f := &figureView{Notes: s.blocks(b.Blocks)}
	p := b.Picture
	if p == nil || p.Image == nil || s.Picture(p) == "" {
		return f
	}
	f.At, f.Alt = address(s.Picture(p)), p.Alt
	c := p.Crop
	if c.W <= 0 || c.H <= 0 {
		c = sheet.Crop{W: p.Image.W, H: p.Image.H}
	}
	f.W, f.H = c.W, c.H
	f.Untouched = c == sheet.Crop{W: p.Image.W, H: p.Image.H}
	f.Crop = template.CSS(fmt.Sprintf("width:%s;left:%s;top:%s", percent(p.Image.W, c.W), percent(-c.X, c.W), percent(-c.Y, c.H)))
	return f
}

// percent is a/b to 0.01 per cent, from integers alone.
func percent(a, b int) string {
	n, sign := a*10000/b, ""
	if n < 0 {
		n, sign = -n, "-"
	}
	return fmt.Sprintf("%s%d.%02d%%", sign, n/100, n%100)
}
