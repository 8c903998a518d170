// Command resolver looks up a host.
package main

import (
	"net"
	"os"
)

func main() {
	if _, err := net.LookupHost(os.Args[1]); err != nil {
		println(err.Error())
		os.Exit(1)
	}
}
