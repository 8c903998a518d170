// Command deps depends on modules of every kind that build information tells apart.
package main

import (
	"example.com/incompatible"
	"example.com/local"
	"example.com/major/v2"
	"example.com/original"
	"example.com/preview"
)

// version is set by -ldflags=-X.
var version = "dev"

func main() {
	println(version, incompatible.Name, local.Name, major.Name, original.Name, preview.Name)
}
