package layout_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"paiban/fonts/fonttest"
	"paiban/layout"
	"paiban/layout/edition"
	"paiban/layout/sheet"
)

// What poppler reads out of the press PDFs, in the order in which the pages are painted
// (pdftotext -raw; its other modes guess an order from the places), is every story's
// source: character for character, paragraph for paragraph.
func TestPDFTextEqualsSource(t *testing.T) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed (make test installs it)")
	}
	eachExchanged(t, func(t *testing.T, e exchanged) {
		r := layout.Set(e.path, layout.Options{Fonts: fonttest.Library(), Print: true, Trust: edition.Trust{Allow: []string{"testdata"}}})
		blocks := map[string][]string{} // by story
		for _, p := range r.Sheets.Pages {
			file := filepath.Join(t.TempDir(), "page.pdf")
			if err := os.WriteFile(file, r.Files[p.Name], 0o666); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command(tool, "-raw", "-enc", "UTF-8", file, "-").Output()
			if err != nil {
				t.Fatal(p.Name, err)
			}
			lines := readLines(t, p, string(out))
			for _, s := range p.Stories {
				gather(s.Blocks, func(b *sheet.Block) {
					if b.Role == sheet.Jump || len(b.Lines) == 0 {
						return
					}
					var text strings.Builder
					for i := range b.Lines {
						text.WriteString(lines[&b.Lines[i]])
					}
					list := blocks[s.ID]
					if n := len(list); b.Continued && n > 0 { // the rest of a paragraph
						for k := n - 1; k >= 0; k-- {
							if strings.HasPrefix(b.Text, list[k]) && list[k] != b.Text {
								list[k] += text.String()
								return
							}
						}
					}
					blocks[s.ID] = append(list, text.String())
				})
			}
		}
		checkStories(t, r.Edition, blocks)
	})
}

func checkStories(t *testing.T, e *edition.Edition, blocks map[string][]string) {
	t.Helper()
	for _, s := range e.Stories {
		all, body := source(s)
		sameTexts(t, s.ID+" in the PDF", blocks[s.ID], all)
		inOrder(t, s.ID, blocks[s.ID], body)
	}
}

func gather(bs []*sheet.Block, visit func(*sheet.Block)) {
	for _, b := range bs {
		visit(b)
		gather(b.Blocks, visit)
	}
}

// readLines follows the page's runs of type through what was read out of its PDF, and
// gives for each line of the block tree the characters found for it. Between two runs
// there may be a line's end or a blank; within one nothing may be added, missing or
// another. A word that a hyphen parts reads whole in its first line, 注音 not at all.
func readLines(t *testing.T, p *sheet.Page, read string) map[*sheet.Line]string {
	t.Helper()
	owner, reads := map[*sheet.Text]*sheet.Line{}, map[*sheet.Text]string{}
	for _, s := range p.Stories {
		gather(s.Blocks, func(b *sheet.Block) {
			for i := range b.Lines {
				for _, run := range b.Lines[i].Runs {
					owner[run] = &b.Lines[i]
					reads[run] = run.Text
				}
				for _, r := range b.Lines[i].Ruby {
					reads[r.Text] = ""
				}
			}
			wholeWords(b.Lines, reads)
		})
	}
	out := map[*sheet.Line]string{}
	rest := []rune(strings.TrimRight(read, "\f\n"))
	for _, it := range p.Items {
		run, ok := it.(*sheet.Text)
		if !ok {
			continue
		}
		want := []rune(run.Text)
		if s, ok := reads[run]; ok {
			want = []rune(s)
		}
		for len(want) > 0 && len(rest) > 0 && (rest[0] == '\n' || rest[0] == ' ') && (len(want) == 0 || want[0] != rest[0]) {
			rest = rest[1:]
		}
		n := 0
		for n < len(want) && n < len(rest) && want[n] == rest[n] {
			n++
		}
		if tail := want[n:]; len(strings.TrimSpace(string(tail))) > 0 {
			t.Fatalf("page %s: after %q the PDF reads %q", p.Name, string(want[:n]), string(rest[n:min(len(rest), n+20)]))
		}
		rest = rest[n:] // blanks at a line's end are the line's end
		if l := owner[run]; l != nil {
			out[l] += run.Text
		}
	}
	if s := strings.TrimSpace(string(rest)); s != "" {
		t.Errorf("page %s: the PDF has more than the page: %q", p.Name, s)
	}
	for l, text := range out {
		if text != l.Text {
			t.Errorf("page %s: a line reads %q for %q", p.Name, text, l.Text)
		}
	}
	return out
}

// wholeWords moves what lines begin with of a word parted by a hyphen to its beginning.
func wholeWords(lines []sheet.Line, reads map[*sheet.Text]string) {
	for i := 0; i+1 < len(lines); i++ {
		last := lines[i].Runs[len(lines[i].Runs)-1]
		n := len(last.Cells)
		parted := last.Cells[n-1].Runes == 0 && last.Cells[n-1].ID == last.Face.Glyph('-') || strings.HasSuffix(last.Text, "\u00AD")
		if !parted {
			continue
		}
		next := lines[i+1].Runs[0]
		end := strings.IndexFunc(next.Text, func(r rune) bool { return !unicode.Is(unicode.Latin, r) && r != '\u00AD' })
		if end < 0 {
			end = len(next.Text)
		}
		reads[last] += next.Text[:end]
		reads[next] = strings.TrimLeft(next.Text[end:], " ") // the line's end stands for it
	}
}
