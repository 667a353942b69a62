// Package pattern holds back regular expressions until they are asked for: a program
// of many commands would else compile, at every start, those of all of them.
package pattern

import (
	"regexp"
	"sync"
)

// Lazy gives the compiled expr, which must be a valid one, when first called.
func Lazy(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
