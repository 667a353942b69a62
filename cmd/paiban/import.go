package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"paiban/fonts/embedded"
	"paiban/layout"
	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/importer"
)

func (p *program) importCmd() *cobra.Command {
	var dir, encoding string
	c := &cobra.Command{
		Use:   "import TEXT",
		Short: p.t("把纯文本变成稿件和 pages.toml", "turn plain text into stories and a pages.toml"),
		Long: p.t(`把一份纯文本（如从旧版面、邮件、网页里复制来的）分成稿件：接上在行末、栏末断开的段落，
找出引题、主题、副题、栏目题、小标题、署名、电头、图说和图片署名，写成 pages.toml 和 copy 文件夹，
可以直接拼版。一个字也不改、不丢；没有把握的地方，连同行号写在 pages.toml 的注释里，并在这里列出。

文件夹里已有同名文件时什么也不写。`,
			`Take a plain text – copied from an old page, a mail, a web site – apart into stories: join
paragraphs that were broken at the ends of lines and columns, find kickers, heads,
decks, standing heads, crossheads, bylines, datelines, captions and credits, and write a
pages.toml with a copy folder that can be built as it is. No character is changed or
dropped; what is not sure is listed here and stands, with its line, in comments.

If a file of such a name exists in the folder, nothing is written.`),
		Example: "  paiban import page.txt --out paper\n  paiban build paper",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError(diag.T("要给出一个文本文件：%s", "give one text file: %s", c.UseLine()))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.importText(args[0], dir, encoding) },
	}
	c.Flags().StringVar(&dir, "out", ".", p.t("写到哪个`文件夹`", "`folder` to write to"))
	c.Flags().StringVar(&encoding, "encoding", "utf-8", p.t("文本的`编码`：utf-8、gb18030", "the text's `encoding`: utf-8, gb18030"))
	return c
}

func (p *program) importText(name, dir, encoding string) error {
	if !slices.Contains([]string{"utf-8", "gb18030"}, encoding) {
		return usageError(diag.T("--encoding：只有 utf-8 和 gb18030", "--encoding: utf-8 or gb18030"))
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return fileError(exitInvalid, name, err)
	}
	text, findings := edition.DecodeText(filepath.Base(name), data, encoding)
	if findings.Errors() {
		p.printFindings(findings)
		return exit(exitInvalid)
	}
	d := importer.Read(text)
	if len(d.Stories) == 0 {
		return &exitError{exitInvalid, diag.T("%s 里没有文字", "%s holds no text", name)}
	}
	files, err := p.placed(d, filepath.Base(name))
	if err != nil {
		return err
	}
	for _, f := range files {
		to := filepath.Join(dir, filepath.FromSlash(f.Name))
		if _, err := os.Lstat(to); err == nil {
			return fileError(exitUnwritable, to, fs.ErrExist)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return fileError(exitUnwritable, to, err)
		}
	}
	for _, f := range files {
		to := filepath.Join(dir, filepath.FromSlash(f.Name))
		err := p.outbox.write(to, func(w io.Writer) error {
			_, err := io.WriteString(w, f.Text)
			return err
		})
		if err != nil {
			return fileError(exitUnwritable, to, err)
		}
		p.say(diag.T("写好 %s", "wrote %s", to))
	}
	for _, n := range d.Notes {
		fmt.Fprintf(p.err, "%s:%d: %s\n", name, n.Line, n.Text.In(p.lang))
	}
	p.say(diag.T("%[1]d 篇稿件，%[2]d 处没有把握。现在可以运行：paiban build %[3]s", "%[1]d stories, %[2]d places not sure. Now run: paiban build %[3]s",
		len(d.Stories), len(d.Notes), dir))
	return nil
}

// tries is how often a draft is set to measure its stories: heads grow and shrink
// with their frames, and a third time changes little.
const tries = 3

// placed writes a draft with frames that its stories fill. They are set in a folder
// aside to be measured.
func (p *program) placed(d *importer.Draft, source string) ([]importer.File, error) {
	dir, err := os.MkdirTemp("", "paiban-import-")
	if err != nil {
		return nil, fileError(exitUnwritable, os.TempDir(), err)
	}
	defer os.RemoveAll(dir)
	var sizes []importer.Size
	for _, s := range d.Placed() {
		sizes = append(sizes, s.Estimate())
	}
	var files []importer.File
	for n := range tries + 1 {
		frames := importer.Place(sizes)
		files = d.Files(source, p.lang, frames)
		if n == tries {
			break
		}
		for _, f := range files {
			to := filepath.Join(dir, filepath.FromSlash(f.Name))
			if err = errors.Join(os.MkdirAll(filepath.Dir(to), 0o777), os.WriteFile(to, []byte(f.Text), 0o666)); err != nil {
				return nil, fileError(exitUnwritable, to, err)
			}
		}
		r := layout.Set(filepath.Join(dir, "pages.toml"), layout.Options{Fonts: embedded.Library()})
		for i := range frames {
			sizes[i] = measured(r.Stories, importer.StoryID(i), frames[i], sizes[i])
		}
	}
	return files, nil
}

// measured gives a story's size as it was set in f: what its frame has of lines beside
// its copy and what is free is the head's. was stays where it could not be set.
func measured(stories []layout.StoryFit, id string, f importer.Frame, was importer.Size) importer.Size {
	columns, rows := f.Columns[1]-f.Columns[0]+1, f.Rows[1]-f.Rows[0]+1
	for _, s := range stories {
		if s.ID == id && s.Lines > 0 {
			head := rows*columns - s.Lines - s.RoomLines
			return importer.Size{Head: (head + columns - 1) / columns, Lines: s.Lines + s.OverLines}
		}
	}
	return was
}
