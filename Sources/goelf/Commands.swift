internal import ArgumentParser
internal import GoReport

struct Info: FileCommand {
    static let configuration = Topic.info.configuration
    @OptionGroup var common: CommonOptions
    var invocation: Invocation { common.invocation(.info) }
}

struct Headers: FileCommand {
    static let configuration = Topic.headers.configuration
    @OptionGroup var common: CommonOptions
    var invocation: Invocation { common.invocation(.headers) }
}

struct Segments: FileCommand {
    static let configuration = Topic.segments.configuration
    @OptionGroup var common: CommonOptions
    var invocation: Invocation { common.invocation(.segments) }
}

struct Sections: FileCommand {
    static let configuration = Topic.sections.configuration
    @OptionGroup var common: CommonOptions
    var invocation: Invocation { common.invocation(.sections) }
}

struct Dynamic: FileCommand {
    static let configuration = Topic.dynamic.configuration
    @OptionGroup var common: CommonOptions
    var invocation: Invocation { common.invocation(.dynamic) }
}

struct Versions: FileCommand {
    static let configuration = Topic.versions.configuration
    @OptionGroup var common: CommonOptions
    var invocation: Invocation { common.invocation(.versions) }
}

struct Notes: FileCommand {
    static let configuration = Topic.notes.configuration
    @OptionGroup var common: CommonOptions
    var invocation: Invocation { common.invocation(.notes) }
}

struct Signature: FileCommand {
    static let configuration = Topic.signature.configuration
    @OptionGroup var common: CommonOptions
    var invocation: Invocation { common.invocation(.signature) }
}

struct Relocations: FileCommand {
    static let configuration = Topic.relocations.configuration
    @OptionGroup var common: CommonOptions
    var invocation: Invocation { common.invocation(.relocations) }
}

struct Cgo: FileCommand {
    static let configuration = Topic.cgo.configuration
    @OptionGroup var common: CommonOptions
    var invocation: Invocation { common.invocation(.cgo) }
}
