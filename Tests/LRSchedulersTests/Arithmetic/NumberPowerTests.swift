import LRSchedulers
import Testing

// By Python 3.11, the interpreter of the recorded values.
private let specialCases = """
  2 ** 0 = 1; 2 ** 3 = 8; 2 ** -1 = 0.5; 2 ** -2 = 0.25; 2 ** 0.5 = 1.4142135623730951
  2 ** -0.5 = 0.7071067811865476; 2 ** 3.0 = 8.0; 2 ** nan = nan; 2 ** inf = inf; 2 ** -inf = 0.0
  2 ** 400 = 2582249878086908589655919172003011874329705792829223512830659356540647622016841194629645353280137831435903171972747493376
  -2 ** 0 = 1; -2 ** 3 = -8; -2 ** -1 = -0.5; -2 ** -2 = 0.25; -2 ** 0.5 = complex
  -2 ** -0.5 = complex; -2 ** 3.0 = -8.0; -2 ** nan = nan; -2 ** inf = inf; -2 ** -inf = 0.0
  -2 ** 400 = 2582249878086908589655919172003011874329705792829223512830659356540647622016841194629645353280137831435903171972747493376
  0 ** 0 = 1; 0 ** 3 = 0; 0 ** -1 = ZeroDivisionError; 0 ** -2 = ZeroDivisionError; 0 ** 0.5 = 0.0
  0 ** -0.5 = ZeroDivisionError; 0 ** 3.0 = 0.0; 0 ** nan = nan; 0 ** inf = 0.0; 0 ** -inf = inf
  0 ** 400 = 0; 0.0 ** 0 = 1.0; 0.0 ** 3 = 0.0; 0.0 ** -1 = ZeroDivisionError
  0.0 ** -2 = ZeroDivisionError; 0.0 ** 0.5 = 0.0; 0.0 ** -0.5 = ZeroDivisionError; 0.0 ** 3.0 = 0.0
  0.0 ** nan = nan; 0.0 ** inf = 0.0; 0.0 ** -inf = inf; 0.0 ** 400 = 0.0; -0.0 ** 0 = 1.0
  -0.0 ** 3 = -0.0; -0.0 ** -1 = ZeroDivisionError; -0.0 ** -2 = ZeroDivisionError; -0.0 ** 0.5 = 0.0
  -0.0 ** -0.5 = ZeroDivisionError; -0.0 ** 3.0 = -0.0; -0.0 ** nan = nan; -0.0 ** inf = 0.0
  -0.0 ** -inf = inf; -0.0 ** 400 = 0.0; 1 ** 0 = 1; 1 ** 3 = 1; 1 ** -1 = 1.0; 1 ** -2 = 1.0
  1 ** 0.5 = 1.0; 1 ** -0.5 = 1.0; 1 ** 3.0 = 1.0; 1 ** nan = 1.0; 1 ** inf = 1.0; 1 ** -inf = 1.0
  1 ** 400 = 1; 1.0 ** 0 = 1.0; 1.0 ** 3 = 1.0; 1.0 ** -1 = 1.0; 1.0 ** -2 = 1.0; 1.0 ** 0.5 = 1.0
  1.0 ** -0.5 = 1.0; 1.0 ** 3.0 = 1.0; 1.0 ** nan = 1.0; 1.0 ** inf = 1.0; 1.0 ** -inf = 1.0
  1.0 ** 400 = 1.0; -1.0 ** 0 = 1.0; -1.0 ** 3 = -1.0; -1.0 ** -1 = -1.0; -1.0 ** -2 = 1.0
  -1.0 ** 0.5 = complex; -1.0 ** -0.5 = complex; -1.0 ** 3.0 = -1.0; -1.0 ** nan = nan
  -1.0 ** inf = 1.0; -1.0 ** -inf = 1.0; -1.0 ** 400 = 1.0; nan ** 0 = 1.0; nan ** 3 = nan
  nan ** -1 = nan; nan ** -2 = nan; nan ** 0.5 = nan; nan ** -0.5 = nan; nan ** 3.0 = nan
  nan ** nan = nan; nan ** inf = nan; nan ** -inf = nan; nan ** 400 = nan; inf ** 0 = 1.0
  inf ** 3 = inf; inf ** -1 = 0.0; inf ** -2 = 0.0; inf ** 0.5 = inf; inf ** -0.5 = 0.0
  inf ** 3.0 = inf; inf ** nan = nan; inf ** inf = inf; inf ** -inf = 0.0; inf ** 400 = inf
  -inf ** 0 = 1.0; -inf ** 3 = -inf; -inf ** -1 = -0.0; -inf ** -2 = 0.0; -inf ** 0.5 = inf
  -inf ** -0.5 = 0.0; -inf ** 3.0 = -inf; -inf ** nan = nan; -inf ** inf = inf; -inf ** -inf = 0.0
  -inf ** 400 = inf; 0.5 ** 0 = 1.0; 0.5 ** 3 = 0.125; 0.5 ** -1 = 2.0; 0.5 ** -2 = 4.0
  0.5 ** 0.5 = 0.7071067811865476; 0.5 ** -0.5 = 1.4142135623730951; 0.5 ** 3.0 = 0.125
  0.5 ** nan = nan; 0.5 ** inf = 0.0; 0.5 ** -inf = inf; 0.5 ** 400 = 3.8725919148493183e-121
  -8.0 ** 0 = 1.0; -8.0 ** 3 = -512.0; -8.0 ** -1 = -0.125; -8.0 ** -2 = 0.015625
  -8.0 ** 0.5 = complex; -8.0 ** -0.5 = complex; -8.0 ** 3.0 = -512.0; -8.0 ** nan = nan
  -8.0 ** inf = inf; -8.0 ** -inf = 0.0; -8.0 ** 400 = OverflowError; 10 ** 0 = 1; 10 ** 3 = 1000
  10 ** -1 = 0.1; 10 ** -2 = 0.01; 10 ** 0.5 = 3.1622776601683795; 10 ** -0.5 = 0.31622776601683794
  10 ** 3.0 = 1000.0; 10 ** nan = nan; 10 ** inf = inf; 10 ** -inf = 0.0
  10 ** 400 = 10**400
  """

private let ordinaryCases = """
  10.0 ** 309 = OverflowError; 10 ** 309.0 = OverflowError; 10.0 ** 308 = 1e+308
  0.9 ** 30 = 0.04239115827521624; 0.95 ** 7 = 0.6983372960937497; 1e-200 ** 2 = 0.0
  -10.0 ** 309 = OverflowError; -0.5 ** 1074 = 5e-324; -1e+300 ** 1.5 = OverflowError
  3 ** 40 = 12157665459056928801; 7 ** -1 = 0.14285714285714285; 2 ** 1023.0 = 8.98846567431158e+307
  2 ** 1024.0 = OverflowError; -1 ** -3 = -1.0; -1.0 ** 0.5 = complex
  """

@Suite struct NumberPowerTests {
  @Test(arguments: try ArithmeticCase.table(specialCases) + ArithmeticCase.table(ordinaryCases))
  func power(row: ArithmeticCase) throws {
    try row.check { (x) throws(PythonError) in try x[0].power(x[1]) }
  }

  @Test func intOfTooManyBitsIsRefused() throws {
    #expect(try raised { _ = try Number(10).power(Number(10).power(9)) } == .memoryError)
  }
}
