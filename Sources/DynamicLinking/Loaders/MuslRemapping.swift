internal import ObjectFile

/// The names of large-file functions, which musl does not define since 1.2.4: its loader takes the
/// plain function for each that is not found otherwise.
///
/// Older ones define them all. Spec: musl 1.2.5 and 1.2.6, ldso/dynlink.c, `get_lfs64`.
enum MuslRemapping {
    private static let names = """
        aio_cancel aio_error aio_fsync aio_read aio_return aio_suspend aio_write alphasort creat \
        fallocate fgetpos fopen freopen fseeko fsetpos fstat fstatat fstatfs fstatvfs ftello \
        ftruncate ftw getdents getrlimit glob globfree lio_listio lockf lseek lstat mkostemp \
        mkostemps mkstemp mkstemps mmap nftw open openat posix_fadvise posix_fallocate pread preadv \
        prlimit pwrite pwritev readdir scandir sendfile setrlimit stat statfs statvfs tmpfile \
        truncate versionsort __fxstat __fxstatat __lxstat __xstat
        """

    /// A name that came with 1.2.6, whose loader has room for more than sixteen bytes.
    static let markOfRoom = "posix_getdents"

    /// Whether the loader needs that room for a name.
    static func needsRoom(_ name: Span<UInt8>) -> Bool { name.count > 16 }

    /// The name of the function that is taken; nil where the loader has none.
    static func plainName(of name: Span<UInt8>) -> [UInt8]? {
        let count = name.count
        guard count > 2, count <= 17 else { return nil }
        if name.equals("readdir64_r") { return Array("readdir_r".utf8) }
        guard name[count - 2] == UInt8(ascii: "6"), name[count - 1] == UInt8(ascii: "4") else {
            return nil
        }
        let plain = name.extracting(first: count - 2)
        return isListed(plain) ? plain.copied : nil
    }

    private static func isListed(_ name: Span<UInt8>) -> Bool {
        let list = names.utf8.span
        var start = 0
        while start < list.count {
            let end = list.next(UInt8(ascii: " "), from: start)
            if end - start == name.count, list.extracting(start..<end).isEqual(to: name) {
                return true
            }
            start = end + 1
        }
        return false
    }
}
