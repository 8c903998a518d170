internal import ObjectFile

extension Rule {
    /// The program looks for time zones that are not there.
    static let timeZonesMissing = Rule(
        name: "time-zones-missing",
        kind: .running,
        title: "There are no time zones for a program that looks them up by name",
        what: """
            The program can call time.LoadLocation, carries no time zones itself, and the place has \
            none: no /usr/share/zoneinfo, nor another of the directories where Go looks. Or TZ names a \
            zone there: then nothing fails, and all local times are those of UTC.
            """,
        why: """
            Go reads time zones from files of the system when it first needs them. Alpine, BusyBox and \
            scratch have none, nor have the images of Ubuntu; distroless has them. Where a program only \
            passes on names that its users choose, they alone see the error. What is linked need not be \
            called: where the program never comes there, nothing is wrong.
            """,
        errors: ["unknown time zone {zone}"],
        remedies: [
            "carry them along, 450 KB: import _ \"time/tzdata\", or go build -tags timetzdata",
            "install them: apk add tzdata, apt-get install tzdata",
            "copy /usr/share/zoneinfo into the image, or an archive that ZONEINFO names",
        ],
        example: """
            $ goelf check --target scratch app
            warning time-zones-missing: it looks up time zones by name, and there are none
              it says         unknown time zone {zone}
              remedy          go build -tags timetzdata: carries them along, 450 KB
            """,
        severity: .warning,
        concerning: { $0.facts.functionTable.value != nil }
    ) { situation in
        guard situation.mayRun else { return [] }
        return situation.zonesNotFound + situation.localZoneNotFound
    }
}

extension Situation {
    fileprivate var zonesNotFound: [Finding] {
        let own = place.value(of: "ZONEINFO").flatMap { $0.isEmpty ? nil : $0 }
        guard let lack = zonesLacking(besides: own), !facts.needs.timeZones.isEmpty, !hasZonesOfGo
        else { return [] }
        return [
            finding(
                "time-zones-missing", "it looks up time zones by name, and there are none",
                lack.severity, predictedError: "unknown time zone {zone}",
                evidence: facts.needs.timeZones + lack.evidence, remedy: zonesRemedy(lack))
        ]
    }

    /// The variable `ZONEINFO` counts for nothing there.
    fileprivate var localZoneNotFound: [Finding] {
        guard let zone = namedZone, let lack = zonesLacking(besides: nil),
            !facts.needs.localTime.isEmpty, !hasZonesOfGo
        else { return [] }
        return [
            finding(
                "time-zones-missing",
                "TZ names \(zone), and there are no time zones: it takes UTC for local time",
                lack.severity, evidence: facts.needs.localTime + lack.evidence,
                remedy: zonesRemedy(lack))
        ]
    }

    private func zonesRemedy(_ lack: Lack) -> [String] {
        ["go build -tags timetzdata: carries them along, 450 KB"]
            + (lack.installer.map { ["\($0) tzdata"] } ?? [])
    }

    /// That no time zones are where Go looks.
    ///
    /// Spec: Go's time/zoneinfo_unix.go, time/zoneinfo.go (`LoadLocation`).
    private func zonesLacking(besides own: String?) -> Lack? {
        // Nobody knows what else a target is given.
        if place.target != nil, own != nil { return nil }
        return lack(\.timeZones) { files in
            if let own, files.has(own) { return nil }
            var folders = ["/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/usr/lib/locale/TZ"]
            // Go 1.21 looks there, 1.19 does not.
            if goRelease > 19 { folders.append("/etc/zoneinfo") }
            return folders.contains { !files.names(in: $0).isEmpty } ? nil : folders
        }
    }

    /// Whether the archive is there that comes with Go, which `runtime.GOROOT` leads to: asked last,
    /// as it takes more than all else.
    private var hasZonesOfGo: Bool {
        guard let files else { return false }
        var roots = [place.value(of: "GOROOT")].compactMap { $0 }
        if roots.allSatisfy(\.isEmpty) {
            for name in ["default-goroot", "goroot"] where roots.allSatisfy(\.isEmpty) {
                let fact = facts.go.facts.first { $0.name == name }
                if case .text(let root) = fact?.value { roots = [root.text] }
            }
        }
        return roots.contains { $0.hasPrefix("/") && files.has($0 + "/lib/time/zoneinfo.zip") }
    }

    /// The zone that `TZ` names; nil where it names none, or a file that is there.
    ///
    /// Spec: Go's time/zoneinfo_unix.go (`initLocal`).
    private var namedZone: String? {
        guard var zone = place.value(of: "TZ") else { return nil }
        if zone.hasPrefix(":") { zone.removeFirst() }
        guard !zone.isEmpty, zone != "UTC", !zone.hasPrefix("/") else { return nil }
        return zone
    }
}
