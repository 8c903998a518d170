// Command gosym says what Go's own debug/gosym reads in the function tables of ELF and Mach-O files:
// one JSON object a file on standard output, or with -lines one line a function. With -inlined it says what
// debug/dwarf reads of the calls inlined into them instead; files without DWARF get no answer.
//
// gosym has to be told where the table lies and where Go's code starts. Both are looked for here
// with the help of debug/elf or debug/macho alone: the table by its section, its symbol or its first bytes; the
// start of the code by the symbol runtime.text or by the runtime's module data, which begins with
// the table's address and holds the table's first and last address. Files where neither is found
// get no answer.
package main

import (
	"bytes"
	"crypto/sha256"
	"debug/elf"
	"debug/gosym"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
)

// program is a file as its loader would place it in memory.
type program struct {
	order    binary.ByteOrder
	size     int
	loaded   []part
	symbols  map[string]uint64
	sections map[string]section
	// The names that a section of the function table may have.
	tables []string
	// What a word stands for that is no address as it is; nil where all are.
	chained func(uint64) uint64
}

type section struct {
	address, size uint64
	data          func() ([]byte, error)
}

type part struct {
	address uint64
	bytes   []byte
}

func open(path string) (*program, error) {
	if p := openMachO(path); p != nil {
		return p, nil
	}
	file, err := elf.Open(path)
	if err != nil {
		return nil, err
	}
	p := &program{
		order: file.ByteOrder, size: 4, symbols: map[string]uint64{},
		sections: map[string]section{}, tables: []string{".gopclntab", ".data.rel.ro.gopclntab"},
	}
	if file.Class == elf.ELFCLASS64 {
		p.size = 8
	}
	for _, s := range file.Sections {
		if _, known := p.sections[s.Name]; !known {
			p.sections[s.Name] = section{s.Addr, s.Size, s.Data}
		}
	}
	for _, segment := range file.Progs {
		if segment.Type != elf.PT_LOAD || segment.Filesz == 0 {
			continue
		}
		content := make([]byte, segment.Filesz)
		if _, err := segment.ReadAt(content, 0); err != nil {
			return nil, err
		}
		p.loaded = append(p.loaded, part{segment.Vaddr, content})
	}
	symbols, _ := file.Symbols()
	for _, symbol := range symbols {
		if symbol.Section != elf.SHN_UNDEF {
			p.symbols[symbol.Name] = symbol.Value
		}
	}
	p.relocate(file)
	return p, nil
}

func (p *program) word(b []byte) uint64 {
	if p.size == 4 {
		return uint64(p.order.Uint32(b))
	}
	word := p.order.Uint64(b)
	if p.chained != nil {
		return p.chained(word)
	}
	return word
}

// from gives the bytes from an address to the end of their segment.
func (p *program) from(address uint64) []byte {
	for _, part := range p.loaded {
		if address >= part.address && address-part.address < uint64(len(part.bytes)) {
			return part.bytes[address-part.address:]
		}
	}
	return nil
}

// relocate does what a loader does that leaves the file where it is.
func (p *program) relocate(file *elf.File) {
	relative := map[elf.Machine]uint32{
		elf.EM_X86_64: uint32(elf.R_X86_64_RELATIVE), elf.EM_AARCH64: uint32(elf.R_AARCH64_RELATIVE),
		elf.EM_S390: uint32(elf.R_390_RELATIVE), elf.EM_PPC64: uint32(elf.R_PPC64_RELATIVE),
		elf.EM_RISCV: uint32(elf.R_RISCV_RELATIVE),
	}
	kind, known := relative[file.Machine]
	table, err := file.DynValue(elf.DT_RELA)
	size, _ := file.DynValue(elf.DT_RELASZ)
	if err != nil || !known || p.size != 8 || len(table) == 0 || len(size) == 0 {
		return
	}
	rest := p.from(table[0])
	rest = rest[:min(uint64(len(rest)), size[0])]
	for ; len(rest) >= 24; rest = rest[24:] {
		if p.order.Uint64(rest[8:]) == uint64(kind) {
			if place := p.from(p.order.Uint64(rest)); len(place) >= 8 {
				p.order.PutUint64(place, p.order.Uint64(rest[16:]))
			}
		}
	}
}

// table gives the function table and its address.
func (p *program) table() ([]byte, uint64, error) {
	for _, name := range p.tables {
		if found, ok := p.sections[name]; ok {
			if content := p.from(found.address); content != nil {
				return content[:min(uint64(len(content)), found.size)], found.address, nil
			}
			content, err := found.data()
			return content, found.address, err
		}
	}
	if address, ok := p.symbols["runtime.pclntab"]; ok && p.from(address) != nil {
		return p.from(address), address, nil
	}
	for _, part := range p.loaded {
		for offset := 0; offset+64 <= len(part.bytes); offset += 8 {
			head := part.bytes[offset:]
			if !bytes.Equal(head[4:6], []byte{0, 0}) || int(head[7]) != p.size {
				continue
			}
			switch p.order.Uint32(head) {
			case 0xfffffffb, 0xfffffffa, 0xfffffff0, 0xfffffff1:
			default:
				continue
			}
			table, err := gosym.NewTable(nil, gosym.NewLineTable(head, 0))
			if err == nil && len(table.Funcs) > 0 {
				return head, part.address + uint64(offset), nil
			}
		}
	}
	return nil, 0, errors.New("no function table")
}

// text gives the address of runtime.text for a table read as if that were 0.
func (p *program) text(table *gosym.Table, content []byte, address uint64) (uint64, error) {
	magic := p.order.Uint32(content)
	if magic == 0xfffffffb || magic == 0xfffffffa {
		return 0, nil // the table holds addresses
	}
	if value, ok := p.symbols["runtime.text"]; ok {
		return value, nil
	}
	first, last := table.Funcs[0].Entry, table.Funcs[len(table.Funcs)-1].End
	size := p.size
	for _, part := range p.loaded {
		for offset := 0; offset+30*size <= len(part.bytes); offset += size {
			words := part.bytes[offset:]
			if p.word(words) != address {
				continue
			}
			// minpc, maxpc and text stand together; where depends on the version.
			for index := 8; index < 28; index++ {
				low, high := p.word(words[index*size:]), p.word(words[(index+1)*size:])
				text := p.word(words[(index+2)*size:])
				if text != 0 && low == text+first && high == text+last && low < high {
					return text, nil
				}
			}
		}
	}
	return 0, errors.New("the start of the code is not found")
}

// read gives the function table of a file.
func read(path string) (*gosym.Table, error) {
	p, err := open(path)
	if err != nil {
		return nil, err
	}
	content, address, err := p.table()
	if err != nil {
		return nil, err
	}
	unplaced, err := gosym.NewTable(nil, gosym.NewLineTable(content, 0))
	if err != nil {
		return nil, err
	}
	if len(unplaced.Funcs) == 0 {
		return nil, errors.New("no functions")
	}
	text, err := p.text(unplaced, content, address)
	if err != nil {
		return nil, err
	}
	return gosym.NewTable(nil, gosym.NewLineTable(content, text))
}

// names gives one line a function: size, package and name, with tabs between.
func names(path string) ([]string, error) {
	table, err := read(path)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, function := range table.Funcs {
		lines = append(lines, fmt.Sprintf("%d\t%s\t%s\n",
			function.End-function.Entry, function.PackageName(), function.Name))
	}
	return lines, nil
}

// functions gives one line a function: entry, end, name, file and line of the entry.
func functions(path string) ([]string, error) {
	table, err := read(path)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, function := range table.Funcs {
		file, line := "", 0
		// Of a function without bytes gosym says what it knows of the next one.
		if function.End > function.Entry {
			file, line, _ = table.PCToLine(function.Entry)
		}
		if file == "" {
			line = 0
		}
		lines = append(lines, fmt.Sprintf("%x %x %s %s %d\n",
			function.Entry, function.End, function.Name, file, line))
	}
	return lines, nil
}

type answer struct {
	Path   string `json:"path"`
	Count  int    `json:"count"`
	SHA256 string `json:"sha256,omitempty"`
	Error  string `json:"error,omitempty"`
}

func main() {
	arguments := os.Args[1:]
	asLines, ask := false, functions
	for ; len(arguments) > 0 && arguments[0][0] == '-'; arguments = arguments[1:] {
		switch arguments[0] {
		case "-lines":
			asLines = true
		case "-inlined":
			ask = inlined
		case "-names":
			asLines, ask = true, names
		}
	}
	for _, path := range arguments {
		lines, err := ask(path)
		sum := sha256.New()
		for _, line := range lines {
			sum.Write([]byte(line))
			if asLines {
				fmt.Print(line)
			}
		}
		if asLines {
			continue
		}
		result := answer{Path: path, Count: len(lines), SHA256: hex.EncodeToString(sum.Sum(nil))}
		if err != nil {
			result.Error, result.SHA256 = err.Error(), ""
		}
		json.NewEncoder(os.Stdout).Encode(result)
	}
}
