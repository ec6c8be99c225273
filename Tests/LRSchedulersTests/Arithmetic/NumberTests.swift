import LRSchedulers
import Testing

// By Python 3.11, the interpreter of the recorded values.
private let sums = """
  1 + -1 = 0; 1 + 9223372036854775807 = 9223372036854775808; 1 + 0.1 = 1.1; 1 + -0.0 = 1.0
  1 + -inf = -inf; 1 + nan = nan; 1 + -100000000000000000000 = -99999999999999999999
  9223372036854775807 + -1 = 9223372036854775806
  9223372036854775807 + 9223372036854775807 = 18446744073709551614
  9223372036854775807 + 0.1 = 9.223372036854776e+18
  9223372036854775807 + -0.0 = 9.223372036854776e+18; 9223372036854775807 + -inf = -inf
  9223372036854775807 + nan = nan
  9223372036854775807 + -100000000000000000000 = -90776627963145224193
  -9223372036854775808 + -1 = -9223372036854775809; -9223372036854775808 + 9223372036854775807 = -1
  -9223372036854775808 + 0.1 = -9.223372036854776e+18
  -9223372036854775808 + -0.0 = -9.223372036854776e+18; -9223372036854775808 + -inf = -inf
  -9223372036854775808 + nan = nan
  -9223372036854775808 + -100000000000000000000 = -109223372036854775808; 0.5 + -1 = -0.5
  0.5 + 9223372036854775807 = 9.223372036854776e+18; 0.5 + 0.1 = 0.6; 0.5 + -0.0 = 0.5
  0.5 + -inf = -inf; 0.5 + nan = nan; 0.5 + -100000000000000000000 = -1e+20; -0.0 + -1 = -1.0
  -0.0 + 9223372036854775807 = 9.223372036854776e+18; -0.0 + 0.1 = 0.1; -0.0 + -0.0 = -0.0
  -0.0 + -inf = -inf; -0.0 + nan = nan; -0.0 + -100000000000000000000 = -1e+20; inf + -1 = inf
  inf + 9223372036854775807 = inf; inf + 0.1 = inf; inf + -0.0 = inf; inf + -inf = nan
  inf + nan = nan; inf + -100000000000000000000 = inf
  100000000000000000000 + -1 = 99999999999999999999
  100000000000000000000 + 9223372036854775807 = 109223372036854775807
  100000000000000000000 + 0.1 = 1e+20; 100000000000000000000 + -0.0 = 1e+20
  100000000000000000000 + -inf = -inf; 100000000000000000000 + nan = nan
  100000000000000000000 + -100000000000000000000 = 0; 1 - -1 = 2
  1 - 9223372036854775807 = -9223372036854775806; 1 - 0.1 = 0.9; 1 - -0.0 = 1.0; 1 - -inf = inf
  1 - nan = nan; 1 - -100000000000000000000 = 100000000000000000001
  9223372036854775807 - -1 = 9223372036854775808; 9223372036854775807 - 9223372036854775807 = 0
  9223372036854775807 - 0.1 = 9.223372036854776e+18
  9223372036854775807 - -0.0 = 9.223372036854776e+18; 9223372036854775807 - -inf = inf
  9223372036854775807 - nan = nan
  9223372036854775807 - -100000000000000000000 = 109223372036854775807
  -9223372036854775808 - -1 = -9223372036854775807
  -9223372036854775808 - 9223372036854775807 = -18446744073709551615
  -9223372036854775808 - 0.1 = -9.223372036854776e+18
  -9223372036854775808 - -0.0 = -9.223372036854776e+18; -9223372036854775808 - -inf = inf
  -9223372036854775808 - nan = nan
  -9223372036854775808 - -100000000000000000000 = 90776627963145224192; 0.5 - -1 = 1.5
  0.5 - 9223372036854775807 = -9.223372036854776e+18; 0.5 - 0.1 = 0.4; 0.5 - -0.0 = 0.5
  0.5 - -inf = inf; 0.5 - nan = nan; 0.5 - -100000000000000000000 = 1e+20; -0.0 - -1 = 1.0
  -0.0 - 9223372036854775807 = -9.223372036854776e+18; -0.0 - 0.1 = -0.1; -0.0 - -0.0 = 0.0
  -0.0 - -inf = inf; -0.0 - nan = nan; -0.0 - -100000000000000000000 = 1e+20; inf - -1 = inf
  inf - 9223372036854775807 = inf; inf - 0.1 = inf; inf - -0.0 = inf; inf - -inf = inf
  inf - nan = nan; inf - -100000000000000000000 = inf
  100000000000000000000 - -1 = 100000000000000000001
  100000000000000000000 - 9223372036854775807 = 90776627963145224193
  100000000000000000000 - 0.1 = 1e+20; 100000000000000000000 - -0.0 = 1e+20
  100000000000000000000 - -inf = inf; 100000000000000000000 - nan = nan
  100000000000000000000 - -100000000000000000000 = 200000000000000000000; 1 * -1 = -1
  1 * 9223372036854775807 = 9223372036854775807; 1 * 0.1 = 0.1; 1 * -0.0 = -0.0; 1 * -inf = -inf
  1 * nan = nan; 1 * -100000000000000000000 = -100000000000000000000
  9223372036854775807 * -1 = -9223372036854775807
  9223372036854775807 * 9223372036854775807 = 85070591730234615847396907784232501249
  9223372036854775807 * 0.1 = 9.223372036854776e+17; 9223372036854775807 * -0.0 = -0.0
  9223372036854775807 * -inf = -inf; 9223372036854775807 * nan = nan
  9223372036854775807 * -100000000000000000000 = -922337203685477580700000000000000000000
  -9223372036854775808 * -1 = 9223372036854775808
  -9223372036854775808 * 9223372036854775807 = -85070591730234615856620279821087277056
  -9223372036854775808 * 0.1 = -9.223372036854776e+17; -9223372036854775808 * -0.0 = 0.0
  -9223372036854775808 * -inf = inf; -9223372036854775808 * nan = nan
  -9223372036854775808 * -100000000000000000000 = 922337203685477580800000000000000000000
  0.5 * -1 = -0.5; 0.5 * 9223372036854775807 = 4.611686018427388e+18; 0.5 * 0.1 = 0.05
  0.5 * -0.0 = -0.0; 0.5 * -inf = -inf; 0.5 * nan = nan; 0.5 * -100000000000000000000 = -5e+19
  -0.0 * -1 = 0.0; -0.0 * 9223372036854775807 = -0.0; -0.0 * 0.1 = -0.0; -0.0 * -0.0 = 0.0
  -0.0 * -inf = nan; -0.0 * nan = nan; -0.0 * -100000000000000000000 = 0.0; inf * -1 = -inf
  inf * 9223372036854775807 = inf; inf * 0.1 = inf; inf * -0.0 = nan; inf * -inf = -inf
  inf * nan = nan; inf * -100000000000000000000 = -inf
  100000000000000000000 * -1 = -100000000000000000000
  100000000000000000000 * 9223372036854775807 = 922337203685477580700000000000000000000
  100000000000000000000 * 0.1 = 1e+19; 100000000000000000000 * -0.0 = -0.0
  100000000000000000000 * -inf = -inf; 100000000000000000000 * nan = nan
  100000000000000000000 * -100000000000000000000 = -10000000000000000000000000000000000000000
  """

private let quotients = """
  1 / 3 = 0.3333333333333333; 1 / -2 = -0.5; 1 / 0 = ZeroDivisionError; 1 / 0.0 = ZeroDivisionError
  1 / -0.0 = ZeroDivisionError; 1 / 0.5 = 2.0; 1 / inf = 0.0; 1 / nan = nan
  1 / 100000000000000000000 = 1e-20
  1 / 10**399 = 0.0
  -7 / 3 = -2.3333333333333335; -7 / -2 = 3.5; -7 / 0 = ZeroDivisionError
  -7 / 0.0 = ZeroDivisionError; -7 / -0.0 = ZeroDivisionError; -7 / 0.5 = -14.0; -7 / inf = -0.0
  -7 / nan = nan; -7 / 100000000000000000000 = -7e-20
  -7 / 10**399 = -0.0
  9007199254740993 / 3 = 3002399751580331.0; 9007199254740993 / -2 = -4503599627370496.0
  9007199254740993 / 0 = ZeroDivisionError; 9007199254740993 / 0.0 = ZeroDivisionError
  9007199254740993 / -0.0 = ZeroDivisionError; 9007199254740993 / 0.5 = 1.8014398509481984e+16
  9007199254740993 / inf = 0.0; 9007199254740993 / nan = nan
  9007199254740993 / 100000000000000000000 = 9.007199254740993e-05
  9007199254740993 / 10**399 = 0.0
  0 / 3 = 0.0; 0 / -2 = -0.0; 0 / 0 = ZeroDivisionError; 0 / 0.0 = ZeroDivisionError
  0 / -0.0 = ZeroDivisionError; 0 / 0.5 = 0.0; 0 / inf = 0.0; 0 / nan = nan
  0 / 100000000000000000000 = 0.0
  0 / 10**399 = 0.0
  0.5 / 3 = 0.16666666666666666; 0.5 / -2 = -0.25; 0.5 / 0 = ZeroDivisionError
  0.5 / 0.0 = ZeroDivisionError; 0.5 / -0.0 = ZeroDivisionError; 0.5 / 0.5 = 1.0; 0.5 / inf = 0.0
  0.5 / nan = nan; 0.5 / 100000000000000000000 = 5e-21
  0.5 / 10**399 = OverflowError
  -0.0 / 3 = -0.0; -0.0 / -2 = 0.0; -0.0 / 0 = ZeroDivisionError; -0.0 / 0.0 = ZeroDivisionError
  -0.0 / -0.0 = ZeroDivisionError; -0.0 / 0.5 = -0.0; -0.0 / inf = -0.0; -0.0 / nan = nan
  -0.0 / 100000000000000000000 = -0.0
  -0.0 / 10**399 = OverflowError
  inf / 3 = inf; inf / -2 = -inf; inf / 0 = ZeroDivisionError; inf / 0.0 = ZeroDivisionError
  inf / -0.0 = ZeroDivisionError; inf / 0.5 = inf; inf / inf = nan; inf / nan = nan
  inf / 100000000000000000000 = inf
  inf / 10**399 = OverflowError
  nan / 3 = nan; nan / -2 = nan; nan / 0 = ZeroDivisionError; nan / 0.0 = ZeroDivisionError
  nan / -0.0 = ZeroDivisionError; nan / 0.5 = nan; nan / inf = nan; nan / nan = nan
  nan / 100000000000000000000 = nan
  nan / 10**399 = OverflowError
  100000000000000000000 / 3 = 3.333333333333333e+19; 100000000000000000000 / -2 = -5e+19
  100000000000000000000 / 0 = ZeroDivisionError; 100000000000000000000 / 0.0 = ZeroDivisionError
  100000000000000000000 / -0.0 = ZeroDivisionError; 100000000000000000000 / 0.5 = 2e+20
  100000000000000000000 / inf = 0.0; 100000000000000000000 / nan = nan
  100000000000000000000 / 100000000000000000000 = 1.0
  100000000000000000000 / 10**399 = 0.0
  10**400 / 3 = OverflowError
  10**400 / -2 = OverflowError
  10**400 / 0 = ZeroDivisionError
  10**400 / 0.5 = OverflowError
  10**400 / inf = OverflowError
  10**400 / nan = OverflowError
  10**400 / 100000000000000000000 = OverflowError
  10**400 / 10**399 = 10.0
  """

@Suite struct NumberTests {
  @Test(arguments: try ArithmeticCase.table(sums))
  func sumsDifferencesAndProducts(row: ArithmeticCase) throws {
    try row.check { (x) throws(PythonError) in
      switch row.operation {
      case "+": try x[0] + x[1]
      case "-": try x[0] - x[1]
      default: try x[0] * x[1]
      }
    }
  }

  @Test(arguments: try ArithmeticCase.table(quotients))
  func quotient(row: ArithmeticCase) throws {
    try row.check { (x) throws(PythonError) in try x[0] / x[1] }
  }

  @Test func intTooLargeForAFloatOverflowsBeforeItIsDividedByAFloatZero() throws {
    let huge = try Number(10).power(400)
    #expect(try raised { _ = try huge / 0 } == .zeroDivisionError)
    let kind = try raised { _ = try huge / 0.0 }
    #expect(kind == .overflowError)
  }

  @Test func negationTurnsTheSmallestIntIntoALongOneAndBack() throws {
    let smallest: Number = .integer(.min)
    #expect(try -smallest == Number(2).power(63))
    #expect(-(-smallest) == smallest)
    #expect(try (-Number.float(0)).double().sign == .minus)
  }

  @Test func literalsChooseTheClassAsPythonsDo() {
    #expect((1 as Number).isInteger)
    #expect(!(1.0 as Number).isInteger)
    #expect((1 as Number) == (1.0 as Number))
    #expect(!Number.complex.isInteger)
    #expect(!Number.complex.isNaN)
  }

  @Test func intBeyondTheFloatsIsNoDouble() throws {
    let huge = try Number(10).power(400)
    #expect(try raised { _ = try huge.double() } == .overflowError)
    #expect(try raised { _ = try Number.complex.double() } == .typeError)
  }

  @Test func complexStaysComplex() throws {
    for result in [
      try Number.complex + 1, try 1 - Number.complex, try Number.complex * 0, try Number.complex / 2,
      try Number.complex.power(2), try Number(2).power(.complex), -Number.complex,
    ] {
      guard case .complex = result else {
        Issue.record("\(result)")
        continue
      }
    }
    #expect(try raised { _ = try Number.complex / 0 } == .zeroDivisionError)
    #expect(try raised { _ = try Number.complex.modulo(2) } == .typeError)
    #expect(try raised { _ = try Number(2).floorDivided(by: .complex) } == .typeError)
    #expect(try raised { _ = try Number.complex < 1 } == .typeError)
  }
}
