// swift-tools-version: 6.2
import PackageDescription

/// What every target is built with: Swift 6, memory safety checked, no warning let through.
let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// What a target needs to store or return a `Span`; those who import it need no flag.
let spans: [SwiftSetting] = [
    .enableExperimentalFeature("Lifetimes"),
    .enableExperimentalFeature("SafeInteropWrappers"),
]

let package = Package(
    name: "goelf",
    products: [
        .library(name: "ObjectFile", targets: ["ObjectFile"]),
        .library(name: "GoBinary", targets: ["GoBinary"]),
        .library(name: "DynamicLinking", targets: ["DynamicLinking"]),
        .library(name: "GoInspect", targets: ["GoInspect"]),
        .library(name: "GoReport", targets: ["GoReport"]),
        .executable(name: "goelf", targets: ["goelf"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
    ],
    targets: [
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .systemLibrary(
            name: "CZstd", pkgConfig: "libzstd",
            providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
        .target(
            name: "CSystemCalls",
            cSettings: [.treatAllWarnings(as: .error), .enableWarning("all")]),

        .target(
            name: "CCompression", dependencies: ["CZlib", "CZstd"],
            cSettings: [.treatAllWarnings(as: .error), .enableWarning("all")]),

        .target(
            name: "ObjectFile", dependencies: ["CSystemCalls", "CCompression"],
            swiftSettings: strict + spans),
        .target(name: "GoBinary", dependencies: ["ObjectFile"], swiftSettings: strict + spans),
        .target(
            name: "DynamicLinking", dependencies: ["CSystemCalls", "ObjectFile"],
            swiftSettings: strict + spans),
        .target(
            name: "GoInspect", dependencies: ["ObjectFile", "GoBinary", "DynamicLinking"],
            swiftSettings: strict + spans),
        .target(
            name: "GoReport", dependencies: ["ObjectFile", "GoInspect"],
            swiftSettings: strict + spans),
        .executableTarget(
            name: "goelf",
            dependencies: [
                "CSystemCalls", "ObjectFile", "GoInspect", "GoReport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict + spans),

        // For tests alone: libelf is the independent judge of every ELF structure.
        .systemLibrary(name: "CLibElf"),
        .target(
            name: "TestSupport", dependencies: ["ObjectFile", "CLibElf"], path: "Tests/TestSupport",
            swiftSettings: strict + spans),
        // Go programs of a few kilobytes: for HostileRuns, too, which links no test library.
        .target(
            name: "GoFixtures", dependencies: ["ObjectFile"], path: "Tests/GoFixtures",
            swiftSettings: strict + spans),
        // Damaged files in great number: a program of its own, so that it runs optimised.
        .executableTarget(
            name: "HostileRuns",
            dependencies: [
                "CSystemCalls", "ObjectFile", "DynamicLinking", "GoInspect", "GoReport",
                "GoFixtures",
            ],
            path: "Tests/HostileRuns", exclude: ["README.md"], swiftSettings: strict + spans),
        // Says what is in a container image: for TestBinaries/compare_images.py.
        .executableTarget(
            name: "ListImage", dependencies: ["CSystemCalls", "DynamicLinking", "ObjectFile"],
            path: "Tests/ListImage", swiftSettings: strict + spans),
        .testTarget(
            name: "ObjectFileTests", dependencies: ["ObjectFile", "TestSupport", "GoFixtures"],
            swiftSettings: strict + spans),
        .testTarget(
            name: "GoBinaryTests",
            dependencies: ["GoBinary", "ObjectFile", "TestSupport", "GoFixtures"],
            swiftSettings: strict + spans),
        .testTarget(
            name: "DynamicLinkingTests",
            dependencies: ["DynamicLinking", "ObjectFile", "TestSupport", "GoFixtures"],
            swiftSettings: strict + spans),
        .testTarget(
            name: "GoInspectTests",
            dependencies: [
                "GoInspect", "DynamicLinking", "GoBinary", "ObjectFile", "TestSupport",
                "GoFixtures",
            ],
            swiftSettings: strict + spans),
        .testTarget(
            name: "GoReportTests",
            dependencies: ["GoReport", "GoInspect", "ObjectFile", "TestSupport", "GoFixtures"],
            swiftSettings: strict + spans),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "goelf", "GoInspect", "GoReport", "GoFixtures", "TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict + spans),
    ],
    swiftLanguageModes: [.v6]
)
