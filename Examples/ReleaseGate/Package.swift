// swift-tools-version: 6.2
import PackageDescription

// A package of its own, as one is that uses goelf: outside of this repository, depend on its URL.
let package = Package(
    name: "ReleaseGate",
    dependencies: [.package(name: "goelf", path: "../..")],
    targets: [
        .executableTarget(
            name: "ReleaseGate",
            dependencies: [
                .product(name: "GoInspect", package: "goelf"),
                .product(name: "ObjectFile", package: "goelf"),
            ])
    ],
    swiftLanguageModes: [.v6]
)
