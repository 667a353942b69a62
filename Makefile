# make build      the program, ./paiban
# make test       everything that must hold; installs what Debian has for it if missing, and
#                 runs staticcheck where it can be had
# make test-long  the same with the slow cases, the live page and the site in Chromium, and a batch under Slurm
# make bench      Go benchmarks, then time and memory of the whole program on the sample
# make bench-compare BASE=rev  the Go benchmarks of a revision and of the files as they are, by benchstat
# make bench-archive  a decade of made editions, 3650 × 8 pages: hours, and at most 1 GB
# make cross      builds for all systems; the same bytes on arm64 (qemu-user) and from another Go release
# make quality    how well lines are set, in figures
# make fuzz       every fuzz target for FUZZTIME
# make lint       gofmt, vet, staticcheck, and govulncheck where its database can be reached
# make race       all tests under the race detector
# make release    archives for all systems with SHA256SUMS in dist, the same bytes for the same commit

GO ?= go

# No C library is needed, and a program without one starts 3 ms sooner.
export CGO_ENABLED ?= 0

FUZZTIME ?= 60s
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.6.1
GOVULNCHECK = golang.org/x/vuln/cmd/govulncheck@v1.1.4

.PHONY: cluster qemu build test test-long bench bench-compare bench-archive cross quality fuzz check tools browser lint race release

build:
	$(GO) build -o paiban ./cmd/paiban

test: tools check
	$(GO) test ./...

test-long: tools browser cluster lint race
	PAIBAN_LONG=1 PAIBAN_QUALITY=1 $(GO) test -timeout 180m ./...

check:
	@bad=$$(gofmt -l cmd layout fonts assets); if [ -n "$$bad" ]; then echo "gofmt: $$bad"; exit 1; fi
	$(GO) vet ./...
	@if $(GO) run $(STATICCHECK) -version >/dev/null 2>&1; then $(GO) run $(STATICCHECK) ./...; \
	else echo "SKIPPED staticcheck: it cannot be had from here"; fi

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...
	PAIBAN_BENCH=1 $(GO) test -count=1 -timeout 30m -run '^TestWholeProcess$$|^TestHundredPages$$' -v ./cmd/paiban
	PAIBAN_BENCH=1 $(GO) test -count=1 -run '^TestSaveToPixels$$' -v ./layout/serve

# Both revisions are built and run in turn, so that a machine that changes its speed
# changes that of both.
COUNT ?= 6
BENCH ?= .
bench-compare:
	@[ -n "$(BASE)" ] || { echo "make bench-compare BASE=revision [COUNT=6] [BENCH=regexp]"; exit 2; }
	@GO="$(GO)" sh .ci/bench-compare.sh "$(BASE)" "$(COUNT)" "$(BENCH)"

ARCHIVE ?= 3650
bench-archive: tools
	PAIBAN_ARCHIVE=$(ARCHIVE) $(GO) test -count=1 -timeout 48h -run '^TestArchive$$' -v ./cmd/paiban

cross: qemu
	PAIBAN_CROSS=1 $(GO) test -count=1 -timeout 60m -run '^TestCross$$' -v ./cmd/paiban

lint: check
	@if out=$$($(GO) run $(GOVULNCHECK) ./... 2>&1); then echo "govulncheck: no known vulnerability is reached"; \
	elif echo "$$out" | grep -q 'fetching vulnerabilities'; then echo "SKIPPED govulncheck: its database cannot be reached from here"; \
	else echo "$$out"; exit 1; fi

# The same tests under the race detector; a page takes five times as long there. The
# binding of PDFium reads eight bytes where a float32 stands, of which it uses four: the
# pointer checks that come with the detector are off for it alone.
race:
	CGO_ENABLED=1 $(GO) test -race -gcflags='github.com/klippa-app/go-pdfium/...=-d=checkptr=0' -timeout 120m ./...

release:
	rm -rf dist
	$(GO) run .ci/release.go dist

quality:
	PAIBAN_QUALITY=1 $(GO) test -count=1 -run 'Quality|Corpus|UnicodeLineBreaks' -v ./layout/paragraph ./layout/makeup

fuzz:
	@for p in $$($(GO) list ./...); do \
		for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz' || true); do \
			echo "$$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1s $$p || exit 1; \
		done; \
	done

# The outside judges of a page: qpdf, Ghostscript, poppler, lcms and libxml2. Taken from Debian,
# and only if one is missing.
tools: need = qpdf:qpdf gs:ghostscript pdftotext:poppler-utils pdftoppm:poppler-utils transicc:liblcms2-utils xmllint:libxml2-utils
browser: need = chromium:chromium
cluster: need = sbatch:slurm-wlm munged:munge
qemu: need = qemu-aarch64-static:qemu-user-static

tools browser cluster qemu:
	@missing=; for t in $(need); do \
		command -v $${t%%:*} >/dev/null || missing="$$missing $${t##*:}"; \
	done; \
	[ -z "$$missing" ] && exit 0; \
	if ! command -v apt-get >/dev/null; then \
		echo "make test needs:$$missing (no apt-get here: install them by hand)"; exit 1; fi; \
	if [ "$$(id -u)" = 0 ]; then as=; elif command -v sudo >/dev/null; then as=sudo; else \
		echo "make test needs:$$missing (run as root: apt-get install$$missing)"; exit 1; fi; \
	export DEBIAN_FRONTEND=noninteractive; \
	$$as apt-get -qq update && $$as apt-get -qq install -y --no-install-recommends $$missing
