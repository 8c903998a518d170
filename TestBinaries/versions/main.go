// Versions sorts versions as Go does, for a judge of goelf's own order.
//
//	versions modules|go COUNT [FILE...]
//
// It makes up COUNT versions, always the same, takes those of FILEs, one a line, too, and prints them
// sorted: behind `=` those that are worth as much as the line above, behind `<` others, behind `!`
// those that are no versions. `compare_versions.py` puts x/mod's semver of a GOROOT beside it.
package main

import (
	"bufio"
	"fmt"
	"go/version"
	"math/rand"
	"os"
	"sort"
	"strconv"
	"strings"

	"versions/semver"
)

type order struct {
	compare func(a, b string) int
	isValid func(a string) bool
	parts   [][]string
}

var numbers = []string{"0", "1", "2", "9", "10", "21", "20", "00", "01", "", "99999999999999999999", "100000000000000000000"}

var modules = order{semver.Compare, semver.IsValid, [][]string{
	{"v", "v", "v", "v", "v", "v", "", "V", "go"},
	{"#"}, {".", ".", ".", ".", ".", "", "-"}, {"#"}, {".", ".", ".", ".", "", "+"}, {"#"},
	{"", "", "-", "-", "-", "-0.", "-rc.", "+", "-pre+", "-pre.0."},
	{"", "alpha", "alpha.1", "alpha.beta", "beta", "beta.2", "beta.11", "rc.1", "1", "2", "10", "01", "0a", "A", "a-b", "-", "a..b", ".", "a.", "é",
		"20200101000000-abcdefabcdef", "0.20240102030405-0123456789ab", "20191109021931-daa7c04131f5"},
	{"", "", "", "", "+incompatible", "+dirty", "+01", "+", "+a+b", "+a.b", " "},
}}

var releases = order{version.Compare, version.IsValid, [][]string{
	{"go", "go", "go", "go", "go", "", "v", "g"},
	{"1", "1", "1", "1", "2", "0", "01", "10", ""}, {".", ".", ".", ".", ".", "", "-"},
	{"#", "19", "20", "21", "22", "27"}, {".", ".", "", "rc", "beta", "alpha", "-", "x"}, {"#"},
	{"", "", "", "", "-custom", "-X:jsonv2", " X:arenas", "rc1", ".0", "+auto"},
}}

func main() {
	kind := modules
	if os.Args[1] == "go" {
		kind = releases
	}
	count, err := strconv.Atoi(os.Args[2])
	check(err)
	all := map[string]bool{"": true, "(devel)": true, "unknown": true}
	random := rand.New(rand.NewSource(14))
	for bad := 0; len(all) < count; {
		text := kind.made(random)
		if !kind.isValid(text) {
			// Most of what is made up is no version.
			if bad++; bad%16 != 0 {
				continue
			}
		}
		all[text] = true
	}
	for _, path := range os.Args[3:] {
		read(path, all)
	}
	kind.print(all)
}

// made puts one of each part beside the others.
func (kind order) made(random *rand.Rand) string {
	text := ""
	for _, choices := range kind.parts {
		part := choices[random.Intn(len(choices))]
		if part == "#" {
			part = numbers[random.Intn(len(numbers))]
		}
		text += part
		if random.Intn(12) == 0 {
			break
		}
	}
	return text
}

func read(path string, all map[string]bool) {
	file, err := os.Open(path)
	check(err)
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		all[strings.TrimSpace(lines.Text())] = true
	}
	check(lines.Err())
}

func (kind order) print(all map[string]bool) {
	list := make([]string, 0, len(all))
	for text := range all {
		list = append(list, text)
	}
	sort.Slice(list, func(i, j int) bool {
		if order := kind.compare(list[i], list[j]); order != 0 {
			return order < 0
		}
		return list[i] < list[j]
	})
	out := bufio.NewWriter(os.Stdout)
	for i, text := range list {
		mark := "<"
		if i == 0 || kind.compare(list[i-1], text) == 0 {
			mark = "="
		}
		if !kind.isValid(text) {
			mark = "!"
		}
		fmt.Fprintf(out, "%s%s\n", mark, text)
	}
	check(out.Flush())
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
