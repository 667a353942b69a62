// Package browsertest drives a headless Chromium, for tests of pages.
package browsertest

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"
)

// Browser drives Chromium through its DevTools protocol over a pipe:
// messages are JSON, each ended by a NUL.
type Browser struct {
	t       *testing.T
	to      io.Writer
	mu      sync.Mutex
	next    int
	waiting map[int]chan reply
	session string
}

type reply struct {
	ID     int
	Result json.RawMessage
	Error  *struct{ Message string }
}

// Open starts Chromium with one page. The test is left out if there is none.
func Open(t *testing.T) *Browser {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium is installed (make test-long installs it)")
	}
	itsIn, toIt, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	fromIt, itsOut, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(path, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--user-data-dir="+t.TempDir(),
		"--no-first-run", "--window-size=1600,1000", "--disable-background-networking", "about:blank")
	c.ExtraFiles = []*os.File{itsIn, itsOut} // its descriptors 3 and 4
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	itsIn.Close()
	itsOut.Close()
	b := &Browser{t: t, to: toIt, waiting: map[int]chan reply{}}
	read := make(chan bool)
	go func() { b.read(fromIt); close(read) }()
	t.Cleanup(func() {
		b.call("Browser.close", nil, nil)
		toIt.Close()
		_ = c.Wait()
		<-read
		fromIt.Close()
	})
	var target struct{ TargetID string }
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var s struct{ SessionID string }
	b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &s)
	b.session = s.SessionID
	return b
}

func (b *Browser) read(from io.Reader) {
	r := bufio.NewReaderSize(from, 1<<20)
	for {
		data, err := r.ReadBytes(0)
		if err != nil {
			return
		}
		var m reply
		if json.Unmarshal(data[:len(data)-1], &m) != nil || m.ID == 0 {
			continue // an event
		}
		b.mu.Lock()
		ch := b.waiting[m.ID]
		delete(b.waiting, m.ID)
		b.mu.Unlock()
		if ch != nil {
			ch <- m
		}
	}
}

// call sends a command and waits for its answer.
func (b *Browser) call(method string, params, result any) {
	b.t.Helper()
	if err := b.try(method, params, result); err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
}

// try is call that gives an error of the browser back.
func (b *Browser) try(method string, params, result any) error {
	b.t.Helper()
	ch := make(chan reply, 1)
	b.mu.Lock()
	b.next++
	msg := map[string]any{"id": b.next, "method": method}
	b.waiting[b.next] = ch
	b.mu.Unlock()
	if params != nil {
		msg["params"] = params
	}
	if b.session != "" && method != "Browser.close" {
		msg["sessionId"] = b.session
	}
	data, err := json.Marshal(msg)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.to.Write(append(data, 0)); err != nil {
		b.t.Fatal(err)
	}
	select {
	case m := <-ch:
		if m.Error != nil {
			return errors.New(m.Error.Message)
		}
		if result != nil {
			return json.Unmarshal(m.Result, result)
		}
		return nil
	case <-time.After(2 * time.Minute):
		b.t.Fatalf("%s: no answer", method)
		return nil
	}
}

// Eval runs JavaScript in the page, awaits it and gives its value as JSON text.
func (b *Browser) Eval(js string) string {
	b.t.Helper()
	var out struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails *struct {
			Text      string
			Exception struct{ Description string }
		}
	}
	b.call("Runtime.evaluate", map[string]any{"expression": js, "awaitPromise": true, "returnByValue": true}, &out)
	if e := out.ExceptionDetails; e != nil {
		b.t.Fatalf("%s\n%s %s", js, e.Text, e.Exception.Description)
	}
	return string(out.Result.Value)
}

// Until waits for an expression to become true.
func (b *Browser) Until(what, js string) {
	b.t.Helper()
	for start := time.Now(); time.Since(start) < 2*time.Minute; time.Sleep(10 * time.Millisecond) {
		var out struct{ Result struct{ Value bool } }
		// A page that is being left has no place to run anything in.
		if err := b.try("Runtime.evaluate", map[string]any{"expression": "!!(" + js + ")", "returnByValue": true}, &out); err == nil && out.Result.Value {
			return
		}
	}
	if dir := os.Getenv("PAIBAN_SHOTS"); dir != "" {
		b.Shot(dir + "/failed.png")
	}
	b.t.Fatalf("not seen: %s\n%s", what, b.Eval("document.body.innerText"))
}

// Open goes to a page.
func (b *Browser) Open(url string) {
	b.t.Helper()
	b.call("Page.enable", nil, nil)
	b.call("Page.navigate", map[string]any{"url": url}, nil)
	b.Until("the page at "+url, fmt.Sprintf("location.href.startsWith(%q) && document.readyState === 'complete'", url))
}

// Key presses a key.
func (b *Browser) Key(key string) {
	b.t.Helper()
	for _, kind := range []string{"keyDown", "keyUp"} {
		b.call("Input.dispatchKeyEvent", map[string]any{"type": kind, "key": key, "text": map[bool]string{true: key}[len(key) == 1 && kind == "keyDown"]}, nil)
	}
}

// Click presses the mouse at a place of the window.
func (b *Browser) Click(x, y float64) {
	b.t.Helper()
	for _, kind := range []string{"mouseMoved", "mousePressed", "mouseReleased"} {
		b.call("Input.dispatchMouseEvent", map[string]any{"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}, nil)
	}
}

// Shot writes a picture of the window.
func (b *Browser) Shot(path string) []byte {
	b.t.Helper()
	var out struct{ Data string }
	b.call("Page.captureScreenshot", map[string]any{"format": "png"}, &out)
	data, err := base64.StdEncoding.DecodeString(out.Data)
	if err != nil {
		b.t.Fatal(err)
	}
	if path != "" {
		if err := os.WriteFile(path, data, 0o666); err != nil {
			b.t.Fatal(err)
		}
	}
	return data
}

// Resize gives the window another size, in CSS pixels.
func (b *Browser) Resize(w, h int) {
	b.t.Helper()
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": w, "height": h, "deviceScaleFactor": 1, "mobile": true}, nil)
}
