package jpeg

// scan is one scan being read (T.81, B.2.3).
type scan struct {
	*decoder
	bits
	parts   []part
	ss, se  int  // band of coefficients
	ah, al  uint // bits of them: successive approximation (G.1.2.1.2)
	eobs    int  // blocks yet to come that end before their first coefficient
	mcu     int  // done since the last restart
	nextRST byte
	whole   [64]int16 // a block of a sequential picture, which is transformed at once
}

// part is one component of a scan.
type part struct {
	*component
	dc, ac *huffman
	last   int32 // DC of the block before
}

// maxScans bounds the scans of a picture: each goes over all of it, and a small
// file could keep the program busy for hours.
const maxScans = 100

// scan reads a scan header and its data.
func (d *decoder) scan(seg []byte) error {
	s, err := d.header(seg)
	if err != nil {
		return err
	}
	if d.scans++; d.scans > maxScans {
		return UnsupportedError("so many scans")
	}
	for _, p := range s.parts {
		if p.quant == nil {
			if p.quant = d.quant[p.tq]; p.quant == nil {
				return FormatError("a quantisation table is missing")
			}
			if d.progressive {
				p.coeffs = make([]int16, 64*p.stride*p.rows)
			} else {
				p.open()
			}
		}
	}
	s.bits = bits{data: d.data, pos: d.pos}
	if err := s.blocks(); err != nil {
		return err
	}
	d.pos = s.bits.pos
	return nil
}

func (d *decoder) header(seg []byte) (*scan, error) {
	if d.comps == nil {
		return nil, FormatError("a scan before its frame")
	}
	if len(seg) < 1 || len(seg) != 4+2*int(seg[0]) || seg[0] < 1 || int(seg[0]) > len(d.comps) {
		return nil, FormatError("a scan header of a wrong length")
	}
	n := int(seg[0])
	tail := seg[1+2*n:]
	s := &scan{decoder: d, ss: int(tail[0]), se: int(tail[1]), ah: uint(tail[2] >> 4), al: uint(tail[2] & 15)}
	if !d.progressive {
		s.ss, s.se, s.ah, s.al = 0, 63, 0, 0 // as they must be
	}
	if s.ss > s.se || s.se > 63 || s.al > 13 || s.ah > 0 && s.ah != s.al+1 ||
		d.progressive && (s.ss == 0 && s.se != 0 || s.ss > 0 && n > 1) {
		return nil, FormatError("a scan of coefficients that cannot be")
	}
	units := 0
	for i := range n {
		id, t := seg[1+2*i], seg[2+2*i]
		c := d.component(id)
		if c == nil || t>>4 > 3 || t&15 > 3 {
			return nil, FormatError("a scan of an unknown component or table")
		}
		for _, p := range s.parts {
			if p.component == c {
				return nil, FormatError("a component twice in a scan")
			}
		}
		p := part{component: c, dc: d.huff[0][t>>4], ac: d.huff[1][t&15]}
		if s.ss == 0 && s.ah == 0 && p.dc == nil || s.se > 0 && p.ac == nil {
			return nil, FormatError("a Huffman table is missing")
		}
		units += int(c.h) * int(c.v)
		s.parts = append(s.parts, p)
	}
	if n > 1 && units > 10 { // B.2.3
		return nil, FormatError("too many blocks in a unit")
	}
	return s, nil
}

func (d *decoder) component(id byte) *component {
	for _, c := range d.comps {
		if c.id == id {
			return c
		}
	}
	return nil
}

// blocks reads all blocks: of one component row by row, of several unit by unit
// (T.81, A.2).
func (s *scan) blocks() error {
	if len(s.parts) == 1 {
		p := &s.parts[0]
		for y := range p.high {
			for x := range p.w {
				if err := s.block(p, x, y); err != nil {
					return err
				}
				if err := s.unitDone(y == p.high-1 && x == p.w-1); err != nil {
					return err
				}
			}
		}
		return nil
	}
	across, down := ceil(s.w, 8*s.hMax), ceil(s.h, 8*s.vMax)
	for my := range down {
		for mx := range across {
			for i := range s.parts {
				p := &s.parts[i]
				for v := range int(p.v) {
					for h := range int(p.h) {
						if err := s.block(p, mx*int(p.h)+h, my*int(p.v)+v); err != nil {
							return err
						}
					}
				}
			}
			if err := s.unitDone(my == down-1 && mx == across-1); err != nil {
				return err
			}
		}
	}
	return nil
}

// unitDone goes over a restart marker where one is due (T.81, B.2.1).
func (s *scan) unitDone(last bool) error {
	if err := s.over(); err != nil {
		return err
	}
	if s.mcu++; s.restart == 0 || s.mcu < s.restart || last {
		return nil
	}
	// Bits that are left fill the last byte; the marker is not in the accumulator.
	for pos := s.bits.pos; ; pos++ {
		if pos+1 >= len(s.data()) {
			return errShort
		}
		b := s.data()[pos+1]
		if s.data()[pos] != 0xFF || b == 0xFF {
			continue
		}
		if b != rst0+s.nextRST {
			return FormatError("a restart marker is missing")
		}
		s.bits = bits{data: s.data(), pos: pos + 2}
		break
	}
	s.nextRST = (s.nextRST + 1) & 7
	s.mcu, s.eobs = 0, 0
	for i := range s.parts {
		s.parts[i].last = 0
	}
	return nil
}

func (s *scan) data() []byte { return s.decoder.data }

// block reads one block of a component, or what the scan has of it.
func (s *scan) block(p *part, x, y int) error {
	if !s.progressive {
		b := s.whole[:]
		clear(b)
		if err := s.dcFirst(p, b); err != nil {
			return err
		}
		if err := s.acAll(p, b); err != nil {
			return err
		}
		p.put(b, x, y)
		return nil
	}
	at := 64 * (y*p.stride + x)
	b := p.coeffs[at : at+64 : at+64]
	switch {
	case s.ss == 0 && s.ah == 0:
		return s.dcFirst(p, b)
	case s.ss == 0:
		if s.get(1) != 0 {
			b[0] |= 1 << s.al
		}
		return nil
	case s.ah == 0:
		return s.acFirst(p, b)
	}
	return s.acRefine(p, b)
}

func (s *scan) dcFirst(p *part, b []int16) error {
	k, err := s.value(p.dc)
	if err != nil {
		return err
	}
	if k > 16 {
		return FormatError("a DC difference of too many bits")
	}
	p.last += s.extend(uint(k))
	b[0] = int16(p.last << s.al)
	return nil
}

// acAll reads the AC coefficients of a sequential block (T.81, F.2.2.2).
func (s *scan) acAll(p *part, b []int16) error {
	for k := 1; k < 64; k++ {
		rs, err := s.value(p.ac)
		if err != nil {
			return err
		}
		run, size := int(rs>>4), uint(rs&15)
		if size == 0 {
			if run != 15 {
				return nil
			}
			k += 15
			continue
		}
		if k += run; k > 63 {
			return FormatError("a run beyond its block")
		}
		b[zigzag[k]] = int16(s.extend(size))
	}
	return nil
}

// acFirst reads the first bits of a band (T.81, G.1.2.2).
func (s *scan) acFirst(p *part, b []int16) error {
	if s.eobs > 0 {
		s.eobs--
		return nil
	}
	for k := s.ss; k <= s.se; k++ {
		rs, err := s.value(p.ac)
		if err != nil {
			return err
		}
		run, size := int(rs>>4), uint(rs&15)
		if size == 0 {
			if run != 15 {
				s.eobs = 1<<run - 1 + int(s.get(uint(run)))
				return nil
			}
			k += 15
			continue
		}
		if k += run; k > s.se {
			return FormatError("a run beyond its band")
		}
		b[zigzag[k]] = int16(s.extend(size) << s.al)
	}
	return nil
}

// acRefine reads one more bit of a band (T.81, G.1.2.3).
func (s *scan) acRefine(p *part, b []int16) error {
	k := s.ss
	for s.eobs == 0 && k <= s.se {
		rs, err := s.value(p.ac)
		if err != nil {
			return err
		}
		run, size := int(rs>>4), uint(rs&15)
		value := int16(0)
		switch {
		case size == 1:
			value = -1 << s.al
			if s.get(1) != 0 {
				value = 1 << s.al
			}
		case size > 1:
			return FormatError("a refinement of more than a bit")
		case run < 15:
			s.eobs = 1<<run + int(s.get(uint(run)))
		}
		if s.eobs > 0 {
			break
		}
		k = s.refine(b, k, run)
		if value != 0 {
			if k > s.se {
				return FormatError("a run beyond its band")
			}
			b[zigzag[k]] = value
		}
		k++
	}
	if s.eobs > 0 {
		s.refine(b, k, 64)
		s.eobs--
	}
	return nil
}

// refine gives a bit to each coefficient from k on that is not 0, over run ones
// that are, and gives the place of the next that is 0.
func (s *scan) refine(b []int16, k, run int) int {
	for ; k <= s.se; k++ {
		c := &b[zigzag[k]]
		if *c == 0 {
			if run == 0 {
				return k
			}
			run--
			continue
		}
		if s.get(1) != 0 {
			if *c > 0 {
				*c += 1 << s.al
			} else {
				*c -= 1 << s.al
			}
		}
	}
	return k
}
