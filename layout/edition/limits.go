package edition

// How much is listed of what is wrong.
const (
	maxListed = 10 // undecodable places listed a file
	maxAlike  = 50 // findings of one code listed a file
)

// tooDeep finds where src nests values deeper than nesting or joins more than
// parts keys by dots, −1 if nowhere. The decoder recurses on the first
// and takes quadratic memory on the second. The scan knows strings and comments
// as TOML does up to the first error, where the decoder stops too.
func tooDeep(src string, nesting, parts int) int {
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
		if depth > nesting || dots > parts {
			return x.i
		}
		x.i++
	}
	return -1
}
