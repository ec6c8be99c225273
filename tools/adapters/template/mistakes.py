"""The usual mistakes, as changes of a template's source: for each language, what is replaced by what."""

from typing import NamedTuple


class Language(NamedTuple):
    toolchain: str
    source: str
    mistakes: dict  # name: [(text, the text in its place), …]


PYTHON_STEP = "        return lr * self.gamma if self.last_epoch % self.step_size == 0 else lr\n"
JAVASCRIPT_STEP = "    if (this.stepSize === 0) throw new RangeError('step_size is 0');\n"
CPP_STEP = '        if (stepSize == 0) throw std::domain_error("step_size is 0");\n'
RUST_STEP = "        self.last_epoch += 1;\n        if self.last_epoch as f64 % self.step_size == 0.0 {\n"


def before(text, statement):
    return [(text, statement + "\n" + text)]


LANGUAGES = {
    "python": Language("python3", "adapter.py", {
        "prints": before(PYTHON_STEP, '        print("where am I?")'),
        "raises": before(PYTHON_STEP, '        if self.last_epoch == 2: raise OverflowError("too far")'),
        "exits": before(PYTHON_STEP, "        sys.exit(7)"),
        "own fault": [("return list(schedulers[-1].last_lr)", "return list(schedulers[99].last_lr)")],
        "wrong seq": [('{"seq": request["seq"], **play', '{"seq": request["seq"] + 1, **play')],
        "unflushed": [(", flush=True", "")],
    }),
    "javascript": Language("node", "adapter.js", {
        "prints": before(JAVASCRIPT_STEP, "    console.log('where am I?');"),
        "raises": before(JAVASCRIPT_STEP, "    if (this.lastEpoch === 2) throw new RangeError('too far');"),
        "exits": before(JAVASCRIPT_STEP, "    process.exit(7);"),
        "own fault": [("return schedulers.at(-1).lastLR", "return schedulers[99].lastLR")],
        "wrong seq": [("return { seq, ...play", "return { seq: seq + 1, ...play")],
    }),
    "cpp": Language("g++", "adapter.cpp", {
        "prints": before(CPP_STEP, '        std::cout << "where am I?" << std::endl;'),
        "raises": before(CPP_STEP, '        if (lastEpoch == 2) throw std::overflow_error("too far");'),
        "exits": before(CPP_STEP, "        std::exit(7);"),
        "own fault": [("return schedulers.back()->lastLR", "return schedulers.at(99)->lastLR")],
        "wrong seq": [('reply.add("seq", request["seq"])', 'reply.add("seq", request["seq"].number + 1)')],
        "unflushed": [("<< std::endl; // endl flushes", "<< '\\n';")],
    }),
    "rust": Language("rustc", "adapter.rs", {
        "prints": before(RUST_STEP, '        println!("where am I?");'),
        "raises": before(RUST_STEP, '        if self.last_epoch == 1 { return Err("too far".into()); }'),
        "panics": before(RUST_STEP, '        if self.last_epoch == 1 { panic!("too far"); }'),
        "exits": before(RUST_STEP, "        if self.last_epoch == 0 { std::process::exit(7); }"),
        "own fault": [("Ok(schedulers.last().map_or(Vec::new(), |last| last.last_lr().to_vec()))",
                       "Ok(schedulers[99].last_lr().to_vec())")],
        "wrong seq": [('request.get("seq").cloned().unwrap_or(Value::Null)',
                       'Value::Number(request.get("seq").map_or(0.0, |seq| number(seq, "").unwrap_or(0.0) + 1.0))')],
        "unflushed": [("        replies.flush()?;\n", ""),
                      ("std::io::stdout().lock()", "std::io::BufWriter::new(std::io::stdout().lock())")],
    }),
}  # fmt: skip
