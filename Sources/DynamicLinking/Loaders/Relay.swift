internal import ObjectFile

/// A stub in the place of a loader that starts another one: gcompat's, which stands where programs
/// made for glibc look for theirs, and hands them to musl's.
///
/// Spec: gcompat 1.1.0, loader/loader.c.
struct Relay {
    /// How the text begins that the stub says where it is called by hand.
    static let mark = "This is the gcompat ELF interpreter stub"

    /// The loader that it starts.
    let linker: ByteString
    /// The library that is loaded first.
    let library: ByteString
}

extension ProgramStart {
    /// Puts the other loader in the place of the stub; false where there is none.
    mutating func relay(_ relay: Relay, _ surroundings: LoaderSurroundings) -> Bool {
        let place = graph.nodes.count
        var node = DependencyGraph.Node(
            name: relay.linker, path: nil, status: .notFound, requester: interpreter?.node)
        let failure: FileTreeError
        do throws(FileTreeError) {
            let file = try surroundings.files.open(relay.linker)
            do throws(ParseError) {
                let loader = try surroundings.object(of: file)
                node.path = relay.linker
                node.status = .found
                node.rule = .interpreter
                graph.nodes.append(node)
                let object = LoadedObject(
                    node: place, object: loader, file: file.bytes, identity: file.identity,
                    path: relay.linker, requester: 0)
                object.names = [relay.linker]
                interpreter = object
                return true
            } catch { failure = .unreadable(error) }
        } catch { failure = error }
        graph.nodes.append(node)
        graph.problems.append(
            DependencyGraph.Problem(
                .interpreter, place, "the loader \(relay.linker.text) cannot be executed",
                text: "execve: \(failure.musl)", exitStatus: 1))
        return false
    }
}
