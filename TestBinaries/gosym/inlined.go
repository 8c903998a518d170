package main

import (
	"debug/dwarf"
	"debug/elf"
	"fmt"
	"slices"
)

// inlined gives one line for each chain of calls that the compiler inlined, sorted: the entry of
// the function, then the line of each call and the name of what it called, from the outside in.
//
// Calls in line 1 are of functions that the compiler made up: DWARF knows them of some Go versions.
func inlined(path string) ([]string, error) {
	file, err := elf.Open(path)
	if err != nil {
		return nil, err
	}
	data, err := file.DWARF()
	if err != nil {
		return nil, err
	}
	names, err := subprograms(data)
	if err != nil {
		return nil, err
	}
	found := map[string]bool{}
	var chains []string // of the entries that are open
	reader := data.Reader()
	for {
		entry, err := reader.Next()
		if entry == nil || err != nil {
			lines := make([]string, 0, len(found))
			for line := range found {
				lines = append(lines, line)
			}
			slices.Sort(lines)
			return lines, err
		}
		if entry.Tag == 0 {
			if len(chains) > 0 {
				chains = chains[:len(chains)-1]
			}
			continue
		}
		chain := ""
		if len(chains) > 0 {
			chain = chains[len(chains)-1]
		}
		switch entry.Tag {
		case dwarf.TagSubprogram:
			if low, ok := entry.Val(dwarf.AttrLowpc).(uint64); ok {
				chain = fmt.Sprintf("%x", low)
			}
		case dwarf.TagInlinedSubroutine:
			line, _ := entry.Val(dwarf.AttrCallLine).(int64)
			origin, _ := entry.Val(dwarf.AttrAbstractOrigin).(dwarf.Offset)
			if len(chain) > 0 && chain != "1" && (line != 1 || slices.Contains([]byte(chain), ' ')) {
				chain += fmt.Sprintf(" %d>%s", line, names[origin])
				found[chain+"\n"] = true
			} else {
				chain = "1"
			}
		}
		if entry.Children {
			chains = append(chains, chain)
		}
	}
}

func subprograms(data *dwarf.Data) (map[dwarf.Offset]string, error) {
	names := map[dwarf.Offset]string{}
	reader := data.Reader()
	for {
		entry, err := reader.Next()
		if entry == nil || err != nil {
			return names, err
		}
		if name, ok := entry.Val(dwarf.AttrName).(string); ok && entry.Tag == dwarf.TagSubprogram {
			names[entry.Offset] = name
		}
	}
}
