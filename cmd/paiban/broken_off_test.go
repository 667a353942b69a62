package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// kills is how many moments of a build are tried.
func kills() int {
	if os.Getenv("PAIBAN_LONG") != "" {
		return 200
	}
	return 15
}

// A build killed at any moment leaves, under every name, a whole file of this run
// or the one that was there before – never the report of one beside the pages of
// the other – and the next build ends clean, with nothing left over.
func TestBuildKilled(t *testing.T) {
	newText, oldText := strings.Repeat("新的一天从河边开始。", 60), strings.Repeat("旧的一天在山上结束。", 75)
	edition := func(text string) map[string]string {
		files := map[string]string{"pages.toml": "[edition]\nname = \"河声报\"\ndate = 2026-11-23\n"}
		for _, n := range []string{"01", "02", "03", "04"} {
			files["pages.toml"] += "[[page]]\nname = \"" + n + "\"\n[[story]]\nid = \"s" + n + "\"\npage = \"" + n + "\"\nfit = \"off\"\nhead = \"河边\"\nfile = \"a.txt\"\n"
		}
		files["a.txt"] = text
		return files
	}
	built := func(text string) map[string]string {
		dir := folder(t, edition(text))
		paiban(t, dir, "build", "--sheet").want(t, exitClean)
		return contents(t, filepath.Join(dir, "out"))
	}
	before, after := built(oldText), built(newText)
	if before["report.json"] == after["report.json"] {
		t.Fatal("the reports cannot be told apart")
	}
	dir := folder(t, edition(newText))
	out := filepath.Join(dir, "out")
	began := time.Now()
	paiban(t, dir, "build", "--sheet").want(t, exitClean)
	whole := time.Since(began)

	rnd := rand.New(rand.NewPCG(7, 11))
	killed := 0
	for range kills() {
		if err := os.RemoveAll(out); err != nil {
			t.Fatal(err)
		}
		for name, text := range before {
			write(t, dir, filepath.Join("out", name), text)
		}
		c := command(dir, nil, "build", "--sheet")
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(rnd.Int64N(int64(whole)*5/4)), func() { c.Process.Kill() })
		if c.Wait() != nil {
			killed++
		}
		timer.Stop()
		now := contents(t, out)
		report, reported := now["report.json"]
		for name, text := range now {
			switch {
			case strings.HasSuffix(name, ".tmp"):
			case text != before[name] && text != after[name]:
				t.Fatalf("%s is torn: %d bytes", name, len(text))
			case reported && report == after["report.json"] && text != after[name]:
				t.Fatalf("%s is of the run before, beside the report of this one", name)
			case reported && report == before["report.json"] && text != before[name]:
				t.Fatalf("%s is of this run, beside the report of the one before", name)
			}
		}
		paiban(t, dir, "build", "--sheet").want(t, exitClean)
		if got := contents(t, out); len(got) != len(after) {
			t.Fatalf("after the next build: %v", names(got))
		} else {
			for name, text := range after {
				if got[name] != text {
					t.Fatalf("%s is not what a build of its own gives", name)
				}
			}
		}
	}
	if killed == 0 {
		t.Error("no build was killed: the test proves nothing")
	}
	t.Logf("%d of %d builds killed", killed, kills())
}

// A disk that is full, for pages of any size: exit code 4, a message, no torn file,
// none of an earlier run under a page's name; and clean once there is room.
func TestFullDisk(t *testing.T) {
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("needs to be root on Linux: it mounts a small disk")
	}
	dir := folder(t, map[string]string{"pages.toml": "[[page]]\n[[page]]\n[[story]]\npage = \"01\"\nfit = \"off\"\nfile = \"a.txt\"\n[[story]]\npage = \"02\"\nfit = \"off\"\nfile = \"a.txt\"\n",
		"a.txt": strings.Repeat("新的一天从河边开始。", 300)})
	ref := filepath.Join(dir, "ref")
	paiban(t, dir, "build", "--out", ref, "--sheet", "--whole").want(t, exitClean)
	want := contents(t, ref)
	if len(want) != 6 {
		t.Fatal(len(want))
	}
	disk := filepath.Join(dir, "disk")
	if err := os.Mkdir(disk, 0o777); err != nil {
		t.Fatal(err)
	}
	if text, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=8m", "none", disk).CombinedOutput(); err != nil {
		t.Skipf("no disk can be mounted here: %s", text)
	}
	t.Cleanup(func() { exec.Command("umount", disk).Run() })
	out := filepath.Join(disk, "out")
	ballast := filepath.Join(disk, "ballast")
	blocks := func(names ...string) (n int) { // that files take
		for _, name := range names {
			n += (len(want[name]) + 4095) / 4096 * 4096
		}
		return n
	}
	pages := blocks("01.pdf", "02.pdf")
	sheets := blocks("01.sheet.json", "02.sheet.json")
	type run struct {
		args []string
		all  int
	}
	var runs []run
	for _, free := range []int{0, 4096, len(want["01.pdf"]) / 2, len(want["01.pdf"]) + 8192, -4096, -4096 - blocks("edition.pdf")} {
		for _, r := range []run{
			{[]string{"build", "--out", out}, pages},
			{[]string{"batch", "pages.toml", "--out", out, "--journal", filepath.Join(dir, "j"), "--again"}, pages},
			{[]string{"build", "--sheet", "--whole", "--out", out}, pages + sheets + blocks("edition.pdf")},
		} {
			if r.all += free; free >= 0 {
				r.all = free
			}
			if r.all >= 0 {
				runs = append(runs, r)
			}
		}
	}
	for _, r := range runs {
		args, free := r.args, r.all
		t.Run(fmt.Sprintf("%s %s, %d bytes free", args[0], args[1], free), func(t *testing.T) {
			if err := os.RemoveAll(out); err != nil {
				t.Fatal(err)
			}
			for name := range want { // of an earlier run
				if args[0] == "build" {
					write(t, out, name, "old")
				}
			}
			sheets := slices.Contains(args, "--sheet")
			fill(t, ballast, free)
			r := paiban(t, dir, args...)
			if r.code != exitUnwritable || !strings.Contains(r.err+r.out, "full") && !strings.Contains(r.err+r.out, "磁盘已满") {
				t.Errorf("%s with %d bytes free: code %d\n%s%s", args[0], free, r.code, r.out, r.err)
			}
			for name, text := range contents(t, disk) {
				base := filepath.Base(name)
				kept := strings.HasSuffix(base, ".sheet.json") && !sheets && text == "old" // of a page that is there, if anyone wants it
				if base != "ballast" && !strings.HasSuffix(base, staleExt) && text != want[base] && base != "report.json" && !kept {
					t.Errorf("%s with %d bytes free: %s has %d bytes", args[0], free, name, len(text))
				}
			}
			if err := os.Remove(ballast); err != nil {
				t.Fatal(err)
			}
			paiban(t, dir, args...).want(t, exitClean)
			for name, text := range contents(t, out) {
				base := filepath.Base(name)
				if text != want[base] && !strings.HasSuffix(base, staleExt) && (sheets || !strings.HasSuffix(base, ".sheet.json")) && base != "report.json" {
					t.Errorf("%s after %s with room again: %s is not as it should be", args[0], args[0], name)
				}
			}
		})
	}
}

// fill leaves free bytes on the disk of path.
func fill(t *testing.T, path string, free int) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	block := bytes.Repeat([]byte{1}, 4096)
	var size int64
	for {
		n, err := f.Write(block)
		size += int64(n)
		if err != nil {
			break
		}
	}
	if err := f.Truncate(max(0, size-int64(free+4095)/4096*4096)); err != nil {
		t.Fatal(err)
	}
}

// An input that vanishes, or changes into something else, while a build goes on
// is an error of input or no matter; never a page of half of it.
func TestVanishingInput(t *testing.T) {
	files := map[string]string{"pages.toml": "[[page]]\n", "keep.txt": strings.Repeat("新的一天从河边开始。", 20)}
	for i := range 40 {
		n := string(rune('a'+i%26)) + string(rune('a'+i/26))
		files["pages.toml"] += "[[story]]\nid = \"" + n + "\"\nfit = \"off\"\ncolumns = " + string(rune('1'+i%8)) + "\nlines = [" + strconv.Itoa(1+i/8*20) + ", " + strconv.Itoa(20+i/8*20) + "]\nfile = \"" + n + ".txt\"\n"
		files[n+".txt"] = files["keep.txt"]
	}
	dir := folder(t, files)
	began := time.Now()
	paiban(t, dir, "build").want(t, exitClean)
	whole := time.Since(began)
	want := contents(t, filepath.Join(dir, "out"))
	rnd := rand.New(rand.NewPCG(3, 5))
	gone := 0
	for range kills() {
		c := command(dir, nil, "build")
		var errs bytes.Buffer
		c.Stderr = &errs
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rnd.Int64N(int64(whole))))
		for n := range files {
			if n != "pages.toml" {
				_ = os.Remove(filepath.Join(dir, n))
			}
		}
		err := c.Wait()
		var exited *exec.ExitError
		if err != nil && !errors.As(err, &exited) {
			t.Fatal(err)
		}
		got := contents(t, filepath.Join(dir, "out"))
		switch code := c.ProcessState.ExitCode(); code {
		case exitClean:
			if got["01.pdf"] != want["01.pdf"] {
				t.Fatal("a page of an edition that was taken away half way is not that of the whole")
			}
		case exitInvalid:
			gone++
			if _, ok := got["01.pdf"]; ok || !strings.Contains(errs.String(), "missing-file") {
				t.Fatalf("files %v\n%s", names(got), errs.String())
			}
		default:
			t.Fatalf("code %d\n%s", code, errs.String())
		}
		for n, text := range files {
			write(t, dir, n, text)
		}
	}
	t.Logf("%d of %d builds missed a file", gone, kills())
}
