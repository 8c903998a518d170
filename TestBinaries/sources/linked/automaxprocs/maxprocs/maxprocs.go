// Package maxprocs stands in for the module of that name, and has its function.
package maxprocs

import (
	"os"
	"runtime"
	"strconv"
)

// An Option is what Set is told.
type Option func(*int)

// Set sets GOMAXPROCS, and returns what undoes that.
func Set(options ...Option) (func(), error) {
	before := runtime.GOMAXPROCS(0)
	undo := func() { runtime.GOMAXPROCS(before) }
	if text, ok := os.LookupEnv("GOMAXPROCS"); ok {
		_, err := strconv.Atoi(text)
		return func() {}, err
	}
	wanted := before
	for _, option := range options {
		option(&wanted)
	}
	runtime.GOMAXPROCS(wanted)
	return undo, nil
}
