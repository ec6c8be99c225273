import LRSchedulers
import Testing

// By Python 3.11 on glibc 2.36, the interpreter of the recorded values.
private let integers = """
  floor 0 = 0; floor -0.0 = 0; floor 1 = 1; floor -1 = -1; floor 0.5 = 0; floor -0.5 = -1
  floor 2.5 = 2; floor -2.5 = -3; floor inf = OverflowError; floor -inf = OverflowError
  floor nan = ValueError; floor 100000000000000000000 = 100000000000000000000
  floor 10**400 = 10**400
  ceil 0 = 0; ceil -0.0 = 0; ceil 1 = 1; ceil -1 = -1; ceil 0.5 = 1; ceil -0.5 = 0; ceil 2.5 = 3
  ceil -2.5 = -2; ceil inf = OverflowError; ceil -inf = OverflowError; ceil nan = ValueError
  ceil 100000000000000000000 = 100000000000000000000
  ceil 10**400 = 10**400
  int 0 = 0; int -0.0 = 0; int 1 = 1; int -1 = -1; int 0.5 = 0; int -0.5 = 0; int 2.5 = 2
  int -2.5 = -2; int inf = OverflowError; int -inf = OverflowError; int nan = ValueError
  int 100000000000000000000 = 100000000000000000000
  int 10**400 = 10**400
  abs 0 = 0; abs -0.0 = 0.0; abs 1 = 1; abs -1 = 1; abs 0.5 = 0.5; abs -0.5 = 0.5; abs 2.5 = 2.5
  abs -2.5 = 2.5; abs 1e+300 = 1e+300; abs inf = inf; abs -inf = inf; abs nan = nan
  abs 100000000000000000000 = 100000000000000000000
  abs 10**400 = 10**400
  """

private let functions = """
  cos 0 = 1.0; cos -0.0 = 1.0; cos 1 = 0.5403023058681398; cos -1 = 0.5403023058681398
  cos 0.5 = 0.8775825618903728; cos 2.5 = -0.8011436155469337; cos 3.141592653589793 = -1.0
  cos inf = ValueError; cos -inf = ValueError; cos nan = nan
  cos 100000000000000000000 = 0.7639704044417283
  cos 10**400 = OverflowError
  sin 0 = 0.0; sin -0.0 = -0.0; sin 1 = 0.8414709848078965; sin -1 = -0.8414709848078965
  sin 0.5 = 0.479425538604203; sin 2.5 = 0.5984721441039565
  sin 3.141592653589793 = 1.2246467991473532e-16; sin inf = ValueError; sin -inf = ValueError
  sin nan = nan; sin 100000000000000000000 = -0.6452512852657808
  sin 10**400 = OverflowError
  exp 0 = 1.0; exp -0.0 = 1.0; exp 1 = 2.718281828459045; exp -1 = 0.36787944117144233
  exp 0.5 = 1.6487212707001282; exp 2.5 = 12.182493960703473; exp 100 = 2.6881171418161356e+43
  exp 709 = 8.218407461554972e+307; exp 710 = OverflowError; exp -800 = 0.0; exp inf = inf
  exp -inf = 0.0; exp nan = nan; exp 100000000000000000000 = OverflowError
  exp 10**400 = OverflowError
  sqrt 0 = 0.0; sqrt -0.0 = -0.0; sqrt 1 = 1.0; sqrt -1 = ValueError; sqrt 0.5 = 0.7071067811865476
  sqrt 2.5 = 1.5811388300841898; sqrt 100 = 10.0; sqrt 709 = 26.627053911388696
  sqrt 710 = 26.645825188948457; sqrt -800 = ValueError; sqrt inf = inf; sqrt -inf = ValueError
  sqrt nan = nan; sqrt 100000000000000000000 = 10000000000.0
  sqrt 10**400 = OverflowError
  log 0 = ValueError; log -0.0 = ValueError; log 1 = 0.0; log -1 = ValueError
  log 0.5 = -0.6931471805599453; log 2.5 = 0.9162907318741551; log 100 = 4.605170185988092
  log 709 = 6.5638555265321274; log 710 = 6.565264970035361; log -800 = ValueError; log inf = inf
  log -inf = ValueError; log nan = nan; log 100000000000000000000 = 46.051701859880914
  log 10**400 = 921.0340371976182
  """

private let logarithms = """
  243 log 3 = 4.999999999999999; 8 log 2 = 3.0; 1000 log 10 = 2.9999999999999996; 9 log 3 = 2.0
  0 log 3 = ValueError; 3 log 0 = ValueError; 3 log 1 = ZeroDivisionError; 1 log 1 = ZeroDivisionError
  0.5 log 2 = -1.0; -1 log 2 = ValueError; 2 log -1 = ValueError
  10**400 log 10 = 399.99999999999994
  inf log 2 = inf; nan log 2 = nan; 2 log inf = 0.0
  """

@Suite struct PythonMathTests {
  @Test(arguments: try ArithmeticCase.table(integers))
  func integersAndMagnitudes(row: ArithmeticCase) throws {
    try row.check { (x) throws(PythonError) in
      switch row.operation {
      case "floor": try PythonMath.floor(x[0])
      case "ceil": try PythonMath.ceil(x[0])
      case "int": try PythonMath.truncated(x[0])
      default: try PythonMath.abs(x[0])
      }
    }
  }

  @Test(arguments: try ArithmeticCase.table(functions))
  func functionsOfTheCLibrary(row: ArithmeticCase) throws {
    try row.check { (x) throws(PythonError) in
      switch row.operation {
      case "cos": try PythonMath.cos(x[0])
      case "sin": try PythonMath.sin(x[0])
      case "exp": try PythonMath.exp(x[0])
      case "sqrt": try PythonMath.sqrt(x[0])
      default: try PythonMath.log(x[0])
      }
    }
  }

  @Test(arguments: try ArithmeticCase.table(logarithms))
  func logarithmToABaseIsRoundedTwice(row: ArithmeticCase) throws {
    try row.check { (x) throws(PythonError) in try PythonMath.log(x[0], base: x[1]) }
  }

  @Test func floorOfALargeFloatIsExact() throws {
    #expect(try PythonMath.floor(1e22) == Number(10).power(22))
    #expect(try PythonMath.floor(-1e22).isInteger)
  }

  @Test func complexIsNoRealNumber() throws {
    let z = Number.complex(Complex(3, -4))
    #expect(try raised { _ = try PythonMath.cos(z) } == .typeError)
    #expect(try raised { _ = try PythonMath.floor(z) } == .typeError)
    #expect(try raised { _ = try PythonMath.log(z) } == .typeError)
    #expect(try PythonMath.abs(z) == 5.0)
  }

  @Test func errorIsWrittenAsTheLastLineOfATraceback() {
    #expect("\(PythonError(.valueError, "no scheduler"))" == "ValueError: no scheduler")
    #expect("\(PythonError(.notImplementedError, ""))" == "NotImplementedError")
  }
}
