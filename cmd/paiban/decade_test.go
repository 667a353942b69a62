package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// A decade of a newspaper, made from the sample's text by seeded shuffles: every
// edition has eight broadsheet pages, every page stories of all sizes, pictures,
// rules and crossheads. The same seed gives the same files.

// slot is a story's place on a made page.
type slot struct {
	columns, lines [2]int
	legs, head     int // legs; size of the head in points
	picture        int // columns of a picture, 0 = none
	fill           int // copy, in per cent of a plain count of its 字: found by trial, a little less than fits
	tail           string
}

// patterns are the pages' plans: 对开, 8 columns of 13字, 120 lines.
var patterns = [][]slot{
	{
		{columns: [2]int{1, 5}, lines: [2]int{1, 52}, legs: 4, head: 40, fill: 90, picture: 3},
		{columns: [2]int{6, 8}, lines: [2]int{1, 52}, legs: 3, head: 28, fill: 88},
		{columns: [2]int{1, 3}, lines: [2]int{55, 120}, legs: 3, head: 26, fill: 88},
		{columns: [2]int{4, 8}, lines: [2]int{55, 90}, legs: 5, head: 32, fill: 87, tail: "border = \"thin\"\n"},
		{columns: [2]int{4, 8}, lines: [2]int{93, 120}, legs: 5, head: 24, fill: 100},
	},
	{
		{columns: [2]int{1, 8}, lines: [2]int{1, 40}, legs: 6, head: 48, fill: 108},
		{columns: [2]int{1, 4}, lines: [2]int{43, 120}, legs: 4, head: 30, fill: 91, picture: 2},
		{columns: [2]int{5, 6}, lines: [2]int{43, 80}, legs: 2, head: 20, fill: 89},
		{columns: [2]int{7, 8}, lines: [2]int{43, 80}, legs: 2, head: 20, fill: 89},
		{columns: [2]int{5, 8}, lines: [2]int{83, 120}, legs: 4, head: 26, fill: 86, tail: "tint = \"C0 M0 Y0 K8\"\n"},
	},
	{
		{columns: [2]int{1, 6}, lines: [2]int{1, 60}, legs: 6, head: 36, fill: 111, picture: 4},
		{columns: [2]int{7, 8}, lines: [2]int{1, 60}, legs: 1, head: 22, fill: 87},
		{columns: [2]int{1, 2}, lines: [2]int{63, 120}, legs: 2, head: 22, fill: 87},
		{columns: [2]int{3, 8}, lines: [2]int{63, 120}, legs: 6, head: 34, fill: 98, picture: 2},
	},
}

// decadeMaker makes editions of one text.
type decadeMaker struct {
	sentences, heads []string
	pictures         []string
}

func newDecade(t *testing.T, dir string) *decadeMaker {
	t.Helper()
	sample := filepath.Join(repo(t), "assets", "sample")
	src, err := os.ReadFile(filepath.Join(sample, "page-text.txt"))
	if err != nil {
		t.Fatal(err)
	}
	m := &decadeMaker{}
	for _, para := range strings.Split(string(src), "\n") {
		if n := utf8.RuneCountInString(para); n < 30 {
			if h := strings.TrimSpace(strings.NewReplacer("“", "", "”", "").Replace(para)); n > 5 && !strings.HasPrefix(h, "本报") && !strings.ContainsAny(h, "（()）。摄") {
				m.heads = append(m.heads, h)
			}
			continue
		}
		for _, s := range strings.SplitAfter(para, "。") {
			if strings.HasSuffix(s, "。") && strings.Count(s, "“") == strings.Count(s, "”") && strings.Count(s, "（") == strings.Count(s, "）") {
				m.sentences = append(m.sentences, s)
			}
		}
	}
	if err := os.CopyFS(filepath.Join(dir, "pictures"), os.DirFS(filepath.Join(sample, "pictures"))); err != nil {
		t.Fatal(err)
	}
	found, err := filepath.Glob(filepath.Join(dir, "pictures", "*.jpg"))
	if err != nil || len(found) == 0 || len(m.heads) < 5 || len(m.sentences) < 50 {
		t.Fatal(err, found, len(m.heads), len(m.sentences))
	}
	for _, f := range found {
		m.pictures = append(m.pictures, filepath.Base(f))
	}
	return m
}

// edition makes the pages.toml of the n-th day.
func (m *decadeMaker) edition(n int) string {
	rnd := rand.New(rand.NewPCG(2014, uint64(n)))
	day := time.Date(2014, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n)
	var b strings.Builder
	fmt.Fprintf(&b, "[edition]\nname = \"河声报\"\ndate = %s\npreset = \"duikai\"\nrules = \"2026.1\"\nfolders = [\"../pictures\"]\n", day.Format(time.DateOnly))
	for p := 1; p <= 8; p++ {
		fmt.Fprintf(&b, "\n[[page]]\nname = \"%02d\"\nsection = \"要闻\"\n", p)
	}
	for p := 1; p <= 8; p++ {
		for i, s := range patterns[rnd.IntN(len(patterns))] {
			m.story(&b, rnd, fmt.Sprintf("p%d-%d", p, i+1), fmt.Sprintf("%02d", p), s)
		}
	}
	return b.String()
}

// head gives a head of at most that many 字, so that it takes one line.
func (m *decadeMaker) head(rnd *rand.Rand, most int) string {
	for {
		h := []rune(m.heads[rnd.IntN(len(m.heads))])
		if len(h) <= most {
			return string(h)
		}
		if rnd.IntN(4) == 0 { // none of them may be that short
			return string(h[:most])
		}
	}
}

// story writes a story with as much copy as its place takes, less an eighth.
func (m *decadeMaker) story(b *strings.Builder, rnd *rand.Rand, id, page string, s slot) {
	wide := s.columns[1] - s.columns[0] + 1
	high := s.lines[1] - s.lines[0] + 1
	head := m.head(rnd, wide*13*9*9/10/s.head)
	fmt.Fprintf(b, "\n[[story]]\nid = %q\npage = %q\nhead = %q\ncolumns = [%d, %d]\nlines = [%d, %d]\nlegs = %d\n%sstyle = { head = \"h%d\" }\n",
		id, page, head, s.columns[0], s.columns[1], s.lines[0], s.lines[1], s.legs, s.tail, s.head)
	room := wide * 13 * (high - s.head/6 - 4)
	picture := 0
	if s.picture > 0 {
		picture = high / 2
		room -= s.picture * 14 * picture
	}
	room = room * s.fill / 100
	fmt.Fprintf(b, "text = '''\n@ 本报记者 %c%c\n", []rune("张王李赵周吴")[rnd.IntN(6)], []rune("芳明伟娜敏静")[rnd.IntN(6)])
	for used, n := 0, 0; used < room; n++ {
		if n%5 == 4 && used < room*3/4 {
			b.WriteString("# " + m.heads[rnd.IntN(len(m.heads))] + "\n")
			used += 26
		}
		for k := 2 + rnd.IntN(3); k > 0 && used < room; k-- {
			sentence := m.sentences[rnd.IntN(len(m.sentences))]
			used += utf8.RuneCountInString(sentence)
			b.WriteString(sentence)
		}
		used += 8
		b.WriteString("\n")
	}
	b.WriteString("'''\n")
	if s.picture > 0 {
		fmt.Fprintf(b, "\n[[story.picture]]\nfile = %q\ncolumns = [%d, %d]\nheight = %d\ncaption = \"河边的一天。\"\ncredit = \"周芳 摄\"\n",
			m.pictures[rnd.IntN(len(m.pictures))], s.columns[1]-s.picture+1, s.columns[1], picture)
	}
}

// make writes the editions of days [from,to) under dir, a folder a day, and
// gives the folders' names.
func (m *decadeMaker) make(t *testing.T, dir string, from, to int) (days []string) {
	t.Helper()
	var styles strings.Builder
	for _, size := range []int{20, 22, 24, 26, 28, 30, 32, 34, 36, 40, 48} {
		fmt.Fprintf(&styles, "\n[style.h%d]\nextends = \"head\"\nsize = \"%dpt\"\n", size, size)
	}
	for n := from; n < to; n++ {
		day := fmt.Sprintf("%05d", n)
		write(t, dir, day+"/pages.toml", m.edition(n)+styles.String())
		days = append(days, day)
	}
	return days
}

// decadeSum adds up what chunks of a decade come to.
type decadeSum struct {
	editions, pages int
	bytes           int64
	peak            int64 // most memory of a run, in bytes
	spent           time.Duration
	digest          hash.Hash // of all files' digests, in order
}

// chunk makes, builds, checks and discards the editions of days [from,to).
func (m *decadeMaker) chunk(t *testing.T, dir string, from, to int, sum *decadeSum) {
	t.Helper()
	write(t, dir, "list.txt", strings.Join(m.make(t, dir, from, to), "\n")+"\n")
	out := filepath.Join(dir, "built")
	c := command(dir, nil, "batch", "list.txt", "--out", out, "--allow", ".")
	began := time.Now()
	r := runCommand(t, c)
	sum.spent += time.Since(began)
	if (r.code != exitClean && r.code != exitFindings) || !strings.Contains(r.out, "failed: 0") {
		t.Fatalf("code %d: %s\n%s", r.code, r.out, r.err)
	}
	sum.peak = max(sum.peak, maxRSS(c.ProcessState))
	paiban(t, dir, "batch", "list.txt", "--out", out, "--merge").want(t, exitClean)
	sum.add(t, out)
	sum.editions += to - from
	m.judge(t, filepath.Join(out, fmt.Sprintf("%05d", from)))
	if err := os.RemoveAll(out); err != nil {
		t.Fatal(err)
	}
	for n := from; n < to; n++ {
		if err := os.RemoveAll(filepath.Join(dir, fmt.Sprintf("%05d", n))); err != nil {
			t.Fatal(err)
		}
	}
}

// add reads the pages in a folder, one at a time: see maxRSS.
func (sum *decadeSum) add(t *testing.T, out string) {
	t.Helper()
	pages, err := filepath.Glob(filepath.Join(out, "*", "*.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		data, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		name, _ := filepath.Rel(out, page)
		sum.pages++
		sum.bytes += int64(len(data))
		fmt.Fprintf(sum.digest, "%s %x\n", filepath.ToSlash(name), sha256.Sum256(data))
		if !bytes.HasPrefix(data, []byte("%PDF-1.")) || !bytes.HasSuffix(bytes.TrimRight(data, "\r\n"), []byte("%%EOF")) {
			t.Errorf("%s is no PDF", name)
		}
	}
}

// judge has qpdf look at an edition's pages, if it is there.
func (m *decadeMaker) judge(t *testing.T, dir string) {
	t.Helper()
	qpdf, err := exec.LookPath("qpdf")
	if err != nil {
		return
	}
	pages, err := filepath.Glob(filepath.Join(dir, "*.pdf"))
	if err != nil || len(pages) != 8 {
		t.Fatalf("%d pages in %s, %v", len(pages), dir, err)
	}
	for _, p := range pages {
		if text, err := exec.Command(qpdf, "--check", p).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", p, err, text)
		}
	}
}

// TestDecade builds the first day of the decade.
func TestDecade(t *testing.T) {
	dir := t.TempDir()
	sum := &decadeSum{digest: sha256.New()}
	newDecade(t, dir).chunk(t, dir, 0, 1, sum)
	if sum.pages != 8 {
		t.Errorf("%d pages", sum.pages)
	}
}

// decadeChunk is how many editions stand on the disk at once: 600 MB.
const decadeChunk = 50

// TestArchive builds PAIBAN_ARCHIVE editions of the decade, all of it being 3650,
// and prints pages a second and the most memory.
func TestArchive(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("PAIBAN_ARCHIVE"))
	if err != nil || n < 1 {
		t.Skip("PAIBAN_ARCHIVE=3650 builds the decade (make bench-archive)")
	}
	dir := t.TempDir()
	m := newDecade(t, dir)
	sum := &decadeSum{digest: sha256.New()}
	for from := 0; from < n && !t.Failed(); from += decadeChunk {
		m.chunk(t, dir, from, min(from+decadeChunk, n), sum)
		t.Logf("%5d editions, %6d pages: %.1f pages a second, %d MiB at most, %.1f GB written", sum.editions, sum.pages,
			float64(sum.pages)/sum.spent.Seconds(), sum.peak>>20, float64(sum.bytes)/1e9)
	}
	t.Logf("digest of all pages %x", sum.digest.Sum(nil))
}
