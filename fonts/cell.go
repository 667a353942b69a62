package fonts

import "paiban/layout/geom"

// Cell is one glyph as placed on a line. The cell runs from X to X+W; the
// glyph's own origin is at X+Dx (a squeezed opening mark has Dx = −½ em: its
// blank left half falls outside the cell). A gap before the next cell is the
// justification's.
type Cell struct {
	ID    GID
	Runes uint32      // characters that the glyph stands for; 0 = goes on with the cell before
	X     geom.Length // left edge
	W     geom.Length // width
	Dx    geom.Length // outline shift, right positive
	Dy    geom.Length // outline shift, down positive
}
