// Command https gets a page, and serves pages, too.
package main

import (
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("/", func(http.ResponseWriter, *http.Request) {})
	if len(os.Args) > 2 {
		http.ListenAndServeTLS(os.Args[1], os.Args[2], os.Args[3], nil)
	}
	_, err := http.Get("https://" + os.Args[1])
	if err != nil {
		println(err.Error())
		os.Exit(1)
	}
}
