// Command tls asks a server who it is, and verifies that by the system's certificates.
package main

import (
	"crypto/tls"
	"os"
)

func main() {
	conn, err := tls.Dial("tcp", os.Args[1], &tls.Config{ServerName: "localhost"})
	if err != nil {
		println(err.Error())
		os.Exit(1)
	}
	conn.Close()
}
