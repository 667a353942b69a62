package serve

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"paiban/fonts/fonttest"
	"paiban/layout/browsertest"
)

// liveDesk serves a copy of the sample edition and gives its folder and address.
func liveDesk(t *testing.T) (dir, addr string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "assets", "sample"), os.DirFS("../../assets/sample")); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../../pages.toml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "pages.toml"), data, 0o666); err != nil {
		t.Fatal(err)
	}
	d := New(Options{Input: filepath.Join(dir, "pages.toml"), Fonts: fonttest.Library(), Editor: "edit:{file}:{line}:{col}"})
	return dir, listenTo(t, d)
}

func listenTo(t *testing.T, d *Desk) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	watched := make(chan bool)
	go func() { d.Watch(ctx); close(watched) }()
	s := &http.Server{Handler: d.Handler(l.Addr().String())}
	go s.Serve(l)
	t.Cleanup(func() { stop(); s.Close(); <-watched })
	return l.Addr().String()
}

func replace(t *testing.T, path, old, new string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(data, []byte(old)) {
		t.Fatalf("%s has no %q", path, old)
	}
	if err := os.WriteFile(path, bytes.Replace(data, []byte(old), []byte(new), 1), 0o666); err != nil {
		t.Fatal(err)
	}
}

// watchPaint makes the page keep when each state was painted.
const watchPaint = `window.painted = {}; addEventListener("painted", (e) => { window.painted[e.detail.rev] = e.detail.at; }); 1`

func shots(name string) string {
	if dir := os.Getenv("PAIBAN_SHOTS"); dir != "" {
		return filepath.Join(dir, name)
	}
	return ""
}

// TestLivePage works at the page as an editor does: edits, breaks, mends,
// clicks, presses keys.
func TestLivePage(t *testing.T) {
	b := browsertest.Open(t)
	dir, addr := liveDesk(t)
	copyFile := filepath.Join(dir, "assets/sample/copy/funv.txt")
	b.Open("http://" + addr + "/?lang=en")
	b.Eval(watchPaint)
	b.Until("the page's tiles", `document.querySelectorAll("#now .level img").length > 3`)
	b.Until("the story table", `document.querySelectorAll("#stories tr").length === 5`)
	first := b.Shot(shots("first.png"))

	// An edit of copy shows, in pixels and in the table.
	row := func() string {
		return b.Eval(`[...document.querySelectorAll("#stories tr")].find((r) => r.innerText.startsWith("funv")).innerText`)
	}
	was := row()
	replace(t, copyFile, "焦作市妇女儿童活动中心", "焦作妇女儿童活动中心")
	b.Until("the new pixels", "Object.keys(painted).some((r) => r >= 2)")
	if row() == was {
		t.Errorf("the table did not follow: %s", was)
	}
	if bytes.Equal(b.Shot(""), first) {
		t.Error("no pixel changed")
	}

	// A broken pages.toml leaves the page with the error over it; mending clears it.
	pages := filepath.Join(dir, "pages.toml")
	replace(t, pages, "[edition]", "[edition\n")
	b.Until("the error", `!document.getElementById("error").hidden && document.getElementById("error").innerText.includes("pages.toml:")`)
	if n := b.Eval(`document.querySelectorAll("#now .level img").length`); n == "0" {
		t.Error("the last page is gone")
	}
	if got := b.Eval(`document.querySelector("#error a").href`); !strings.Contains(got, "edit:") || !strings.Contains(got, "pages.toml:") {
		t.Errorf("the error's link is %s", got)
	}
	b.Shot(shots("broken.png"))
	replace(t, pages, "[edition\n", "[edition]")
	b.Until("that it is mended", `document.getElementById("error").hidden`)

	// An overset: the count, the finding, and its place on a click.
	replace(t, copyFile, "焦作妇女儿童活动中心", "焦作妇女儿童活动中心"+strings.Repeat("又来了许多字", 30))
	b.Until("the overset", `document.querySelector("#stories .over") && document.querySelector("#findings .error")`)
	b.Key("1")
	b.Key("9")
	b.Eval(`document.querySelector("#findings .error button").click()`)
	b.Until("the mark", `document.querySelector("#now .mark")`)
	b.Until("tiles with overlays", `[...document.querySelectorAll("#now .level img")].some((i) => i.src.includes("grid%2Coverset"))`)
	time.Sleep(300 * time.Millisecond)
	b.Shot(shots("overset.png"))
	b.Key("c")
	b.Until("the last good build beside it", `!document.getElementById("before").hidden && document.querySelector("#before .level img")`)
	time.Sleep(300 * time.Millisecond)
	b.Shot(shots("compare.png"))
	b.Key("c")
	b.Key("1")
	b.Key("9")

	// A click on the page tells the line of copy.
	b.Until("the ground under the tiles", `document.querySelectorAll("#now .level.base img").length > 3`)
	b.Key("0")
	if n := b.Eval(`document.querySelectorAll("#now .level.base img").length`); n == "0" {
		t.Error("zoomed out, the page is blank until its tiles come")
	}
	b.Eval(`document.activeElement.blur()`)
	var x, y float64
	fmt.Sscanf(b.Eval(`(() => { const s = document.querySelector("#now .sheet").getBoundingClientRect(); const k = s.width / 1105.5; return (s.left + 200 * k) + " " + (s.top + 140 * k); })()`), "\"%f %f", &x, &y)
	b.Click(x, y)
	b.Until("the place", `!document.getElementById("place").hidden && document.getElementById("place").innerText.includes("pages.toml:") && document.getElementById("place").innerText.includes("K100 = 100%")`)
	b.Until("its tiles", `document.querySelectorAll("#now .level:not(.base) img").length > 3`)
	b.Shot(shots("place.png"))

	// The languages.
	b.Eval(`document.getElementById("lang").click()`)
	b.Until("Chinese", `document.getElementById("panel").textContent === "侧栏"`)
	b.Shot(shots("zh.png"))
	if got := b.Eval(`performance.getEntriesByType("resource").filter((e) => !e.name.startsWith(location.origin)).length`); got != "0" {
		t.Errorf("%s requests went elsewhere", got)
	}
}

// TestSaveToPixels measures from a save of copy to the new pixels on the screen
// of a real browser and prints the distribution. `make bench` runs it.
func TestSaveToPixels(t *testing.T) {
	if os.Getenv("PAIBAN_BENCH") == "" {
		t.Skip("run by make bench")
	}
	b := browsertest.Open(t)
	dir, addr := liveDesk(t)
	b.Open("http://" + addr + "/")
	b.Eval(watchPaint)
	b.Until("the page's tiles", `document.querySelectorAll("#now .level img").length > 3`)
	measure(t, b, dir, "whole page")
	b.Key("w")
	b.Eval(`document.querySelector("#now .sheet").getBoundingClientRect().width`)
	for range 18 {
		b.Key("ArrowDown")
	}
	time.Sleep(time.Second)
	measure(t, b, dir, "at the width of the window")
}

func measure(t *testing.T, b *browsertest.Browser, dir, what string) {
	t.Helper()
	copyFile := filepath.Join(dir, "assets/sample/copy/funv.txt")
	words := [2]string{"焦作市妇女儿童活动中心", "焦作妇女儿童活动中心"}
	var took []float64
	for i := range 44 {
		b.Eval("last = Math.max(1, ...Object.keys(painted))")
		replace(t, copyFile, words[i%2], words[(i+1)%2])
		saved := float64(time.Now().UnixMicro()) / 1000
		b.Until("the new pixels", "painted[last + 1]")
		var at float64
		fmt.Sscan(b.Eval("painted[last + 1]"), &at)
		if i >= 4 { // caches are warm, as on any working day
			took = append(took, at-saved)
		}
		time.Sleep(60 * time.Millisecond)
	}
	slices.Sort(took)
	at := func(share float64) float64 { return took[min(len(took)-1, int(share*float64(len(took))))] }
	t.Logf("save → new pixels, sample, %s, %d saves: min %.0f, median %.0f, p90 %.0f, p95 %.0f, max %.0f ms",
		what, len(took), took[0], at(0.5), at(0.9), at(0.95), took[len(took)-1])
}
