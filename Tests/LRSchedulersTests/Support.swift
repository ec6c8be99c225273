import LRSchedulers

/// An SGD with one parameter group for each lr.
func sgd(_ rates: Number..., momentum: Number = 0) -> Optimizer {
  Optimizer(.sgd, groups: rates.map { ParameterGroup(lr: $0, momentum: momentum) })
}

/// The class of the error that a closure throws, nil where it throws none.
func raised(_ body: () throws -> Void) throws -> PythonError.Kind? {
  do {
    try body()
    return nil
  } catch let error as PythonError {
    return error.kind
  }
}

/// Numbers as the doubles they are.
func doubles(_ numbers: [Number]) throws -> [Double] {
  try numbers.map { try $0.double() }
}

extension LRScheduler {
  /// A group's lr before and after each of some calls of `step()`.
  mutating func rates(_ optimizer: inout Optimizer, steps: Int, group: Int = 0) throws -> [Double] {
    var rates = [try optimizer.groups[group].lr.double()]
    for _ in 0..<steps {
      try step(&optimizer)
      rates.append(try optimizer.groups[group].lr.double())
    }
    return rates
  }

  /// A group's lr after each call of `step(argument)`.
  mutating func rates(_ optimizer: inout Optimizer, at arguments: [Number], group: Int = 0) throws -> [Double]
  {
    var rates: [Double] = []
    for argument in arguments {
      try step(&optimizer, argument)
      rates.append(try optimizer.groups[group].lr.double())
    }
    return rates
  }

  /// A group's momentum, or first beta, before and after each of some calls of `step()`.
  mutating func momenta(_ optimizer: inout Optimizer, steps: Int, group: Int = 0) throws -> [Double] {
    var momenta = [try optimizer.groups[group].observedMomentum?.double() ?? .nan]
    for _ in 0..<steps {
      try step(&optimizer)
      momenta.append(try optimizer.groups[group].observedMomentum?.double() ?? .nan)
    }
    return momenta
  }
}
