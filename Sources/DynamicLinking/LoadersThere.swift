public import ObjectFile

extension LoaderSurroundings {
    /// The path of a C library's loader for files like this one, if it is there and is what it is
    /// called.
    public func path(of loader: DependencyGraph.Loader, for image: Image) -> ByteString? {
        guard let path = LoaderPath.path(of: loader, for: image) else { return nil }
        if let made { return made.hasLoader(at: path) { isThere(loader, at: path) } ? path : nil }
        return isThere(loader, at: path) ? path : nil
    }

    /// The newest numbered version that glibc's library at a path defines.
    public func newestGlibc(at path: ByteString) -> GlibcVersion? {
        if let made { return made.newestGlibc(at: path) { readNewestGlibc(at: path) } }
        return readNewestGlibc(at: path)
    }

    private func readNewestGlibc(at path: ByteString) -> GlibcVersion? {
        do throws(FileTreeError) {
            let file = try files.open(path)
            do throws(ParseError) {
                let versions = try ELF.Object(file.bytes).definedVersions(in: file.bytes)
                return versions.compactMap { GlibcVersion(versionName: $0.name) }.max()
            } catch {
                return nil
            }
        } catch {
            return nil
        }
    }

    private func isThere(_ loader: DependencyGraph.Loader, at path: ByteString) -> Bool {
        do throws(FileTreeError) {
            let file = try files.open(path)
            do throws(ParseError) {
                let object = try ELF.Object(file.bytes)
                let own =
                    made?.loader(object, in: file.bytes, file.identity)
                    ?? LoaderFile(object, in: file.bytes)
                return own.loader == loader
            } catch {
                return false
            }
        } catch {
            return false
        }
    }

    /// The path of glibc's own library for a processor, where it is in a directory that some glibc
    /// searches by itself.
    public func glibc(for architecture: Architecture) -> ByteString? {
        var directories = LoaderFile(.glibc, architecture, in: files).directories
        if let triple = LoaderFile.multiarch(architecture) {
            directories.append(Array("/lib/\(triple)/".utf8))
        }
        for directory in directories {
            let path = ByteString((directory + Array("libc.so.6".utf8)).span)
            do throws(FileTreeError) {
                _ = try files.realPath(path)
                return path
            } catch { continue }
        }
        return nil
    }
}
