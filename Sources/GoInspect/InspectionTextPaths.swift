public import ObjectFile

/// The same of paths that are texts, as most are.
extension Inspection {
    /// Opens a file and looks what it is; nothing thrown here, errors are in `error`.
    ///
    /// With a `slice`, named as people or tools name processors (`amd64`, `x86_64`, `arm64e`), only
    /// that one of a universal file is read; other files are not concerned. With a `place`, it is
    /// found out what would be loaded for it there.
    public init(
        path: String, _ questions: Questions, slice: String? = nil, in place: RunPlace? = nil,
        limits: Limits = Limits()
    ) {
        self.init(path: ByteString(path), questions, slice: slice, in: place, limits: limits)
    }

    /// Opens a file and looks what it is, to check whether it runs in some places: in the order of
    /// these are ``ImageReport/verdicts``.
    ///
    /// The file is the one that the first root or image among them has under that path, else one of
    /// this system; it is judged as if it lay in all of them. What a policy or a baseline expects
    /// of it is found or left out, too.
    public init(
        path: String, _ questions: Questions, slice: String? = nil, checking places: [CheckPlace],
        expecting expectations: Expectations? = nil, limits: Limits = Limits()
    ) {
        self.init(
            path: ByteString(path), questions, slice: slice, checking: places,
            expecting: expectations, limits: limits)
    }

    /// Looks at bytes that are there already, to check whether they run in some places.
    public init(
        _ file: FileBytes, path: String, _ questions: Questions, slice: String? = nil,
        checking places: [CheckPlace], expecting expectations: Expectations? = nil,
        limits: Limits = Limits()
    ) {
        self.init(
            file, path: ByteString(path), questions, slice: slice, checking: places,
            expecting: expectations, limits: limits)
    }

    /// Looks at bytes that are there already.
    public init(
        _ file: FileBytes, path: String, _ questions: Questions, slice: String? = nil,
        limits: Limits = Limits()
    ) {
        self.init(file, path: ByteString(path), questions, slice: slice, limits: limits)
    }
}
