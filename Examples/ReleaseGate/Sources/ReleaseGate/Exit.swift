#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Ends the program with a status.
func exitNow(_ status: Int32) -> Never { exit(status) }
