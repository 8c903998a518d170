extension FixtureProgram {
    /// The symbols that lead to tables and to a variable, and their names.
    func symbols(_ places: Places) -> (table: [UInt8], names: [UInt8]) {
        var names = FixtureTexts()
        var table = writer
        table.raw([UInt8](repeating: 0, count: is64Bit ? 24 : 16))
        let data = places.address(".data")
        for (name, address, size, kind) in [
            ("main.version", data, 2 * word, 0x11),
            ("runtime.pclntab", places.address(tablePart), 0, 0x11),
            ("runtime.text", places.address(".text"), 0, 0x12),
            ("runtime..inittask", data + taskStart, 0, 0x11),
            ("main..inittask", data + secondTaskStart, 0, 0x11),
            ("main.main", places.address(".text") + 32 * 9, 32, 0x12),
        ] {
            table.int(names.add(name))
            let place = (UInt8(kind), 1)
            if is64Bit {
                table.raw([place.0, 0])
                table.half(place.1)
            }
            table.word(address)
            table.word(size)
            if !is64Bit {
                table.raw([place.0, 0])
                table.half(place.1)
            }
        }
        return (table.bytes, names.bytes)
    }
}
