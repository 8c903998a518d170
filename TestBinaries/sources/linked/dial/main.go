// Command dial connects, and shows a local time.
package main

import (
	"net"
	"time"
)

func main() {
	connection, err := net.Dial("tcp", "localhost:80")
	println(connection != nil, err == nil, time.Now().Local().String())
}
