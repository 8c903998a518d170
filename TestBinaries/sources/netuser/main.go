// Command netuser uses the two packages of the standard library that call C by themselves.
package main

import (
	"net"
	"os/user"
)

func main() {
	addresses, err := net.LookupHost("localhost")
	println(len(addresses), err == nil)
	current, err := user.Current()
	println(current != nil, err == nil)
}
