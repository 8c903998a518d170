import GoInspect
import Testing

@Suite("Names near to a word")
struct NearNamesTests {
    @Test("are all that the fewest slips of the finger lead to, in their order")
    func nearest() {
        let names = ["cat", "cart", "care", "dog", "ca"]
        #expect(NearNames.of("cat", among: names) == ["cat"])
        #expect(NearNames.of("carr", among: names) == ["cart", "care"])
        #expect(NearNames.of("acre", among: names) == ["care"])
        #expect(NearNames.of("zebra", among: names) == [])
    }

    @Test("are at most two slips away, and fewer than half of their letters")
    func far() {
        #expect(NearNames.of("abcdxx", among: ["abcdef"]) == ["abcdef"])
        #expect(NearNames.of("abcxxx", among: ["abcdef"]) == [])
        #expect(NearNames.of("x", among: ["a", "ab"]) == [])
        #expect(NearNames.of("", among: ["ab", "a"]) == [])
    }
}
