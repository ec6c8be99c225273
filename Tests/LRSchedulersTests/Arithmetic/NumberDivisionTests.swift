import LRSchedulers
import Testing

// By Python 3.11, the interpreter of the recorded values.
private let table = """
  7 // 2 = 3; 7 // -2 = -4; 7 // 0 = ZeroDivisionError; 7 // 2.5 = 2.0; 7 // -2.5 = -3.0
  7 // -0.0 = ZeroDivisionError; 7 // inf = 0.0; 7 // -inf = -1.0; 7 // nan = nan; -7 // 2 = -4
  -7 // -2 = 3; -7 // 0 = ZeroDivisionError; -7 // 2.5 = -3.0; -7 // -2.5 = 2.0
  -7 // -0.0 = ZeroDivisionError; -7 // inf = -1.0; -7 // -inf = 0.0; -7 // nan = nan; 0 // 2 = 0
  0 // -2 = 0; 0 // 0 = ZeroDivisionError; 0 // 2.5 = 0.0; 0 // -2.5 = -0.0
  0 // -0.0 = ZeroDivisionError; 0 // inf = 0.0; 0 // -inf = -0.0; 0 // nan = nan; 7.5 // 2 = 3.0
  7.5 // -2 = -4.0; 7.5 // 0 = ZeroDivisionError; 7.5 // 2.5 = 3.0; 7.5 // -2.5 = -3.0
  7.5 // -0.0 = ZeroDivisionError; 7.5 // inf = 0.0; 7.5 // -inf = -1.0; 7.5 // nan = nan
  -7.5 // 2 = -4.0; -7.5 // -2 = 3.0; -7.5 // 0 = ZeroDivisionError; -7.5 // 2.5 = -3.0
  -7.5 // -2.5 = 3.0; -7.5 // -0.0 = ZeroDivisionError; -7.5 // inf = -1.0; -7.5 // -inf = 0.0
  -7.5 // nan = nan; 0.0 // 2 = 0.0; 0.0 // -2 = -0.0; 0.0 // 0 = ZeroDivisionError; 0.0 // 2.5 = 0.0
  0.0 // -2.5 = -0.0; 0.0 // -0.0 = ZeroDivisionError; 0.0 // inf = 0.0; 0.0 // -inf = -0.0
  0.0 // nan = nan; -0.0 // 2 = -0.0; -0.0 // -2 = 0.0; -0.0 // 0 = ZeroDivisionError
  -0.0 // 2.5 = -0.0; -0.0 // -2.5 = 0.0; -0.0 // -0.0 = ZeroDivisionError; -0.0 // inf = -0.0
  -0.0 // -inf = 0.0; -0.0 // nan = nan; inf // 2 = nan; inf // -2 = nan; inf // 0 = ZeroDivisionError
  inf // 2.5 = nan; inf // -2.5 = nan; inf // -0.0 = ZeroDivisionError; inf // inf = nan
  inf // -inf = nan; inf // nan = nan; nan // 2 = nan; nan // -2 = nan; nan // 0 = ZeroDivisionError
  nan // 2.5 = nan; nan // -2.5 = nan; nan // -0.0 = ZeroDivisionError; nan // inf = nan
  nan // -inf = nan; nan // nan = nan; 5e-324 // 2 = 0.0; 5e-324 // -2 = -1.0
  5e-324 // 0 = ZeroDivisionError; 5e-324 // 2.5 = 0.0; 5e-324 // -2.5 = -1.0
  5e-324 // -0.0 = ZeroDivisionError; 5e-324 // inf = 0.0; 5e-324 // -inf = -1.0; 5e-324 // nan = nan
  100000000000000000000 // 2 = 50000000000000000000
  100000000000000000000 // -2 = -50000000000000000000; 100000000000000000000 // 0 = ZeroDivisionError
  100000000000000000000 // 2.5 = 4e+19; 100000000000000000000 // -2.5 = -4e+19
  100000000000000000000 // -0.0 = ZeroDivisionError; 100000000000000000000 // inf = 0.0
  100000000000000000000 // -inf = -1.0; 100000000000000000000 // nan = nan
  -100000000000000000000 // 2 = -50000000000000000000
  -100000000000000000000 // -2 = 50000000000000000000; -100000000000000000000 // 0 = ZeroDivisionError
  -100000000000000000000 // 2.5 = -4e+19; -100000000000000000000 // -2.5 = 4e+19
  -100000000000000000000 // -0.0 = ZeroDivisionError; -100000000000000000000 // inf = -1.0
  -100000000000000000000 // -inf = 0.0; -100000000000000000000 // nan = nan; 7 % 2 = 1; 7 % -2 = -1
  7 % 0 = ZeroDivisionError; 7 % 2.5 = 2.0; 7 % -2.5 = -0.5; 7 % -0.0 = ZeroDivisionError
  7 % inf = 7.0; 7 % -inf = -inf; 7 % nan = nan; -7 % 2 = 1; -7 % -2 = -1; -7 % 0 = ZeroDivisionError
  -7 % 2.5 = 0.5; -7 % -2.5 = -2.0; -7 % -0.0 = ZeroDivisionError; -7 % inf = inf; -7 % -inf = -7.0
  -7 % nan = nan; 0 % 2 = 0; 0 % -2 = 0; 0 % 0 = ZeroDivisionError; 0 % 2.5 = 0.0; 0 % -2.5 = -0.0
  0 % -0.0 = ZeroDivisionError; 0 % inf = 0.0; 0 % -inf = -0.0; 0 % nan = nan; 7.5 % 2 = 1.5
  7.5 % -2 = -0.5; 7.5 % 0 = ZeroDivisionError; 7.5 % 2.5 = 0.0; 7.5 % -2.5 = -0.0
  7.5 % -0.0 = ZeroDivisionError; 7.5 % inf = 7.5; 7.5 % -inf = -inf; 7.5 % nan = nan; -7.5 % 2 = 0.5
  -7.5 % -2 = -1.5; -7.5 % 0 = ZeroDivisionError; -7.5 % 2.5 = 0.0; -7.5 % -2.5 = -0.0
  -7.5 % -0.0 = ZeroDivisionError; -7.5 % inf = inf; -7.5 % -inf = -7.5; -7.5 % nan = nan
  0.0 % 2 = 0.0; 0.0 % -2 = -0.0; 0.0 % 0 = ZeroDivisionError; 0.0 % 2.5 = 0.0; 0.0 % -2.5 = -0.0
  0.0 % -0.0 = ZeroDivisionError; 0.0 % inf = 0.0; 0.0 % -inf = -0.0; 0.0 % nan = nan; -0.0 % 2 = 0.0
  -0.0 % -2 = -0.0; -0.0 % 0 = ZeroDivisionError; -0.0 % 2.5 = 0.0; -0.0 % -2.5 = -0.0
  -0.0 % -0.0 = ZeroDivisionError; -0.0 % inf = 0.0; -0.0 % -inf = -0.0; -0.0 % nan = nan
  inf % 2 = nan; inf % -2 = nan; inf % 0 = ZeroDivisionError; inf % 2.5 = nan; inf % -2.5 = nan
  inf % -0.0 = ZeroDivisionError; inf % inf = nan; inf % -inf = nan; inf % nan = nan; nan % 2 = nan
  nan % -2 = nan; nan % 0 = ZeroDivisionError; nan % 2.5 = nan; nan % -2.5 = nan
  nan % -0.0 = ZeroDivisionError; nan % inf = nan; nan % -inf = nan; nan % nan = nan
  5e-324 % 2 = 5e-324; 5e-324 % -2 = -2.0; 5e-324 % 0 = ZeroDivisionError; 5e-324 % 2.5 = 5e-324
  5e-324 % -2.5 = -2.5; 5e-324 % -0.0 = ZeroDivisionError; 5e-324 % inf = 5e-324; 5e-324 % -inf = -inf
  5e-324 % nan = nan; 100000000000000000000 % 2 = 0; 100000000000000000000 % -2 = 0
  100000000000000000000 % 0 = ZeroDivisionError; 100000000000000000000 % 2.5 = 0.0
  100000000000000000000 % -2.5 = -0.0; 100000000000000000000 % -0.0 = ZeroDivisionError
  100000000000000000000 % inf = 1e+20; 100000000000000000000 % -inf = -inf
  100000000000000000000 % nan = nan; -100000000000000000000 % 2 = 0; -100000000000000000000 % -2 = 0
  -100000000000000000000 % 0 = ZeroDivisionError; -100000000000000000000 % 2.5 = 0.0
  -100000000000000000000 % -2.5 = -0.0; -100000000000000000000 % -0.0 = ZeroDivisionError
  -100000000000000000000 % inf = inf; -100000000000000000000 % -inf = -1e+20
  -100000000000000000000 % nan = nan
  """

@Suite struct NumberDivisionTests {
  @Test(arguments: try ArithmeticCase.table(table))
  func floorDivisionAndRemainder(row: ArithmeticCase) throws {
    try row.check { (x) throws(PythonError) in
      row.operation == "//" ? try x[0].floorDivided(by: x[1]) : try x[0].modulo(x[1])
    }
  }
}
