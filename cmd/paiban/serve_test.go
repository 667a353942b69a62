package main

import (
	"bufio"
	"io"
	"net/http"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

func TestServe(t *testing.T) {
	dir := folder(t, little("一句话。"))
	serves(t, dir, "--port", "0")
	for _, args := range [][]string{{"--port", "70000"}, {"--editor", "vim"}, {"--editor", "javascript:alert('{file}')"}, {"a", "b"}} {
		paiban(t, dir, append([]string{"serve"}, args...)...).want(t, exitUsage)
	}
}

// serves starts the live page, gets it and interrupts it.
func serves(t *testing.T, dir string, args ...string) {
	t.Helper()
	c := command(dir, nil, append([]string{"serve"}, args...)...)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Process.Kill() }()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	url := regexp.MustCompile(`http://127\.0\.0\.1:\d+/`).FindString(line)
	resp, err := http.Get(url)
	if err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	body, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil || resp.StatusCode != 200 || !strings.Contains(string(body), "desk.js") {
		t.Errorf("GET %s: %d, %v", url, resp.StatusCode, err)
	}
	if err := c.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait()
	if got := c.ProcessState.ExitCode(); got != exitInterrupted {
		t.Errorf("exit code %d, want %d", got, exitInterrupted)
	}
}
