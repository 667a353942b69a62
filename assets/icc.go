// Package assets carries what the program ships beside its fonts.
package assets

import _ "embed"

// Newsprint is the CMYK output profile of newspapers whose press gave them none:
// IFRA26S coldset newsprint, ink limit 240 % (icc/README.md says where it is
// from). It must not be changed.
//
//go:embed icc/ifra240.icc
var Newsprint []byte

// NewsprintPacked is Newsprint as a zlib stream (RFC 1950), packed smaller than is done
// while a file is made. It must not be changed.
//
//go:embed icc/ifra240.icc.zz
var NewsprintPacked []byte
