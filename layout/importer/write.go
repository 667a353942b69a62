package importer

import (
	"fmt"
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
	var files []File
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
		files = append(files, File{"copy/" + id + ".txt", s.copyText()})
	}
	toml.WriteString(stories.String())
	d.writeLeft(&toml, lang)
	return append([]File{{"pages.toml", toml.String()}}, files...)
}

// Placed gives the stories that have copy, which are those that are written.
func (d *Draft) Placed() []*Story {
	return slices.DeleteFunc(slices.Clone(d.Stories), func(s *Story) bool { return len(s.Copy) == 0 })
}

// StoryID is the id of the i-th of the stories written, from 0.
func StoryID(i int) string { return fmt.Sprintf("story-%d", i+1) }

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
			comment(b, "", diag.T("第 %[1]d 行：%[2]s", "line %[1]d: %[3]s", n.Line, n.Text.ZH, n.Text.EN).In(lang))
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
	fmt.Fprintf(b, "file = \"copy/%s.txt\"\npage = \"%02d\"\ncolumns = [%d, %d]\nlines = [%d, %d]\nbalance = true\n", id, f.Page, f.Columns[0], f.Columns[1], f.Rows[0], f.Rows[1])
	for _, p := range s.Pictures {
		b.WriteString("\n")
		comment(b, "", diag.T("图片（第 %d 行）：给出文件名，去掉行首的 #", "picture (line %d): give its file and delete the # of each line", p.Line).In(lang))
		comment(b, "", "[[story.picture]]")
		comment(b, "", `file = ""`)
		if p.Caption != "" {
			comment(b, "", "caption = "+quote(escape(p.Caption)))
		}
		if p.Credit != "" {
			comment(b, "", "credit = "+quote(escape(p.Credit)))
		}
	}
}

// about reports whether a note is about story s: it is the last that begins at
// or before the note's line, or the first of all.
func (d *Draft) about(n Note, s *Story) bool {
	var at *Story
	for _, o := range d.Stories {
		if len(o.Copy) > 0 && (at == nil || o.Line <= n.Line) {
			at = o
		}
	}
	return at == s
}

// writeLeft keeps what found no story as comments.
func (d *Draft) writeLeft(b *strings.Builder, lang diag.Lang) {
	var left []string
	for _, l := range d.Left {
		left = append(left, fmt.Sprintf("%d: %s", l.Line, l.Text))
	}
	for _, s := range d.Stories {
		if len(s.Copy) > 0 {
			continue
		}
		for _, parts := range [][]string{s.Standing, s.Kicker, s.Head, s.Deck} {
			for _, t := range parts {
				left = append(left, fmt.Sprintf("%d: %s", s.Line, t))
			}
		}
		for _, p := range s.Pictures {
			left = append(left, fmt.Sprintf("%d: %s %s", p.Line, p.Caption, p.Credit))
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
	for _, c := range s.Copy {
		switch c.Kind {
		case Crosshead:
			b.WriteString("# ")
		case Byline:
			b.WriteString("@ ")
		case Dateline:
			b.WriteString("% ")
		}
		text := escape(c.Text)
		if c.Kind == Paragraph && len(text) > 1 && strings.ContainsRune("#@%", rune(text[0])) {
			text = `\` + text
		}
		b.WriteString(text + "\n")
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
