package edition

// Limits on input, so that no file, however made, exhausts memory or the stack.
const (
	maxTOML    = 4 << 20   // bytes of pages.toml
	maxCopy    = 4 << 20   // bytes of a copy file: some 1.3 million 字
	maxPicture = 128 << 20 // bytes of a picture file
	maxFont    = 192 << 20 // bytes of a font file
	maxProfile = 16 << 20  // bytes of an ICC profile; those of presses have 0.3 to 3 MB
	maxNesting = 40        // arrays and inline tables inside each other; the vocabulary needs 3
	maxParts   = 16        // parts of a dotted key; the vocabulary needs 3
	maxMarks   = 8         // copy marks inside each other
	maxListed  = 10        // undecodable places listed a file
	maxAlike   = 50        // findings of one code listed a file
	maxTables  = 1000      // stories, pages, styles …; frames of one story; the pairs of all are compared
	maxFrames  = 2000      // of all stories
)

// tooDeep finds where src nests values deeper than maxNesting or joins more
// than maxParts keys by dots, −1 if nowhere. The decoder recurses on the first
// and takes quadratic memory on the second. The scan knows strings and comments
// as TOML does up to the first error, where the decoder stops too.
func tooDeep(src string) int {
	x := &indexer{src: src}
	depth, dots := 0, 0
	for x.i < len(src) {
		switch src[x.i] {
		case '#':
			x.comment()
			continue
		case '"', '\'':
			x.stringEnd()
			continue
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(depth-1, 0)
		case '.':
			dots++
		case '\n':
			dots = 0
		case '=', ',':
			dots = 0
		}
		if depth > maxNesting || dots > maxParts {
			return x.i
		}
		x.i++
	}
	return -1
}
