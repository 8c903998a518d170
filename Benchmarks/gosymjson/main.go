// Command gosymjson prints the functions of a Go program as JSON, as somebody would write it with
// debug/gosym and encoding/json: the peer that goelf functions --json is measured against.
//
// The program has to have sections and symbols; it says where the code starts.
package main

import (
	"bufio"
	"debug/elf"
	"debug/gosym"
	"encoding/json"
	"fmt"
	"os"
)

type function struct {
	Name    string `json:"name"`
	Package string `json:"package"`
	Entry   uint64 `json:"entry"`
	Size    uint64 `json:"size"`
	File    string `json:"file"`
	Line    int    `json:"line"`
}

func table(path string) (*gosym.Table, error) {
	file, err := elf.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	symbols, err := file.Symbols()
	if err != nil {
		return nil, err
	}
	var start uint64
	for _, symbol := range symbols {
		if symbol.Name == "runtime.text" {
			start = symbol.Value
		}
	}
	section := file.Section(".gopclntab")
	if section == nil {
		return nil, fmt.Errorf("%s has no .gopclntab", path)
	}
	data, err := section.Data()
	if err != nil {
		return nil, err
	}
	return gosym.NewTable(nil, gosym.NewLineTable(data, start))
}

func write(path string) error {
	table, err := table(path)
	if err != nil {
		return err
	}
	functions := make([]function, 0, len(table.Funcs))
	for _, one := range table.Funcs {
		file, line, _ := table.PCToLine(one.Entry)
		functions = append(functions, function{
			one.Name, one.PackageName(), one.Entry, one.End - one.Entry, file, line,
		})
	}
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	if err := json.NewEncoder(out).Encode(functions); err != nil {
		return err
	}
	return out.Flush()
}

func main() {
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
