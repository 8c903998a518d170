public import ObjectFile

extension LoaderSurroundings {
    /// The path of a C library's loader for files like this one, if it is there and is what it is
    /// called.
    public func path(of loader: DependencyGraph.Loader, for image: Image) -> ByteString? {
        guard let path = LoaderPath.path(of: loader, for: image) else { return nil }
        do throws(FileTreeError) {
            let file = try files.open(path)
            do throws(ParseError) {
                let object = try ELF.Object(file.bytes)
                let own =
                    loaders?.file(object, in: file.bytes, file.identity)
                    ?? LoaderFile(object, in: file.bytes)
                return own.loader == loader ? path : nil
            } catch {
                return nil
            }
        } catch {
            return nil
        }
    }
}
