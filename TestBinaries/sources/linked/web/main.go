// Command web uses all that programs may lean on when they run, without plugins.
package main

import (
	"crypto/x509"
	_ "expvar"
	"net/http"
	_ "net/http/pprof"
	"os/exec"
	"os/user"
	"runtime/debug"
	"time"
	_ "time/tzdata"
)

func main() {
	zone, err := time.LoadLocation("Europe/Paris")
	println(zone != nil, err == nil)
	current, err := user.Current()
	println(current != nil, err == nil, exec.Command("true").Run() == nil)
	roots, err := x509.SystemCertPool()
	_, ok := debug.ReadBuildInfo()
	println(roots != nil, err == nil, ok, http.ListenAndServe("localhost:0", nil) == nil)
}
