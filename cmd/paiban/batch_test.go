package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"paiban/layout/batch"
	"paiban/layout/lock"
)

// years makes a folder of n little editions, each with copy of its own.
func years(t *testing.T, n int) string {
	t.Helper()
	files := map[string]string{}
	for i := range n {
		for name, text := range little(fmt.Sprintf("第%d期。", i) + long(8+i%5)) {
			files[fmt.Sprintf("in/%03d/%s", i, name)] = text
		}
	}
	return folder(t, files)
}

// A batch writes the same bytes as build does for each edition.
func TestBatch(t *testing.T) {
	dir := years(t, 5)
	r := paiban(t, dir, "batch", "in/*", "--out", "built", "--sheet").want(t, exitClean)
	if !strings.Contains(r.out, "editions: 5; built now: 5 (pages: 5)") {
		t.Errorf("summary:\n%s", r.out)
	}
	for i := range 5 {
		one := t.TempDir()
		paiban(t, dir, "build", fmt.Sprintf("in/%03d", i), "--out", one, "--sheet").want(t, exitClean)
		want := contents(t, one)
		got := contents(t, filepath.Join(dir, "built", "in", fmt.Sprintf("%03d", i)))
		if !slices.Equal(names(got), names(want)) {
			t.Fatalf("files %v, want %v", names(got), names(want))
		}
		for name := range want {
			if got[name] != want[name] {
				t.Errorf("%d/%s is not what build writes", i, name)
			}
		}
	}
	journal, err := batch.ReadJournal(filepath.Join(dir, "built", "batch.journal"))
	if err != nil {
		t.Fatal(err)
	}
	for key, e := range journal.Done {
		got := contents(t, filepath.Join(dir, "built", filepath.Dir(key)))
		if len(e.Files) != len(got) {
			t.Errorf("%s: digests of %v, files %v", key, names(e.Files), names(got))
		}
		for name, sum := range e.Files {
			if sum != string(lock.SumBytes([]byte(got[name]))) {
				t.Errorf("%s: the digest of %s is not the file's", key, name)
			}
		}
	}
	r = paiban(t, dir, "batch", "in/*", "--out", "built", "--sheet").want(t, exitClean)
	if !strings.Contains(r.out, "built now: 0 ") || !strings.Contains(r.err, "5 of 5") {
		t.Errorf("the second run:\n%s%s", r.out, r.err)
	}
	// What has changed, and what is gone, is built again.
	write(t, dir, "in/003/pages.toml", little("新的一句。")["pages.toml"])
	if err := os.Remove(filepath.Join(dir, "built", "in", "001", "01.pdf")); err != nil {
		t.Fatal(err)
	}
	r = paiban(t, dir, "batch", "in/*", "--out", "built", "--sheet").want(t, exitClean)
	if !strings.Contains(r.out, "built now: 2 ") {
		t.Errorf("the third run:\n%s", r.out)
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// Editions that are wrong in all ways are told and stop no other.
func TestBatchFailures(t *testing.T) {
	dir := years(t, 3)
	write(t, dir, "in/bad/pages.toml", "not toml")
	write(t, dir, "in/over/pages.toml", little(long(800))["pages.toml"])
	write(t, dir, "list.txt", "in/*\nin/gone/pages.toml\n")
	write(t, dir, "built/in/001", "a file where a folder should be")
	r := paiban(t, dir, "batch", "list.txt", "--out", "built")
	if r.code != exitUnwritable {
		t.Errorf("code %d", r.code)
	}
	if !strings.Contains(r.out, "editions: 6; built now: 6 (pages: 3); done before: 0; with errors: 1; failed: 3") {
		t.Errorf("summary:\n%s", r.out)
	}
	for _, w := range []string{"in/bad/pages.toml: failed: pages.toml:1:", "in/gone/pages.toml: failed", "in/001/pages.toml: failed"} {
		if !strings.Contains(r.out, w) || !strings.Contains(r.err, w) {
			t.Errorf("%q is not said:\n%s\n%s", w, r.out, r.err)
		}
	}
	if !strings.Contains(r.err, "in/over/pages.toml: has errors") {
		t.Errorf("the overset is not said:\n%s", r.err)
	}
	wantFiles(t, filepath.Join(dir, "built", "in", "002"), "01.pdf", "report.json")
	wantFiles(t, filepath.Join(dir, "built", "in", "over"), "01.pdf", "report.json")
	wantFiles(t, filepath.Join(dir, "built", "in", "bad"), "report.json")

	for _, args := range []string{"batch", "batch in/* --jobs 0", "batch in/* --shard 3/2", "batch in/* --shard 1/2 --shards 2",
		"batch in/* --shards 2", "batch in/* --press pdf", "batch in/* --as-of x"} {
		paiban(t, dir, strings.Fields(args)...).want(t, exitUsage)
	}
	paiban(t, dir, "batch", "none/*").want(t, exitInvalid)
	paiban(t, dir, "batch", "nolist").want(t, exitInvalid)
}

// Shards build every edition once, into the same places; merge checks it.
func TestBatchShards(t *testing.T) {
	dir := years(t, 7)
	whole := t.TempDir()
	paiban(t, dir, "batch", "in/*", "--out", whole).want(t, exitClean)

	r := paiban(t, dir, "batch", "in/*", "--out", "built", "--merge").want(t, exitFindings)
	if strings.Count(r.out, "not built") != 7 {
		t.Errorf("merge of nothing:\n%s", r.out)
	}
	paiban(t, dir, "batch", "in/*", "--out", "built", "--shard", "1/3").want(t, exitClean)
	for _, env := range []string{"SLURM_ARRAY_TASK_ID=2 SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_MIN=1", "JOB_COMPLETION_INDEX=2"} {
		args := []string{"batch", "in/*", "--out", "built"}
		if strings.HasPrefix(env, "JOB") {
			runCommand(t, command(dir, strings.Fields(env), args...)).want(t, exitUsage)
			args = append(args, "--shards", "3")
		}
		runCommand(t, command(dir, strings.Fields(env), args...)).want(t, exitClean)
	}
	paiban(t, dir, "batch", "in/*", "--out", "built", "--merge").want(t, exitClean)

	var m struct {
		Editions []struct {
			Edition string
			Files   map[string]string
		}
	}
	got := contents(t, filepath.Join(dir, "built"))
	if err := json.Unmarshal([]byte(got["batch.json"]), &m); err != nil || len(m.Editions) != 7 {
		t.Fatalf("%+v, %v", m, err)
	}
	for name, text := range contents(t, whole) {
		if name != "batch.journal" && got[name] != text {
			t.Errorf("%s is not as it is without shards", name)
		}
	}
	if err := os.Remove(filepath.Join(dir, "built", "in", "004", "01.pdf")); err != nil {
		t.Fatal(err)
	}
	write(t, dir, "built/in/005/01.pdf", "rotten")
	r = paiban(t, dir, "batch", "in/*", "--out", "built", "--merge").want(t, exitFindings)
	if !strings.Contains(r.out, "in/004/pages.toml: 01.pdf is gone") || !strings.Contains(r.out, "in/005/pages.toml: 01.pdf is not") {
		t.Errorf("merge:\n%s", r.out)
	}
}

// A batch killed at any moment and taken up again ends with every file, whole and
// the same, and nothing built twice. Three kills at least with every test, two hundred in the
// long one.
func TestBatchKilled(t *testing.T) {
	least := 3
	if os.Getenv("PAIBAN_LONG") != "" {
		least = 200
	}
	const n = 40
	dir := years(t, n)
	want := t.TempDir()
	began := time.Now()
	paiban(t, dir, "batch", "in/*", "--out", want).want(t, exitClean)
	whole := time.Since(began)
	began = time.Now()
	paiban(t, dir, "batch", "in/*", "--out", want).want(t, exitClean) // all is done: this is how long starting takes
	within := whole/4 + 2*time.Since(began)

	rnd := rand.New(rand.NewPCG(1, 2))
	kills, rounds := 0, 0
	for ; kills < least; rounds++ {
		if rounds > 100 {
			t.Fatalf("only %d kills: the test proves little", kills)
		}
		out := fmt.Sprintf("built-%d", rounds)
		now := killed(t, rnd, dir, out, want, within)
		if kills += now; now < 2 {
			within = within * 9 / 10 // the machine has become faster
		}
		if text := paiban(t, dir, "batch", "in/*", "--out", out, "--merge").want(t, exitClean).out; !strings.Contains(text, "problems: 0") {
			t.Error(text)
		}
		checkJournal(t, contents(t, filepath.Join(dir, out))["batch.journal"], n)
	}
	t.Logf("%d kills in %d batches", kills, rounds)
}

// killed runs a batch again and again, killing it within a time, until a run comes to
// its end. It gives how often it was killed.
func killed(t *testing.T, rnd *rand.Rand, dir, out, want string, within time.Duration) int {
	t.Helper()
	if err := os.Mkdir(filepath.Join(dir, out), 0o777); err != nil { // a first run may be killed before it does
		t.Fatal(err)
	}
	for kills := 0; kills < 500; kills++ {
		c := command(dir, nil, "batch", "in/*", "--out", out)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(rnd.Int64N(int64(within))), func() { c.Process.Kill() })
		err := c.Wait()
		timer.Stop()
		checkWhole(t, filepath.Join(dir, out), want, err == nil)
		if err == nil {
			return kills
		}
		if kills%50 == 49 {
			within *= 2 // or slower
		}
	}
	t.Fatal("it gets nowhere")
	return 0
}

// checkJournal holds a journal to that each of n editions was ended once.
func checkJournal(t *testing.T, journal string, n int) {
	t.Helper()
	begun, ended := map[string]int{}, map[string]int{}
	for _, l := range strings.Split(strings.TrimSpace(journal), "\n") {
		var j struct{ Start, Done string }
		if err := json.Unmarshal([]byte(l), &j); err != nil {
			t.Fatalf("%v: %s", err, l)
		}
		begun[j.Start]++
		ended[j.Done]++
	}
	for i := range n {
		key := fmt.Sprintf("in/%03d/pages.toml", i)
		if ended[key] != 1 || begun[key] < 1 {
			t.Errorf("%s was begun %d times and ended %d times", key, begun[key], ended[key])
		}
	}
}

// checkWhole holds what is in got to the files in want: no file is torn, and if
// done none is missing and none left over.
func checkWhole(t *testing.T, got, want string, done bool) {
	t.Helper()
	is, should := contents(t, got), contents(t, want)
	for name, text := range is {
		if strings.HasSuffix(name, ".tmp") {
			if done {
				t.Errorf("%s is left over", name)
			}
			continue
		}
		if ref, ok := should[name]; name != "batch.journal" && name != "batch.json" && (!ok || ref != text) {
			t.Fatalf("%s is torn: %d bytes of %d", name, len(text), len(ref))
		}
	}
	if done && len(is) != len(should) {
		t.Errorf("%d files, want %d", len(is), len(should))
	}
}
