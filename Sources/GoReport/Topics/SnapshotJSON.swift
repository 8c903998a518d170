internal import GoInspect
internal import ObjectFile

extension JSONWriter {
    /// The key `snapshot` of an image.
    mutating func snapshot(_ image: Snapshot) {
        beginObject("snapshot")
        endObject()
    }
}
