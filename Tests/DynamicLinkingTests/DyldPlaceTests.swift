import DynamicLinking
import ObjectFile
import Testing

@Suite("Where dyld looks for a library")
struct DyldPlaceTests {
    @Test(
        "the name tells",
        arguments: [
            ("/usr/lib/libSystem.B.dylib", .sharedCache),
            ("/System/Library/Frameworks/Security.framework/Versions/A/Security", .sharedCache),
            ("@rpath/libfoo.dylib", .runPath), ("@loader_path/../libfoo.dylib", .loaderPath),
            ("@executable_path/libfoo.dylib", .executablePath),
            ("/usr/local/lib/libfoo.dylib", .absolute), ("/opt/homebrew/lib/libz.dylib", .absolute),
            ("/usr/libfoo.dylib", .absolute), ("libfoo.dylib", .relative), ("", .relative),
        ] as [(ByteString, DyldPlace)])
    func places(name: ByteString, place: DyldPlace) {
        #expect(DyldPlace(name) == place)
    }
}
