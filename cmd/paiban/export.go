package main

import (
	"bytes"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"paiban/layout/alto"
	"paiban/layout/diag"
	"paiban/layout/iiif"
	"paiban/layout/lock"
	"paiban/layout/mets"
	"paiban/layout/news"
	"paiban/layout/proof"
	"paiban/layout/reading"
	"paiban/layout/sheet"
	"paiban/layout/text"
)

// exportFormats are the values of --to.
var exportFormats = []string{"alto", "mets", "iiif", "text", "markdown", "jsonld", "ninjs", "site"}

// export is one run of `paiban export`.
type export struct {
	*program
	job     job
	to      []string
	base    string
	strings string
	dpi     int

	ed    *reading.Edition
	names *fileNames
	files []mets.File // of the pages, as written
	ui    diag.Lang   // of the site
}

func (p *program) exportCmd() *cobra.Command {
	r := &export{program: p}
	c := &cobra.Command{
		Use:   "export [pages.toml]",
		Short: p.t("输出供存档、检索和转发的格式", "write formats for archives, search and other systems"),
		Long: p.t(`按 pages.toml 拼版，把排好的版面和稿件写成别的系统能读的格式。跨版的稿件合为一篇。

  alto      每版一个 ALTO 4.4：逐词（或逐行）坐标、字体、阅读顺序
  mets      METS 1.12：把各版文件和每篇稿件的文字块连在一起（同时输出 alto）
  iiif      IIIF Presentation 3 清单，并输出各版图像；要用 --base
  text      每篇一个纯文本
  markdown  每篇一个 Markdown
  jsonld    每篇一个 schema.org NewsArticle（JSON-LD）
  ninjs     每篇一个 IPTC ninjs 3.0；要用 --base
  site      一个阅读网站，在 site 文件夹里：可点的版面图、各篇稿件、检索；打开 index.html 就能用
  all       以上全部`,
			`Set the pages of a pages.toml and write pages and stories in formats that other
systems read. A story on several pages is one story.

  alto      ALTO 4.4 a page: the place of every word (or line), type, reading order
  mets      METS 1.12: ties the pages' files and each story's blocks together (writes
            alto too)
  iiif      an IIIF Presentation 3 manifest and the pages' pictures; needs --base
  text      plain text a story
  markdown  Markdown a story
  jsonld    a schema.org NewsArticle (JSON-LD) a story
  ninjs     IPTC ninjs 3.0 a story; needs --base
  site      a web site to read, in the folder site: pages to click, stories, a search;
            open its index.html
  all       all of these`),
		Example: "  paiban export --to mets,text\n  paiban export --to all --base https://archive.example.org/2024-01-12/ --out export",
		Args:    p.atMost(1),
		RunE:    r.run,
	}
	r.job.flags(p, c)
	f := c.Flags()
	f.StringSliceVar(&r.to, "to", nil, p.t("输出哪些`格式`，用逗号分开", "`formats` to write, commas between"))
	f.StringVar(&r.base, "base", "", p.t("输出的文件将放在哪个`网址`下", "`address` that the files will have"))
	f.StringVar(&r.strings, "strings", "words", p.t("ALTO 的文字单位：`words|lines`", "unit of text in ALTO: `words|lines`"))
	f.IntVar(&r.dpi, "dpi", proofDPI, p.t("版面图像每英寸`像素`数，%[1]d–%[2]d", "`pixels` an inch of pages' pictures, %[1]d–%[2]d", proof.MinDPI, proof.MaxDPI))
	return c
}

func (r *export) run(c *cobra.Command, args []string) error {
	if err := r.check(); err != nil {
		return err
	}
	if err := r.job.set(args); err != nil {
		return err
	}
	r.printResult(&r.job)
	if r.job.result.Sheets == nil {
		return exit(exitInvalid)
	}
	r.ed = reading.Of(r.job.result.Sheets)
	r.names = nameFiles(r.ed)
	r.ui = r.job.reportLang(c)
	for _, step := range []func() error{r.writePages, r.writeStories, r.writePictures, r.writeMETS, r.writeManifest, r.writeSite} {
		if err := step(); err != nil {
			return err
		}
	}
	r.say(diag.T("稿件 %[1]d 篇，版面 %[2]d 个 → %[3]s", "stories: %[1]d, pages: %[2]d → %[3]s", len(r.ed.Stories), len(r.ed.Pages), r.job.folder))
	return exit(r.job.code())
}

// wants reports whether a format is to be written.
func (r *export) wants(format string) bool { return slices.Contains(r.to, format) }

// check looks at the flags.
func (r *export) check() error {
	if slices.Contains(r.to, "all") {
		r.to = exportFormats
	}
	if len(r.to) == 0 {
		return usageError(diag.T("--to：写明输出什么格式，有的是 %s、all", "--to: say what to write; there are %s, all", strings.Join(exportFormats, ", ")))
	}
	for _, f := range r.to {
		if !slices.Contains(exportFormats, f) {
			return usageError(diag.T("--to：没有“%[1]s”，有的是 %[2]s、all", "--to: there is no %[1]q; there are %[2]s, all", f, strings.Join(exportFormats, ", ")))
		}
	}
	if r.strings != "words" && r.strings != "lines" {
		return usageError(diag.T("--strings：没有“%s”，有的是 words、lines", "--strings: there is no %q; there are words, lines", r.strings))
	}
	if r.dpi < proof.MinDPI || r.dpi > proof.MaxDPI {
		return usageError(diag.T("--dpi 应在 %[1]d 与 %[2]d 之间", "--dpi must be between %[1]d and %[2]d", proof.MinDPI, proof.MaxDPI))
	}
	return r.checkBase()
}

func (r *export) checkBase() error {
	if r.base == "" {
		if r.wants("iiif") || r.wants("ninjs") {
			return usageError(diag.T("iiif 和 ninjs 要写明网址：用 --base 给出", "iiif and ninjs need addresses: give --base"))
		}
		return nil
	}
	u, err := url.Parse(r.base)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return usageError(diag.T("--base：“%s”不是 https://… 这样的网址", "--base: %q is not an address such as https://…", r.base))
	}
	if !strings.HasSuffix(r.base, "/") {
		r.base += "/"
	}
	return nil
}

// write writes one file of the out folder, made in memory.
func (r *export) write(name string, fill func(io.Writer) error) ([]byte, error) {
	var b bytes.Buffer
	if err := fill(&b); err != nil {
		return nil, err
	}
	path := filepath.Join(r.job.folder, filepath.FromSlash(name))
	if err := r.outbox.put(path, b.Bytes()); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// writePages writes what there is of each page.
func (r *export) writePages() error {
	if r.wants("iiif") {
		return notMade(r.job.folder, proof.PNGs(r.ed.Pages, r.dpi, nil, func(i int, png []byte) error {
			image := r.ed.Pages[i].Name + ".png"
			if err := r.page(i, "IMAGE", image, "image/png", asItIs(png)); err != nil {
				return err
			}
			if r.wants("site") { // it shows the same
				if _, err := r.write("site/"+r.sitePage(i), asItIs(png)); err != nil {
					return err
				}
			}
			return r.writeALTO(i, image)
		}))
	}
	for i := range r.ed.Pages {
		if err := r.writeALTO(i, ""); err != nil {
			return err
		}
	}
	return nil
}

// writeALTO writes the ALTO of a page, whose picture is called image.
func (r *export) writeALTO(i int, image string) error {
	if !r.wants("alto") && !r.wants("mets") {
		return nil
	}
	opt := alto.Options{Words: r.strings == "words", Image: image, Version: version()}
	return r.page(i, "ALTO", altoName(r.ed.Pages[i]), "application/xml", func(w io.Writer) error { return alto.Write(w, r.ed, i, opt) })
}

// asItIs writes what is there already.
func asItIs(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

func altoName(p *sheet.Page) string { return p.Name + ".alto.xml" }

func (r *export) page(i int, use, name, mime string, fill func(io.Writer) error) error {
	data, err := r.write(name, fill)
	if err == nil {
		r.files = append(r.files, mets.File{Page: i, Use: use, Name: (&url.URL{Path: name}).EscapedPath(), MIME: mime, Size: len(data), SHA256: string(lock.SumBytes(data))})
	}
	return err
}

// writeStories writes what there is of each story.
func (r *export) writeStories() error {
	opt := news.Options{Base: r.base, Href: r.names.picture}
	for _, s := range r.ed.Stories {
		for _, f := range []struct {
			format, ext string
			fill        func(io.Writer) error
		}{
			{"text", ".txt", func(w io.Writer) error { return text.Plain(w, s) }},
			{"markdown", ".md", func(w io.Writer) error {
				return text.Markdown(w, s, func(p *sheet.Picture) string { return "../" + r.names.picture(p) })
			}},
			{"jsonld", ".jsonld", func(w io.Writer) error { return news.JSONLD(w, r.ed, s, opt) }},
			{"ninjs", ".ninjs.json", func(w io.Writer) error { return news.Ninjs(w, r.ed, s, opt) }},
		} {
			if !r.wants(f.format) {
				continue
			}
			if _, err := r.write("stories/"+r.names.story(s)+f.ext, f.fill); err != nil {
				return err
			}
		}
	}
	return nil
}

// writePictures copies the pictures that stories refer to.
func (r *export) writePictures() error {
	if !r.wants("markdown") && !r.wants("jsonld") && !r.wants("ninjs") {
		return nil
	}
	return r.names.eachPicture(func(name string, img *sheet.Image) error {
		_, err := r.write(name, func(w io.Writer) error {
			_, err := w.Write(img.Data)
			return err
		})
		return err
	})
}

func (r *export) writeMETS() error {
	if !r.wants("mets") {
		return nil
	}
	_, err := r.write("mets.xml", func(w io.Writer) error { return mets.Write(w, r.ed, r.files, version()) })
	return err
}

func (r *export) writeManifest() error {
	if !r.wants("iiif") {
		return nil
	}
	opt := iiif.Options{Base: r.base, Name: "manifest.json", DPI: r.dpi,
		Image: func(i int) string { return r.ed.Pages[i].Name + ".png" },
		Alto: func(i int) string {
			if r.wants("alto") || r.wants("mets") {
				return altoName(r.ed.Pages[i])
			}
			return ""
		}}
	_, err := r.write(opt.Name, func(w io.Writer) error { return iiif.Write(w, r.ed, opt) })
	return err
}
