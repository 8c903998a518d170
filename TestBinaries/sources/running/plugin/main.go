// Command plugin opens a plugin.
package main

import (
	"os"
	"plugin"
)

func main() {
	if _, err := plugin.Open(os.Args[1]); err != nil {
		println(err.Error())
		os.Exit(1)
	}
}
