use std::sync::Arc;

use super::SqlError;

/// A value bound to a statement or read from a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Flag(bool),
    Text(String),
    Bytes(Vec<u8>),
}

macro_rules! value_from {
    ($($from:ty => $variant:ident),* $(,)?) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}
value_from!(i64 => Integer, i32 => Integer, u32 => Integer, bool => Flag, f64 => Real);
value_from!(String => Text, &str => Text, Vec<u8> => Bytes);

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One row, read by column name.
#[derive(Debug, Clone)]
pub struct Row {
    columns: Arc<[String]>,
    values: Vec<Value>,
}

impl Row {
    pub(super) fn new(columns: Arc<[String]>, values: Vec<Value>) -> Self {
        Self { columns, values }
    }

    fn value(&self, column: &str) -> Result<&Value, SqlError> {
        let at = self.columns.iter().position(|name| name == column);
        at.and_then(|at| self.values.get(at)).ok_or_else(|| SqlError::new(format!("no column {column}")))
    }

    fn wrong<T>(column: &str, value: &Value) -> Result<T, SqlError> {
        let kind = match value {
            Value::Null => "null",
            Value::Integer(_) => "integer",
            Value::Real(_) => "real",
            Value::Flag(_) => "flag",
            Value::Text(_) => "text",
            Value::Bytes(_) => "bytes",
        };
        Err(SqlError::new(format!("column {column} is {kind}")))
    }

    /// # Errors
    /// When there is no such column or it holds something else.
    pub fn text(&self, column: &str) -> Result<String, SqlError> {
        match self.value(column)? {
            Value::Text(text) => Ok(text.clone()),
            other => Self::wrong(column, other),
        }
    }

    /// # Errors
    /// When there is no such column or it holds something else.
    pub fn maybe_text(&self, column: &str) -> Result<Option<String>, SqlError> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Text(text) => Ok(Some(text.clone())),
            other => Self::wrong(column, other),
        }
    }

    /// # Errors
    /// When there is no such column or it holds something else.
    pub fn integer(&self, column: &str) -> Result<i64, SqlError> {
        match self.value(column)? {
            Value::Integer(number) => Ok(*number),
            other => Self::wrong(column, other),
        }
    }

    /// # Errors
    /// When there is no such column or it holds something else.
    pub fn maybe_integer(&self, column: &str) -> Result<Option<i64>, SqlError> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Integer(number) => Ok(Some(*number)),
            other => Self::wrong(column, other),
        }
    }

    /// # Errors
    /// When there is no such column or it holds something else.
    pub fn flag(&self, column: &str) -> Result<bool, SqlError> {
        match self.value(column)? {
            Value::Flag(flag) => Ok(*flag),
            // SQLite keeps booleans as 0 and 1.
            Value::Integer(number) => Ok(*number != 0),
            other => Self::wrong(column, other),
        }
    }

    /// # Errors
    /// When there is no such column or it holds something else.
    pub fn bytes(&self, column: &str) -> Result<Vec<u8>, SqlError> {
        match self.value(column)? {
            Value::Bytes(bytes) => Ok(bytes.clone()),
            other => Self::wrong(column, other),
        }
    }

    /// # Errors
    /// When there is no such column or it holds something else.
    pub fn maybe_bytes(&self, column: &str) -> Result<Option<Vec<u8>>, SqlError> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Bytes(bytes) => Ok(Some(bytes.clone())),
            other => Self::wrong(column, other),
        }
    }

    /// All columns with their values, in the query's order.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.columns.iter().map(String::as_str).zip(&self.values)
    }
}
