// Command server serves over TLS, and asks nobody who he is.
package main

import (
	"net/http"
	"os"
)

func main() {
	if err := http.ListenAndServeTLS(os.Args[1], os.Args[2], os.Args[3], nil); err != nil {
		println(err.Error())
		os.Exit(1)
	}
}
