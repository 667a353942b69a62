package importer

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"paiban/layout/diag"
)

// File is one file of an imported edition, by its slash-separated name.
type File struct {
	Name string
	Text string
}

// Files writes a draft as an edition that can be built: pages.toml, and a file
// of copy for each story. Notes stand in pages.toml as comments in lang, captions
// as pictures to be given a file. source names the text. frames are Place's, one for
// each of d.Placed.
func (d *Draft) Files(source string, lang diag.Lang, frames []Frame) []File {
	var toml strings.Builder
	say := func(indent, zh, en string, args ...any) {
		comment(&toml, indent, diag.T(zh, en, args...).In(lang))
	}
	say("", "由 %s 导入。先看带行号的注释：那是没有把握的地方。", "Imported from %s. Comments with a line number say what was not sure.", source)
	toml.WriteString("\n[edition]\npreset = \"duikai\"\nfolio = false\n")
	files := d.pictures()
	var stories strings.Builder
	page := 0
	for i, s := range d.Placed() {
		f := frames[i]
		if f.Page > page {
			page = f.Page
			fmt.Fprintf(&toml, "\n[[page]]\nname = \"%02d\"\n", page)
		}
		id := StoryID(i)
		s.write(&stories, d, id, f, lang)
		if len(s.Copy) > 0 {
			files = append(files, File{"copy/" + id + ".txt", s.copyText()})
		}
	}
	toml.WriteString(stories.String())
	d.writeLeft(&toml, lang)
	return append([]File{{"pages.toml", toml.String()}}, files...)
}

// Placed gives the stories that have copy or pictures, which are those that are written.
func (d *Draft) Placed() []*Story {
	return slices.DeleteFunc(slices.Clone(d.Stories), (*Story).empty)
}

// StoryID is the id of the i-th of the stories written, from 0.
func StoryID(i int) string { return fmt.Sprintf("story-%d", i+1) }

// empty reports whether there is nothing to set but heads.
func (s *Story) empty() bool { return len(s.Copy) == 0 && s.shown() == 0 }

func (s *Story) chars() int {
	n := 0
	for _, b := range s.Copy {
		n += runes(b.Text)
	}
	return n
}

// write writes a story's tables.
func (s *Story) write(b *strings.Builder, d *Draft, id string, f Frame, lang diag.Lang) {
	fmt.Fprintf(b, "\n[[story]]\n")
	for _, n := range d.Notes {
		if d.about(n, s) {
			at := d.At(n.Source, n.Line)
			comment(b, "", diag.T("%[1]s：%[2]s", "%[3]s: %[4]s", at.ZH, n.Text.ZH, at.EN, n.Text.EN).In(lang))
		}
	}
	fmt.Fprintf(b, "id = %q\n", id)
	for _, h := range []struct {
		key   string
		lines []string
	}{{"standing", s.Standing}, {"kicker", s.Kicker}, {"head", s.Head}, {"deck", s.Deck}} {
		switch len(h.lines) {
		case 0:
		case 1:
			fmt.Fprintf(b, "%s = %s\n", h.key, quote(escape(h.lines[0])))
		default:
			var list []string
			for _, l := range h.lines {
				list = append(list, quote(escape(l)))
			}
			fmt.Fprintf(b, "%s = [%s]\n", h.key, strings.Join(list, ", "))
		}
	}
	if len(s.Copy) > 0 {
		fmt.Fprintf(b, "file = \"copy/%s.txt\"\n", id)
	}
	fmt.Fprintf(b, "page = \"%02d\"\ncolumns = [%d, %d]\nlines = [%d, %d]\nbalance = true\n", f.Page, f.Columns[0], f.Columns[1], f.Rows[0], f.Rows[1])
	shown := 0
	for i := range s.Pictures {
		d.picture(b, s, &s.Pictures[i], lang)
		if s.Pictures[i].Data != nil {
			at := legs(shown, s.shown(), f.Columns[1]-f.Columns[0]+1)
			fmt.Fprintf(b, "legs = [%d, %d]\nheight = %d\n", at[0], at[1], pictureLines)
			shown++
		}
	}
}

// picture writes a picture's table; one whose file is not there as comments.
func (d *Draft) picture(b *strings.Builder, s *Story, p *Picture, lang diag.Lang) {
	b.WriteString("\n")
	put := func(line string) { b.WriteString(line + "\n") }
	if p.Data == nil {
		at := d.At(s.Source, p.Line)
		comment(b, "", diag.T("图片（%[1]s）：给出文件名，去掉行首的 #", "picture (%[2]s): give its file and delete the # of each line", at.ZH, at.EN).In(lang))
		put = func(line string) { comment(b, "", line) }
	}
	put("[[story.picture]]")
	put("file = " + quote(p.File))
	for _, k := range []struct{ key, text string }{{"caption", escape(p.Caption)}, {"credit", escape(p.Credit)}} {
		if k.text != "" {
			put(k.key + " = " + quote(k.text))
		}
	}
	if p.Alt != "" && p.Alt != p.Caption {
		put("alt = " + quote(p.Alt))
	}
}

// shown counts the pictures that are there.
func (s *Story) shown() int {
	n := 0
	for _, p := range s.Pictures {
		if p.Data != nil {
			n++
		}
	}
	return n
}

// pictures names the files of the pictures that are there, each another, and gives them.
func (d *Draft) pictures() []File {
	var files []File
	taken := map[string]bool{}
	for _, s := range d.Stories {
		for i := range s.Pictures {
			p := &s.Pictures[i]
			if p.Data == nil {
				continue
			}
			base := strings.Map(func(r rune) rune {
				if strings.ContainsRune(`/\:*?"<>|`, r) || printable(r) != r {
					return '-'
				}
				return r
			}, strings.TrimLeft(path.Base(strings.ReplaceAll(p.File, `\`, "/")), "."))
			name, ext := base, path.Ext(base)
			for n := 2; taken[strings.ToLower(name)] || name == ""; n++ {
				name = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(base, ext), n, ext)
			}
			taken[strings.ToLower(name)] = true
			p.File = "pictures/" + name
			files = append(files, File{p.File, string(p.Data)})
		}
	}
	return files
}

// At names a place in the sources, for a person.
func (d *Draft) At(source string, line int) diag.Text {
	t := diag.T("第 %d 行", "line %d", line)
	if d.Paragraphs {
		t = diag.T("第 %d 段", "paragraph %d", line)
	}
	if source != "" {
		t = diag.T("%[1]s %[2]s", "%[1]s %[3]s", source, t.ZH, t.EN)
	}
	return t
}

// about reports whether a note is about story s: it is the last that begins at
// or before the note's line, or the first of all.
func (d *Draft) about(n Note, s *Story) bool {
	var at *Story
	for _, o := range d.Stories {
		if !o.empty() && o.Source == n.Source && (at == nil || o.Line <= n.Line) {
			at = o
		}
	}
	return at == s
}

// writeLeft keeps what found no story as comments.
func (d *Draft) writeLeft(b *strings.Builder, lang diag.Lang) {
	var left []string
	keep := func(source string, line int, text string) {
		if source != "" {
			source += " "
		}
		left = append(left, fmt.Sprintf("%s%d: %s", source, line, text))
	}
	for _, l := range d.Left {
		keep(l.Source, l.Line, l.Text)
	}
	for _, s := range d.Stories {
		if !s.empty() {
			continue
		}
		for _, parts := range [][]string{s.Standing, s.Kicker, s.Head, s.Deck} {
			for _, t := range parts {
				keep(s.Source, s.Line, t)
			}
		}
		for _, p := range s.Pictures {
			keep(s.Source, p.Line, strings.TrimSpace(p.File+" "+p.Caption+" "+p.Credit+" "+p.Alt))
		}
	}
	if len(left) == 0 {
		return
	}
	b.WriteString("\n")
	comment(b, "", diag.Text{ZH: "没有找到归属的文字（行号: 文字）：", EN: "What found no story (line: text):"}.In(lang))
	for _, l := range left {
		comment(b, "  ", l)
	}
}

// comment writes a line of text as a TOML comment, which takes no control characters.
func comment(b *strings.Builder, indent, text string) {
	b.WriteString("# " + indent + strings.Map(printable, text) + "\n")
}

func printable(r rune) rune {
	if r < 0x20 && r != '\t' || r == 0x7f {
		return ' '
	}
	return r
}

// copyText writes a story's copy with its marks.
func (s *Story) copyText() string {
	var b strings.Builder
	for i, c := range s.Copy {
		if c.Kind == Dateline && (i+1 == len(s.Copy) || s.Copy[i+1].Kind != Paragraph) {
			c.Kind = Paragraph // there is nothing that it could run in to
		}
		switch c.Kind {
		case Crosshead:
			b.WriteString("# ")
		case Byline:
			b.WriteString("@ ")
		case Dateline:
			b.WriteString("% ")
		}
		text := c.marked()
		if c.Kind == Paragraph && len(text) > 1 && strings.ContainsRune("#@%", rune(text[0])) {
			text = `\` + text
		}
		b.WriteString(text + "\n")
	}
	return b.String()
}

// marked writes a block's text with its marks.
func (c Block) marked() string {
	if c.Spans == nil {
		return escape(c.Text)
	}
	var b strings.Builder
	for _, s := range c.Spans {
		t := escape(s.Text)
		if s.Ruby != "" {
			bar := strings.NewReplacer("|", `\|`)
			t = "{ruby:" + bar.Replace(t) + "|" + bar.Replace(escape(s.Ruby)) + "}"
		}
		if s.Kai {
			t = "{kai:" + t + "}"
		}
		if s.Bold {
			t = "{b:" + t + "}"
		}
		b.WriteString(t)
	}
	return b.String()
}

// escape keeps characters that are marks in copy from being taken for marks.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "{", `\{`, "}", `\}`).Replace(s)
}

// quote writes a TOML string.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}
