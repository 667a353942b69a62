package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The sample page's text, as it was found, becomes an edition that builds, with
// every character in it.
func TestImport(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(repo(t), "assets/sample/page-text.txt")
	r := paiban(t, dir, "import", text, "--out", "paper").want(t, exitClean)
	if !strings.Contains(r.out, "5 stories") || !strings.Contains(r.err, "page-text.txt:73:") {
		t.Errorf("stdout\n%s\nstderr\n%s", r.out, r.err)
	}
	paper := filepath.Join(dir, "paper")
	files := wantFiles(t, paper, "copy/story-1.txt", "copy/story-2.txt", "copy/story-3.txt", "copy/story-4.txt", "copy/story-5.txt", "pages.toml")
	for _, want := range []string{`head = "朱乐军：粮食安全的守护者"`, `standing = "党员先锋故事"`, `# caption = "图② 优美的社区环境。"`, "line 73: "} {
		if !strings.Contains(files["pages.toml"], want) {
			t.Errorf("pages.toml lacks %s:\n%s", want, files["pages.toml"])
		}
	}
	if !strings.HasPrefix(files["copy/story-1.txt"], "@ 本报记者 杜挺勇\n@ 本报通讯员 刘瑞瑞\n“千万工程”") || !strings.Contains(files["copy/story-1.txt"], "\n# 抓头雁树典型\n# 搭建干事创业平台\n") {
		t.Errorf("story 1: %.300s", files["copy/story-1.txt"])
	}
	data, err := os.ReadFile(text)
	if err != nil {
		t.Fatal(err)
	}
	all := ""
	for _, f := range files {
		all += f
	}
	for _, r := range string(data) {
		if strings.Count(all, string(r)) < strings.Count(string(data), string(r)) && strings.TrimSpace(string(r)) != "" {
			t.Fatalf("a %q of the text is lost", r)
		}
	}
	paiban(t, dir, "build", "paper").want(t, exitClean)
	rep := readReport(t, filepath.Join(paper, "out"))
	if len(rep.Pages) != 1 || len(rep.Pages[0].Stories) != 5 {
		t.Fatalf("pages: %+v", rep.Pages)
	}
	for _, s := range rep.Pages[0].Stories { // frames are measured: their stories fill them
		if s.OverLines > 0 || s.RoomLines > 24 {
			t.Errorf("%s is %d lines over, %d short", s.ID, s.OverLines, s.RoomLines)
		}
	}
	for _, f := range rep.Findings {
		if f.Code == "split-page" {
			t.Errorf("%s", f.Message)
		}
	}
	paiban(t, dir, "import", text, "--out", "paper").want(t, exitUnwritable)
	paiban(t, dir, "import").want(t, exitUsage)
	paiban(t, dir, "import", text, "--encoding", "big5").want(t, exitUsage)
	paiban(t, dir, "import", "nosuch.txt").want(t, exitInvalid)
}

// Marks that stand in a text as characters stay characters.
func TestImportEscapes(t *testing.T) {
	dir := folder(t, map[string]string{"a.txt": "# 号召\n\n本报记者 周芳\n\n@ 符号开头的一段，有花括号{b:这样}和反斜杠\\，还有百分号。\n\n% 也是\t一段，到这里结束。\n",
		"gb.txt": "\xb1\xea\xcc\xe2\n\n\xd5\xe2\xca\xc7\xd2\xbb\xb6\xce\xce\xc4\xd7\xd6\xa1\xa3\n", "bad.txt": "\xff\xfe", "empty.txt": " \n\n"})
	paiban(t, dir, "import", "a.txt", "--out", "p").want(t, exitClean)
	paiban(t, dir, "build", "p", "--sheet").want(t, exitClean)
	sheet := contents(t, filepath.Join(dir, "p", "out"))["01.sheet.json"]
	for _, want := range []string{`"text": "@ 符号开头的一段，有花括号{b:这样}和反斜杠\\，还有百分号。"`, `"text": "% 也是 一段，到这里结束。"`, `"text": "# 号召"`} {
		if !strings.Contains(sheet, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	paiban(t, dir, "import", "gb.txt", "--encoding", "gb18030", "--out", "q").want(t, exitClean)
	if got := contents(t, filepath.Join(dir, "q"))["pages.toml"]; !strings.Contains(got, `head = "标题"`) {
		t.Errorf("from GB18030:\n%s", got)
	}
	if r := paiban(t, dir, "import", "bad.txt", "--out", "r").want(t, exitInvalid); !strings.Contains(r.err, "bad.txt:1:1") {
		t.Errorf("stderr %q", r.err)
	}
	paiban(t, dir, "import", "empty.txt", "--out", "r").want(t, exitInvalid)
}

// What is exported as Markdown is imported with its pictures and builds; what is broken
// is refused with its place.
func TestImportFormats(t *testing.T) {
	dir := t.TempDir()
	paiban(t, repo(t), "export", "--to", "markdown", "--out", dir).want(t, exitClean)
	stories, err := filepath.Glob(filepath.Join(dir, "stories", "*.md"))
	if err != nil || len(stories) != 5 {
		t.Fatal(stories, err)
	}
	r := paiban(t, dir, append([]string{"import", "--out", "paper"}, stories...)...).want(t, exitClean)
	if !strings.Contains(r.out, "5 stories") {
		t.Errorf("stdout\n%s", r.out)
	}
	files := contents(t, filepath.Join(dir, "paper"))
	exported := contents(t, filepath.Join(dir, "pictures"))
	pictures := 0
	for name, data := range files {
		if strings.HasPrefix(name, "pictures") {
			pictures++
			if exported[filepath.Base(name)] != data {
				t.Errorf("%s is not the picture that was exported", name)
			}
		}
	}
	if pictures != len(exported) {
		t.Errorf("%d pictures of %d", pictures, len(exported))
	}
	paiban(t, dir, "build", "paper").want(t, exitClean)

	write(t, dir, "a.xml", "<nitf><body><body.content>\n<p>一段。</p></body.content></body></nitf>")
	write(t, dir, "b.md", "# 题\n\n一段。![](a.xml)\n")
	write(t, dir, "c.json", `{"headline": "题", "body_text": "一段。"}`)
	paiban(t, dir, "import", "a.xml", "b.md", "c.json", "--out", "three").want(t, exitClean)
	toml := contents(t, filepath.Join(dir, "three"))["pages.toml"]
	if !strings.Contains(toml, "# picture (b.md line 3)") || strings.Contains(toml, "\n[[story.picture]]") {
		t.Errorf("what is no picture is taken for one:\n%s", toml)
	}
	paiban(t, dir, "build", "three").want(t, exitClean)

	for name, text := range map[string]string{"t.xml": "<nitf>\n<p>", "t.json": "{\n", "t.docx": "PK\x03\x04"} {
		write(t, dir, name, text)
		if r := paiban(t, dir, "import", name, "--out", "no").want(t, exitInvalid); !strings.Contains(r.err, name) || name != "t.docx" && !strings.Contains(r.err, name+":") {
			t.Errorf("%s: %s", name, r.err)
		}
	}
	if len(contents(t, dir)) == 0 || os.Remove(filepath.Join(dir, "no")) == nil {
		t.Error("a refused file leaves something behind")
	}
	paiban(t, dir, "import", "b.md", "--format", "rtf").want(t, exitUsage)
}
