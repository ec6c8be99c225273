// The modules whose public names users need; everything else in them is `package`.
@_exported import Adapters
@_exported import Fixtures
@_exported import InProcess
@_exported import Reports
@_exported import Scenarios
@_exported import Verdicts
