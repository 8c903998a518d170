internal import ObjectFile

extension Reproduction.Cause {
    /// The same with places counted in the file that the images lie in.
    func moved(_ old: FileOffset, _ new: FileOffset) -> Self {
        var moved = self
        moved.place = place.map {
            Place(
                section: $0.section, old: $0.old?.advanced(by: old.rawValue),
                new: $0.new?.advanced(by: new.rawValue))
        }
        return moved
    }
}

extension Reproduction.Part {
    /// The same, counted in the file that the images lie in.
    func moved(_ old: FileOffset, _ new: FileOffset) -> Self {
        func moved(_ range: FileRange?, _ start: FileOffset) -> FileRange? {
            range.flatMap {
                FileRange(offset: $0.offset.advanced(by: start.rawValue), size: $0.size)
            }
        }
        return Self(
            section: section, image: image, old: moved(self.old, old), new: moved(self.new, new),
            relation: relation, causes: causes)
    }
}
