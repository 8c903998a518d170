public import ObjectFile

extension LoaderSurroundings {
    /// The path of a C library's loader for files like this one, if it is there and is what it is
    /// called.
    public func path(of loader: DependencyGraph.Loader, for image: Image) -> ByteString? {
        guard let path = LoaderPath.path(of: loader, for: image) else { return nil }
        if let made { return made.hasLoader(at: path) { isThere(loader, at: path) } ? path : nil }
        return isThere(loader, at: path) ? path : nil
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
}
