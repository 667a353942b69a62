package main

import (
	"encoding/json"
	"encoding/xml"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paiban/layout/lock"
)

// All formats of the sample edition are there, and what refers to a file by its
// digest, its size or its pixels tells the truth.
func TestExport(t *testing.T) {
	out := t.TempDir()
	paiban(t, repo(t), "export", "--to", "all", "--base", "https://archive.example.org/2024-01-12", "--out", out, "--dpi", "40").want(t, exitClean)
	files := contents(t, out)
	for _, name := range []string{"06.alto.xml", "06.png", "mets.xml", "manifest.json"} {
		if files[name] == "" {
			t.Errorf("no %s", name)
		}
	}
	for _, ext := range []string{".txt", ".md", ".jsonld", ".ninjs.json"} {
		for _, id := range []string{"boai", "zhulejun", "huadong", "xindongyuan", "funv"} {
			if files[filepath.Join("stories", id+ext)] == "" {
				t.Errorf("no %s%s", id, ext)
			}
		}
	}
	var m struct {
		Files []struct {
			Size int    `xml:"SIZE,attr"`
			Sum  string `xml:"CHECKSUM,attr"`
			At   struct {
				Href string `xml:"href,attr"`
			} `xml:"FLocat"`
		} `xml:"fileSec>fileGrp>file"`
	}
	if err := xml.Unmarshal([]byte(files["mets.xml"]), &m); err != nil || len(m.Files) != 2 {
		t.Fatalf("%+v, %v", m, err)
	}
	for _, f := range m.Files {
		data := files[f.At.Href]
		if len(data) != f.Size || string(lock.SumBytes([]byte(data))) != f.Sum {
			t.Errorf("METS is wrong about %s", f.At.Href)
		}
	}
	checkManifestPixels(t, files)
	for name, text := range files { // links of the Markdown lead to files
		if !strings.HasSuffix(name, ".md") {
			continue
		}
		for _, part := range strings.Split(text, "](<")[1:] {
			to, _, _ := strings.Cut(part, ">")
			if files[filepath.Join("stories", filepath.FromSlash(to))] == "" {
				t.Errorf("%s leads to %s, which is not there", name, to)
			}
		}
	}
}

func checkManifestPixels(t *testing.T, files map[string]string) {
	t.Helper()
	var man struct {
		Items []struct{ Width, Height int }
	}
	if err := json.Unmarshal([]byte(files["manifest.json"]), &man); err != nil {
		t.Fatal(err)
	}
	img, err := png.DecodeConfig(strings.NewReader(files["06.png"]))
	if err != nil {
		t.Fatal(err)
	}
	if man.Items[0].Width != img.Width || man.Items[0].Height != img.Height {
		t.Errorf("the manifest says %+v, the picture has %d × %d", man.Items[0], img.Width, img.Height)
	}
}

func TestExportSaysWhatIsWrong(t *testing.T) {
	dir := folder(t, little("一句话。"))
	for _, args := range []string{"", "--to docx", "--to iiif", "--to ninjs", "--to text --base ftp://x/", "--to text --base x",
		"--to alto --strings glyphs", "--to iiif --base https://x/ --dpi 9"} {
		paiban(t, dir, append([]string{"export"}, strings.Fields(args)...)...).want(t, exitUsage)
	}
	if _, err := os.Stat(filepath.Join(dir, "out")); err == nil {
		t.Error("a wrong command line writes something")
	}
}

// Pictures of one name from two folders stay two files.
func TestExportPictureNames(t *testing.T) {
	files := little("一句话。")
	pic, err := os.ReadFile(filepath.Join(repo(t), "assets", "sample", "pictures", "nagasaki-boats.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	files["a/x.jpg"], files["b/x.jpg"] = string(pic), string(pic)+" "
	files["pages.toml"] += `
[[story.picture]]
file = "a/x.jpg"
legs = [1, 1]
height = 8
[[story.picture]]
file = "b/x.jpg"
legs = [2, 2]
height = 8
`
	dir := folder(t, files)
	r := paiban(t, dir, "export", "--to", "markdown")
	if r.code == exitInvalid {
		t.Fatal(r.err)
	}
	got := contents(t, filepath.Join(dir, "out"))
	if got["pictures/a-x.jpg"] != files["a/x.jpg"] || got["pictures/b-x.jpg"] != files["b/x.jpg"] {
		t.Errorf("files %v", names(got))
	}
}
