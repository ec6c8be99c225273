//! As much JSON as the adapter protocol needs: one value, read from a line and written to one.

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    Array(Vec<Value>),
    Object(Vec<(String, Value)>),
}

impl Value {
    pub fn read(line: &str) -> Result<Value, String> {
        let mut reader = Reader { text: line, at: 0 };
        let value = reader.value(0)?;
        match reader.peek() {
            None => Ok(value),
            Some(_) => reader.fail("the end of the line"),
        }
    }

    /// A member of an object, where there is one.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.members().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    pub fn members(&self) -> &[(String, Value)] {
        if let Value::Object(members) = self { members } else { &[] }
    }

    pub fn items(&self) -> &[Value] {
        if let Value::Array(items) = self { items } else { &[] }
    }

    pub fn text(&self) -> &str {
        if let Value::Text(text) = self { text } else { "" }
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value::Number(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::Text(value.to_string())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Value::Text(value)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Value::Array(values.into_iter().map(Into::into).collect())
    }
}

/// An object from its members.
pub fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Object(members.into_iter().map(|(key, value)| (key.to_string(), value)).collect())
}

// Writing.

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Value::Null => write!(f, "null"),
            Value::Bool(value) => write!(f, "{value}"),
            // JSON has no NaN and no infinities: the protocol spells them as strings.
            Value::Number(value) if value.is_nan() => write!(f, "\"NaN\""),
            Value::Number(value) if value.is_infinite() => {
                write!(f, "{}", if *value > 0.0 { "\"Infinity\"" } else { "\"-Infinity\"" })
            }
            Value::Number(value) if value.fract() == 0.0 && value.abs() < 1e15 && !value.is_sign_negative() => {
                write!(f, "{value}")
            }
            Value::Number(value) => write!(f, "{value:?}"), // the shortest that reads back as the same double
            Value::Text(text) => write_text(f, text),
            Value::Array(items) => {
                write!(f, "[")?;
                for (i, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if i == 0 { "" } else { "," })?;
                }
                write!(f, "]")
            }
            Value::Object(members) => {
                write!(f, "{{")?;
                for (i, (key, value)) in members.iter().enumerate() {
                    write!(f, "{}", if i == 0 { "" } else { "," })?;
                    write_text(f, key)?;
                    write!(f, ":{value}")?;
                }
                write!(f, "}}")
            }
        }
    }
}

fn write_text(f: &mut std::fmt::Formatter, text: &str) -> std::fmt::Result {
    write!(f, "\"")?;
    for c in text.chars() {
        match c {
            '"' | '\\' => write!(f, "\\{c}")?,
            c if (c as u32) < 0x20 => write!(f, "\\u{:04x}", c as u32)?,
            c => write!(f, "{c}")?,
        }
    }
    write!(f, "\"")
}

// Reading.

struct Reader<'a> {
    text: &'a str,
    at: usize, // always at a character's first byte
}

impl Reader<'_> {
    fn fail<T>(&self, expected: &str) -> Result<T, String> {
        Err(format!("expected {expected} at byte {}", self.at))
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&mut self) -> Option<char> {
        let blank = |c| matches!(c, ' ' | '\t' | '\r' | '\n');
        self.at = self.text.len() - self.rest().trim_start_matches(blank).len();
        self.rest().chars().next()
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.at += c.len_utf8();
        }
        found
    }

    fn require(&mut self, c: char) -> Result<(), String> {
        if self.take(c) { Ok(()) } else { self.fail(&format!("'{c}'")) }
    }

    fn value(&mut self, depth: usize) -> Result<Value, String> {
        if depth > 200 {
            return self.fail("less nesting");
        }
        match self.peek() {
            Some('{') => {
                self.require('{')?;
                let mut members = Vec::new();
                if self.take('}') {
                    return Ok(Value::Object(members));
                }
                loop {
                    self.require('"')?;
                    let key = self.string()?;
                    self.require(':')?;
                    members.push((key, self.value(depth + 1)?));
                    if !self.take(',') {
                        break;
                    }
                }
                self.require('}')?;
                Ok(Value::Object(members))
            }
            Some('[') => {
                self.require('[')?;
                let mut items = Vec::new();
                if self.take(']') {
                    return Ok(Value::Array(items));
                }
                loop {
                    items.push(self.value(depth + 1)?);
                    if !self.take(',') {
                        break;
                    }
                }
                self.require(']')?;
                Ok(Value::Array(items))
            }
            Some('"') => {
                self.require('"')?;
                Ok(Value::Text(self.string()?))
            }
            _ if self.take_word("null") => Ok(Value::Null),
            _ if self.take_word("true") => Ok(Value::Bool(true)),
            _ if self.take_word("false") => Ok(Value::Bool(false)),
            _ => self.number(),
        }
    }

    fn number(&mut self) -> Result<Value, String> {
        let foreign = |c: char| !matches!(c, '0'..='9' | '+' | '-' | '.' | 'e' | 'E');
        let length = self.rest().find(foreign).unwrap_or(self.rest().len());
        match self.rest()[..length].parse() {
            Ok(number) => {
                self.at += length;
                Ok(Value::Number(number))
            }
            Err(_) => self.fail("a value"),
        }
    }

    /// The rest of a string, after its opening quote.
    fn string(&mut self) -> Result<String, String> {
        let mut result = String::new();
        loop {
            let Some(c) = self.rest().chars().next() else { return self.fail("a closing quote") };
            self.at += c.len_utf8();
            match c {
                '"' => return Ok(result),
                '\\' => result.push(self.escape()?),
                c => result.push(c),
            }
        }
    }

    fn escape(&mut self) -> Result<char, String> {
        let Some(c) = self.rest().chars().next() else { return self.fail("an escape") };
        let plain = match c {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '"' | '\\' | '/' => c,
            'u' => {
                self.at += 1;
                return self.code_point();
            }
            _ => return self.fail("an escape"),
        };
        self.at += 1;
        Ok(plain)
    }

    fn code_point(&mut self) -> Result<char, String> {
        let first = self.code_unit()?;
        if let Some(c) = char::from_u32(first) {
            return Ok(c);
        }
        if first <= 0xDBFF && self.take_word("\\u") {
            let second = self.code_unit()?;
            if (0xDC00..0xE000).contains(&second) {
                let point = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                return Ok(char::from_u32(point).expect("surrogates make a character"));
            }
        }
        self.fail("a pair of surrogates")
    }

    fn code_unit(&mut self) -> Result<u32, String> {
        let digits = self.rest().get(..4).filter(|text| text.bytes().all(|b| b.is_ascii_hexdigit()));
        match digits.map(|text| u32::from_str_radix(text, 16)) {
            Some(Ok(unit)) => {
                self.at += 4;
                Ok(unit)
            }
            _ => self.fail("four hexadecimal digits"),
        }
    }
}
