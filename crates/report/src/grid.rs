//! Where the cells of a grid come to stand.

use crate::document::Cell;
use crate::fault::Fault;

/// One place in a row of a grid.
#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    Cell {
        cell: &'a Cell,
        at: u16,
        columns: u16,
    },
    /// Taken by a cell above that is several rows high.
    Below {
        columns: u16,
    },
}

/// A cell above: so many columns from here, for so many rows to come.
#[derive(Clone, Copy, Default)]
struct Above {
    columns: u16,
    rows: u8,
}

/// Every row's places from the left, each row full.
///
/// # Errors
/// [`Fault::Grid`] for the first row that is not.
pub fn places(columns: u8, rows: &[Vec<Cell>]) -> Result<Vec<Vec<Place<'_>>>, Fault> {
    let mut above = vec![Above::default(); usize::from(columns)];
    let mut all = Vec::with_capacity(rows.len());
    for (number, cells) in rows.iter().enumerate() {
        all.push(row(&mut above, cells).ok_or(Fault::Grid { row: number })?);
    }
    let whole = above.iter().all(|above| above.rows == 0);
    if whole { Ok(all) } else { Err(Fault::Grid { row: rows.len() }) }
}

fn row<'a>(above: &mut [Above], cells: &'a [Cell]) -> Option<Vec<Place<'a>>> {
    let mut cells = cells.iter();
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(here) = above.get_mut(at) {
        if here.rows > 0 {
            here.rows -= 1;
            places.push(Place::Below { columns: here.columns });
            at += usize::from(here.columns);
            continue;
        }
        let cell = cells.next()?;
        let columns = u16::from(cell.columns.max(1));
        let end = at + usize::from(columns);
        // Nothing hangs down into its columns.
        if above.get(at..end)?.iter().any(|above| above.rows > 0) {
            return None;
        }
        *above.get_mut(at)? = Above { columns, rows: cell.rows.max(1) - 1 };
        places.push(Place::Cell { cell, at: u16::try_from(at).ok()?, columns });
        at = end;
    }
    cells.next().is_none().then_some(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(columns: u8, rows: u8) -> Cell {
        Cell { columns, rows, ..Cell::default() }
    }

    fn said(columns: u8, rows: &[Vec<Cell>]) -> Result<Vec<String>, Fault> {
        let one = |place: &Place<'_>| match place {
            Place::Cell { at, columns, .. } => format!("{at}+{columns}"),
            Place::Below { columns } => format!("^{columns}"),
        };
        Ok(places(columns, rows)?.iter().map(|row| row.iter().map(one).collect::<Vec<_>>().join(" ")).collect())
    }

    #[test]
    fn cells_stand_beside_those_that_hang_down_from_above() {
        let rows = [vec![cell(1, 1), cell(1, 3), cell(2, 1)], vec![cell(1, 2), cell(2, 2)], vec![]];
        assert_eq!(said(4, &rows).unwrap(), ["0+1 1+1 2+2", "0+1 ^1 2+2", "^1 ^1 ^2"]);
    }

    #[test]
    fn a_row_that_does_not_fill_its_columns_is_named() {
        assert_eq!(said(2, &[vec![cell(2, 1)], vec![cell(1, 1)]]), Err(Fault::Grid { row: 1 }));
        assert_eq!(said(2, &[vec![cell(3, 1)]]), Err(Fault::Grid { row: 0 }));
        assert_eq!(said(2, &[vec![cell(2, 1), cell(1, 1)]]), Err(Fault::Grid { row: 0 }));
        // Beyond the last row, and into what hangs down.
        assert_eq!(said(1, &[vec![cell(1, 2)]]), Err(Fault::Grid { row: 1 }));
        assert_eq!(said(2, &[vec![cell(1, 1), cell(1, 2)], vec![cell(2, 1)]]), Err(Fault::Grid { row: 1 }));
    }
}
