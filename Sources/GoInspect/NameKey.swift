extension Span<UInt8> {
    /// What stands for a name where only sameness counts (FNV-1a, 64 bits).
    var key: UInt64 {
        var key: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in indices { key = (key ^ UInt64(self[index])) &* 0x100_0000_01b3 }
        return key
    }
}
