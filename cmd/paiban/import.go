package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"paiban/fonts/embedded"
	"paiban/layout"
	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/importer"
	"paiban/layout/picture"
)

// importFormats are the values of --format.
var importFormats = []string{"text", "markdown", "docx", "newsml", "nitf", "ninjs"}

// importRun is one run of `paiban import`.
type importRun struct {
	*program
	dir, encoding, format string
}

func (p *program) importCmd() *cobra.Command {
	r := &importRun{program: p}
	c := &cobra.Command{
		Use:   "import FILE...",
		Short: p.t("把文本、Markdown、Word 或新闻稿件变成 pages.toml", "turn text, Markdown, Word or news files into a pages.toml"),
		Long: p.t(`把一份或几份文件变成稿件，写成 pages.toml 和 copy、pictures 文件夹，可以直接拼版。
一个字也不改、不丢；没有把握的地方，连同行号写在 pages.toml 的注释里，并在这里列出。

  text      纯文本（如从旧版面、邮件、网页里复制来的）：接上在行末、栏末断开的段落，找出引题、
            主题、副题、栏目题、小标题、署名、电头、图说和图片署名
  markdown  CommonMark：一级标题是稿件的主题，以下是小标题；粗体、斜体（作楷体）、图片保留
  docx      Word 文档：“标题”“标题 1”样式是主题，以下是小标题；粗体、斜体、图片保留
  newsml    IPTC NewsML-G2，正文为 NITF、XHTML 或纯文本
  nitf      NITF 稿件
  ninjs     IPTC ninjs 1 到 3

不写 --format 时看文件名和内容。文件夹里已有同名文件时什么也不写。`,
			`Turn one file or several into stories, and write a pages.toml with folders copy and
pictures that can be built as it is. No character is changed or dropped; what is not
sure is listed here and stands, with its line, in comments.

  text      plain text, as from an old page, a mail, a web site: joins paragraphs that were
            broken at the ends of lines and columns, and finds kickers, heads, decks, standing
            heads, crossheads, bylines, datelines, captions and credits
  markdown  CommonMark: a heading of level 1 is a story's head, those below are crossheads;
            bold, italics (as Kai) and pictures stay
  docx      Word: the styles Title and Heading 1 are heads, those below crossheads; bold,
            italics and pictures stay
  newsml    IPTC NewsML-G2, its text as NITF, XHTML or plain
  nitf      NITF
  ninjs     IPTC ninjs 1 to 3

Without --format the name and the content tell. If a file of such a name exists in the
folder, nothing is written.`),
		Example: "  paiban import page.txt --out paper\n  paiban import lead.docx second.md --out paper\n  paiban build paper",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError(diag.T("要给出文件：%s", "give a file: %s", c.UseLine()))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return r.run(args) },
	}
	f := c.Flags()
	f.StringVar(&r.dir, "out", ".", p.t("写到哪个`文件夹`", "`folder` to write to"))
	f.StringVar(&r.encoding, "encoding", "utf-8", p.t("文本的`编码`：utf-8、gb18030", "the text's `encoding`: utf-8, gb18030"))
	f.StringVar(&r.format, "format", "", p.t("输入的`格式`：%s", "`format` of the input: %s", strings.Join(importFormats, ", ")))
	return c
}

func (r *importRun) run(names []string) error {
	if !slices.Contains([]string{"utf-8", "gb18030"}, r.encoding) {
		return usageError(diag.T("--encoding：只有 utf-8 和 gb18030", "--encoding: utf-8 or gb18030"))
	}
	if r.format != "" && !slices.Contains(importFormats, r.format) {
		return usageError(diag.T("--format：没有“%[1]s”，有的是 %[2]s", "--format: there is no %[1]q; there are %[2]s", r.format, strings.Join(importFormats, ", ")))
	}
	var drafts []*importer.Draft
	var sources []string
	for _, name := range names {
		d, err := r.read(name)
		if err != nil {
			return err
		}
		if len(d.Stories) == 0 {
			return &exitError{exitInvalid, diag.T("%s 里没有文字", "%s holds no text", name)}
		}
		drafts, sources = append(drafts, d), append(sources, filepath.Base(name))
	}
	draft := importer.Merge(drafts, sources)
	files, err := r.placed(draft, strings.Join(sources, ", "))
	if err != nil {
		return err
	}
	if err := r.write(files); err != nil {
		return err
	}
	notes := 0
	for i, d := range drafts {
		for _, n := range d.Notes {
			fmt.Fprintf(r.err, "%s:%d: %s\n", names[i], n.Line, n.Text.In(r.lang))
			notes++
		}
	}
	r.say(diag.T("%[1]d 篇稿件，%[2]d 处没有把握。现在可以运行：paiban build %[3]s", "%[1]d stories, %[2]d places not sure. Now run: paiban build %[3]s",
		len(draft.Stories), notes, r.dir))
	return nil
}

// maxImport bounds a file to import, in bytes.
const maxImport = 256 << 20

// read takes one file apart.
func (r *importRun) read(name string) (*importer.Draft, error) {
	data, err := os.ReadFile(name)
	if err == nil && len(data) > maxImport {
		err = errors.New(r.t("文件太大", "the file is too large"))
	}
	if err != nil {
		return nil, fileError(exitInvalid, name, err)
	}
	var d *importer.Draft
	switch format := r.format; {
	case format == "docx" || format == "" && bytes.HasPrefix(data, []byte("PK\x03\x04")):
		d, err = importer.Docx(data)
	case format == "newsml" || format == "nitf" || format == "" && looksXML(name, data):
		d, err = importer.News(data)
	case format == "ninjs" || format == "" && hasExt(name, ".json", ".ninjs"):
		d, err = importer.Ninjs(data)
	default:
		text, findings := edition.DecodeText(filepath.Base(name), data, r.encoding)
		if findings.Errors() {
			r.printFindings(findings)
			return nil, exit(exitInvalid)
		}
		if format == "markdown" || format == "" && hasExt(name, ".md", ".markdown") {
			d = importer.Markdown(text)
		} else {
			d = importer.Read(text)
		}
	}
	if err != nil {
		return nil, &exitError{exitInvalid, importFault(name, err)}
	}
	r.findPictures(d, filepath.Dir(name))
	return d, nil
}

func hasExt(name string, exts ...string) bool {
	return slices.Contains(exts, strings.ToLower(filepath.Ext(name)))
}

// looksXML reports whether a file that is not said to be text begins as XML does.
func looksXML(name string, data []byte) bool {
	if hasExt(name, ".txt", ".md", ".markdown", ".json") {
		return false
	}
	return hasExt(name, ".xml", ".nitf") || bytes.HasPrefix(bytes.TrimLeft(data, "\xef\xbb\xbf \t\r\n"), []byte("<?xml"))
}

// importFault says where a file cannot be read, and why.
func importFault(name string, err error) diag.Text {
	var e *importer.Error
	if !errors.As(err, &e) {
		return diag.T("%s：%v", "%s: %v", name, err)
	}
	if e.Part != "" {
		name += "!" + e.Part
	}
	if e.Line > 0 {
		name += fmt.Sprintf(":%d:%d", e.Line, e.Col)
	}
	return diag.T("%[1]s：%[2]s", "%[1]s: %[3]s", name, e.Text.ZH, e.Text.EN)
}

// findPictures reads the pictures that a draft refers to as files beside its source, and
// leaves out what is no picture that a page takes.
func (r *importRun) findPictures(d *importer.Draft, dir string) {
	for _, s := range d.Stories {
		for i := range s.Pictures {
			p := &s.Pictures[i]
			if p.File == "" {
				continue
			}
			if p.Data == nil {
				u, err := url.Parse(p.File)
				if err != nil || u.Scheme != "" || u.Host != "" || filepath.IsAbs(u.Path) {
					continue
				}
				if info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(u.Path))); err != nil || !info.Mode().IsRegular() || info.Size() > maxImport {
					continue
				}
				if p.Data, err = os.ReadFile(filepath.Join(dir, filepath.FromSlash(u.Path))); err != nil {
					p.Data = nil
					continue
				}
				p.File = u.Path
			}
			if _, err := picture.Inspect(p.Data); err != nil {
				why := picture.Why(err)
				d.Notes = append(d.Notes, importer.Note{Line: p.Line, Text: diag.T("图片 %[1]s 不能用：%[2]s", "the picture %[1]s cannot be used: %[3]s", p.File, why.ZH, why.EN)})
				p.Data = nil
			}
		}
	}
}

// write writes the files of an imported edition, none of them if one is there already.
func (r *importRun) write(files []importer.File) error {
	for _, f := range files {
		to := filepath.Join(r.dir, filepath.FromSlash(f.Name))
		if _, err := os.Lstat(to); err == nil {
			return fileError(exitUnwritable, to, fs.ErrExist)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return fileError(exitUnwritable, to, err)
		}
	}
	for _, f := range files {
		to := filepath.Join(r.dir, filepath.FromSlash(f.Name))
		if err := r.outbox.put(to, []byte(f.Text)); err != nil {
			return err
		}
		r.say(diag.T("写好 %s", "wrote %s", to))
	}
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
			return importer.Size{Head: (head + columns - 1) / columns, Lines: s.Lines + s.OverLines, Pictures: was.Pictures}
		}
	}
	return was
}
