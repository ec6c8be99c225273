import Testing

@testable import LRSchedulers

@Suite struct BigIntegerTests {
  // A generator of its own, so that a failure can be repeated.
  private struct Generator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
    mutating func integer() -> BigInteger {
      let count = Int(next() % 9)
      let limbs = (0..<count).map { _ in
        // Limbs of all ones and zeros reach the rare branches of long division.
        switch next() % 4 {
        case 0: UInt.max
        case 1: UInt(0)
        default: UInt(next())
        }
      }
      return BigInteger(limbs: limbs, isNegative: next() % 2 == 0)
    }
  }

  @Test func decimalDigitsReadBackAsTheSameInteger() throws {
    var generator = Generator(state: 11)
    for _ in 0..<5000 {
      let value = generator.integer()
      #expect(BigInteger(decimal: value.decimal) == value)
    }
    // Python's 2 ** 200, and what is written with zeros inside and in front.
    let power = "1606938044258990275541962092341162602522202993782792835301376"
    #expect(try Number(2).power(200) == Number(decimal: power))
    #expect(BigInteger(decimal: power)?.decimal == power)
    #expect(
      BigInteger(decimal: "-100000000000000000000000000001")?.decimal == "-100000000000000000000000000001"
    )
    #expect(BigInteger(decimal: "00000000000000000000000000012")?.decimal == "12")
    #expect(BigInteger(decimal: "-0")?.decimal == "0")
    #expect(Number(decimal: "9223372036854775807") == .integer(.max))
    #expect(Number(decimal: "-9223372036854775808") == .integer(.min))
    for text in ["", "-", "1a", "+1", "1.0", "--1", " 1"] { #expect(BigInteger(decimal: text) == nil) }
  }

  @Test func quotientTimesDivisorPlusRemainderIsTheDividend() throws {
    var generator = Generator(state: 7)
    var divided = 0
    for _ in 0..<20_000 {
      let dividend = generator.integer()
      let divisor = generator.integer()
      if divisor.limbs.isEmpty { continue }
      let (quotient, remainder) = dividend.floorDivided(by: divisor)
      #expect(quotient * divisor + remainder == dividend)
      #expect(remainder.limbs.isEmpty || remainder.isNegative == divisor.isNegative)
      let magnitude = BigInteger(limbs: remainder.limbs)
      #expect(magnitude < BigInteger(limbs: divisor.limbs))
      divided += 1
    }
    #expect(divided > 15_000)
  }

  @Test func powersAreExact() throws {
    // 3 ** 50 and 10 ** 25, by Python.
    #expect(try Number(3).power(50).double() == 7.178979876918526e+23)
    let power = try Number(10).power(25)
    let quotient = try power.floorDivided(by: Number(10).power(24))
    #expect(quotient == 10)
    #expect(try power.modulo(7) == 3)
  }

  @Test func conversionToDoubleRoundsHalfToEven() throws {
    let two53 = try Number(2).power(53)
    #expect(try (two53 + 1).double() == 9007199254740992)
    #expect(try (two53 + 3).double() == 9007199254740996)
    let two100 = try Number(2).power(100)
    #expect(try (two100 + Number(2).power(47)).double() == 0x1p100)
    #expect(try (two100 + Number(2).power(47) + 1).double() == 0x1.0000000000001p100)
  }

  @Test func theLargestDoubleIsTheBorder() throws {
    let largest = try Number(2).power(1024) - Number(2).power(970) - 1
    #expect(try largest.double() == .greatestFiniteMagnitude)
    let beyond = try largest + 1
    #expect(throws: PythonError.integerTooLarge) { try beyond.double() }
  }

  @Test func trueDivisionOfHugeIntegersIsRoundedOnce() throws {
    // By Python: 3 ** 700 / 2 ** 1000 and a subnormal quotient.
    #expect(try (Number(3).power(700) / Number(2).power(1000)).double() == 9.013275372516798e+32)
    #expect(try (1 / Number(2).power(1074)).double() == 0x1p-1074)
    #expect(try (1 / Number(2).power(1076)).double() == 0)
    #expect(try (3 / Number(2).power(1075)).double() == 0x1p-1073)
  }

  @Test func tooManyBitsAreRefused() {
    #expect(throws: PythonError.self) { try Number(10).power(Number(10).power(9)) }
    #expect(throws: PythonError.self) { try Number(2).power(Number(2).power(100)) }
  }

  @Test func integersCompareExactlyWithFloats() throws {
    let odd = try Number(2).power(53) + 1
    #expect(try odd > 9007199254740992.0)
    #expect(!(odd == 9007199254740992.0))
    #expect(try Number(2).power(2000) < .float(.infinity))
    #expect(try Number(2).power(2000) > .float(-.infinity))
    #expect(!(try Number(1) < .float(.nan)))
    #expect(Number(1) == 1.0)
  }
}
