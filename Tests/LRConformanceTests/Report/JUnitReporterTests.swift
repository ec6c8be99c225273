import Testing

@testable import Fixtures

@Suite struct JUnitReporterTests {
  @Test func smallRun() throws {
    let text = try SmallRun(known: true).text(.junit)
    #expect(
      text == #"""
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="lrconform: port 1.0" tests="7" failures="3" errors="1" skipped="2" time="0.012000">
          <testsuite name="S" tests="6" failures="2" errors="1" skipped="2" time="0.009000">
            <properties>
              <property name="implementation" value="port"/>
              <property name="version" value="1.0"/>
              <property name="precision" value="float64"/>
              <property name="pytorch" value="2.13.0"/>
              <property name="lrconform" value="0.1.0"/>
              <property name="standing" value="not conforming"/>
              <property name="tolerance" value="rel 1e-09, abs 1e-12"/>
              <property name="known" value="1"/>
              <property name="skipped" value="1 by the adapter: said (1)"/>
            </properties>
            <testcase name="s/one" classname="port.S" file="fixtures/a.json" time="0.001500"/>
            <testcase name="s/two" classname="port.S" file="fixtures/a.json" time="0.001500">
              <failure type="NEW" message="not listed as known: lr, group 0: first diverges at step 2 (break; 1 of 4 values)">not listed as known: lr, group 0: first diverges at step 2 (break; 1 of 4 values)
          step  expected  actual   ULP  relative
             0       0.5     0.5
             1       0.5     0.5
        &gt;    2      0.25     0.5  &gt;1e6     1.0e0
             3      0.25    0.25
        cause: step_size one late (explains 1 of 1 failing case, refuted by none)</failure>
            </testcase>
            <testcase name="s/three" classname="port.S" file="fixtures/a.json" time="0.001500">
              <failure type="error-mismatch" message="step 0: the unexpected error said (said)">step 0: the unexpected error said (said)</failure>
            </testcase>
            <testcase name="s/four" classname="port.S" file="fixtures/a.json" time="0.001500">
              <skipped message="known: said"/>
            </testcase>
            <testcase name="s/five" classname="port.S" file="fixtures/a.json" time="0.001500">
              <skipped message="said"/>
            </testcase>
            <testcase name="s/six" classname="port.S" file="fixtures/a.json" time="0.001500">
              <error type="broken" message="said"/>
              <system-err>said</system-err>
            </testcase>
          </testsuite>
          <testsuite name="known divergences" tests="1" failures="1" errors="0" skipped="0" time="0.000000">
            <properties>
              <property name="implementation" value="port"/>
              <property name="version" value="1.0"/>
              <property name="precision" value="float64"/>
              <property name="pytorch" value="2.13.0"/>
              <property name="lrconform" value="0.1.0"/>
              <property name="standing" value="not conforming"/>
              <property name="tolerance" value="rel 1e-09, abs 1e-12"/>
              <property name="known" value="1"/>
              <property name="skipped" value="1 by the adapter: said (1)"/>
            </properties>
            <testcase name="s/gone" classname="port.known divergences" time="0.000000">
              <failure type="UNMATCHED" message="no such case"/>
            </testcase>
          </testsuite>
        </testsuites>

        """#
    )
  }

  @Test func hostileTextsEndNoElement() throws {
    let text = try SmallRun(said: hostile, file: hostile).named(hostile).text(.junit)
    let elements = text.split(separator: "<").map { $0.prefix { $0.isLetter || "?/-!".contains($0) } }
    let known = [
      "?xml", "testsuites", "testsuite", "properties", "property", "testcase", "failure", "error",
      "skipped", "system-err",
    ]  // swift-format-ignore
    #expect(elements.allSatisfy { known.contains(String($0)) || known.contains(String($0.dropFirst())) })
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0xfffe })
    #expect(text.contains("<skipped message=\"&lt;b&gt;&amp;&quot;&#39;]]&gt;&lt;/script&gt; |"))
  }
}
