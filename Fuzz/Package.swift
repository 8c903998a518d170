// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Fuzz",
    dependencies: [.package(name: "goelf", path: "..")],
    targets: [
        .executableTarget(
            name: "FuzzInspection",
            dependencies: [
                .product(name: "ObjectFile", package: "goelf"),
                .product(name: "GoInspect", package: "goelf"),
                .product(name: "GoReport", package: "goelf"),
            ],
            swiftSettings: [.strictMemorySafety(), .enableExperimentalFeature("Lifetimes")])
    ],
    swiftLanguageModes: [.v6]
)
