package main

import (
	"debug/macho"
	"encoding/binary"
	"strings"
)

// The command with which a file says that its pointers are chained, and the bits of such a pointer
// that tell where it points to.
const (
	chainedFixups = 0x80000034
	chainedTarget = 1<<36 - 1
)

// openMachO opens a Mach-O file for one processor; nil where it is something else.
func openMachO(path string) *program {
	file, err := macho.Open(path)
	if err != nil {
		return nil
	}
	p := &program{
		order: file.ByteOrder, size: 4, symbols: map[string]uint64{},
		sections: map[string]section{}, tables: []string{"__gopclntab"},
	}
	if file.Magic == macho.Magic64 {
		p.size = 8
	}
	for _, load := range file.Loads {
		if raw := load.Raw(); file.ByteOrder.Uint32(raw) == chainedFixups {
			p.chained = pointers(file, p, raw)
		}
		segment, ok := load.(*macho.Segment)
		if !ok || segment.Filesz == 0 {
			continue
		}
		if content, err := segment.Data(); err == nil {
			p.loaded = append(p.loaded, part{segment.Addr, content})
		}
	}
	for _, s := range file.Sections {
		p.sections[s.Name] = section{s.Addr, s.Size, s.Data}
	}
	if file.Symtab != nil {
		for _, symbol := range file.Symtab.Syms {
			// Not those for debuggers, nor those of other files.
			if symbol.Type&0xe0 == 0 && symbol.Type&0x0e == 0x0e {
				p.symbols[strings.TrimPrefix(symbol.Name, "_")] = symbol.Value
			}
		}
	}
	return p
}

// pointers gives what reads a chained pointer: those of format 6 count from the header's address,
// those of format 2 are addresses.
func pointers(file *macho.File, p *program, command []byte) func(uint64) uint64 {
	base := uint64(0)
	text, edit := file.Segment("__TEXT"), file.Segment("__LINKEDIT")
	if text == nil || edit == nil {
		return nil
	}
	content, err := edit.Data()
	offset := uint64(binary.LittleEndian.Uint32(command[8:])) - edit.Offset
	if err != nil || offset+8 > uint64(len(content)) {
		return nil
	}
	content = content[offset:]
	starts := content[binary.LittleEndian.Uint32(content[4:]):]
	for count := binary.LittleEndian.Uint32(starts); count > 0; count-- {
		place := binary.LittleEndian.Uint32(starts[4*count:])
		if place != 0 && binary.LittleEndian.Uint16(starts[place+6:]) == 6 {
			base = text.Addr
		}
	}
	return func(word uint64) uint64 {
		if word>>63 != 0 {
			return word
		}
		return base + word&chainedTarget
	}
}
