// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Benchmarks",
    dependencies: [
        .package(name: "goelf", path: ".."),
        .package(url: "https://github.com/google/swift-benchmark", from: "0.1.2"),
    ],
    targets: [
        .target(name: "CPeers", cSettings: [.unsafeFlags(["-O2"])]),
        .executableTarget(
            name: "LibraryBenchmarks",
            dependencies: [
                "CPeers",
                .product(name: "ObjectFile", package: "goelf"),
                .product(name: "GoBinary", package: "goelf"),
                .product(name: "GoInspect", package: "goelf"),
                .product(name: "GoReport", package: "goelf"),
                .product(name: "Benchmark", package: "swift-benchmark"),
            ],
            swiftSettings: [.enableExperimentalFeature("Lifetimes")]),
    ],
    swiftLanguageModes: [.v6]
)
