//! Tables with a header, separated by tabs, and everything that is wrong in them.

use std::collections::BTreeMap;

use market_model::{Origin, Problem, Text};

/// Most problems that are listed; a file with more is no file of its kind.
const LISTED: usize = 100;
/// Most characters of a found value that are shown.
const SHOWN: usize = 80;

/// Collects what is wrong.
#[derive(Default)]
pub(super) struct Problems {
    list: Vec<Problem>,
}

impl Problems {
    /// Something in a line of a file, counted from 1; 0 for the whole file.
    pub(super) fn add(&mut self, file: &str, line: usize, path: &str, found: &str, (ko, en): (&str, &str)) {
        if self.list.len() >= LISTED {
            return;
        }
        let found: String = found.chars().take(SHOWN).collect();
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let origin = Origin { file: file.to_owned(), line, event: String::new() };
        self.list.push(Problem::error("bad-day", path, found, Text::new(ko, en)).at(&origin));
    }

    /// The answer, or everything that is wrong.
    pub(super) fn or<T>(self, answer: Option<T>) -> Result<T, Vec<Problem>> {
        match answer {
            Some(answer) if self.list.is_empty() => Ok(answer),
            _ => Err(self.list),
        }
    }
}

/// A table: its rows with the columns that were asked for, in the order of asking.
pub(super) struct Table<'a, const N: usize> {
    pub(super) file: &'static str,
    names: [&'static str; N],
    /// Line number, from 1, and cells.
    pub(super) rows: Vec<(usize, [&'a str; N])>,
}

impl<'a, const N: usize> Table<'a, N> {
    /// Reads the columns `names` of a text; rows with too few or too many cells are told and left out.
    pub(super) fn read(
        file: &'static str,
        text: &'a str,
        names: [&'static str; N],
        most: usize,
        problems: &mut Problems,
    ) -> Option<Self> {
        let mut lines = text.lines().enumerate();
        let header: Vec<&str> =
            lines.next().map_or(Vec::new(), |(_, l)| l.split('\t').map(str::trim).collect());
        let mut places = [0; N];
        let mut whole = true;
        for (place, name) in places.iter_mut().zip(names) {
            if let Some(found) = header.iter().position(|h| *h == name) {
                *place = found;
            } else {
                whole = false;
                let ko = format!("{name} 열이 있는 머리글");
                problems.add(
                    file,
                    1,
                    name,
                    &header.join(" "),
                    (&ko, &format!("a header with a column {name}")),
                );
            }
        }
        if !whole {
            return None;
        }
        let mut rows = Vec::new();
        for (index, line) in lines.filter(|(_, l)| !l.trim().is_empty()) {
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            if cells.len() != header.len() {
                let (ko, en) = (format!("{}칸", header.len()), format!("{} cells", header.len()));
                problems.add(file, index + 1, "row", line, (&ko, &en));
            } else if rows.len() == most {
                let (ko, en) = (format!("최대 {most}줄"), format!("at most {most} rows"));
                problems.add(file, index + 1, "row", line, (&ko, &en));
                break;
            } else {
                rows.push((index + 1, places.map(|p| cells[p])));
            }
        }
        Some(Self { file, names, rows })
    }

    /// A number of a row within bounds; what is told stands for it when it is none.
    pub(super) fn number(&self, row: usize, column: usize, (low, high): (f64, f64), p: &mut Problems) -> f64 {
        let (line, cells) = self.rows[row];
        match cells[column].parse::<f64>() {
            Ok(number) if (low..=high).contains(&number) => number,
            _ => {
                let (ko, en) =
                    (format!("{low} 이상 {high} 이하의 숫자"), format!("a number from {low} to {high}"));
                p.add(self.file, line, self.names[column], cells[column], (&ko, &en));
                low
            }
        }
    }

    /// A whole number of a row within bounds.
    pub(super) fn whole(&self, row: usize, column: usize, (low, high): (i32, i32), p: &mut Problems) -> i32 {
        let (line, cells) = self.rows[row];
        match cells[column].parse::<f64>() {
            Ok(n) if (f64::from(low)..=f64::from(high)).contains(&n) && n.fract() == 0.0 => n as i32,
            _ => {
                let (ko, en) = (
                    format!("{low} 이상 {high} 이하의 정수"),
                    format!("a whole number from {low} to {high}"),
                );
                p.add(self.file, line, self.names[column], cells[column], (&ko, &en));
                low
            }
        }
    }

    /// The name in a row's first column, entered under its file and line; result files are split at spaces, so it has none.
    pub(super) fn id(
        &self,
        row: usize,
        taken: &mut BTreeMap<String, (&'static str, usize)>,
        p: &mut Problems,
    ) -> String {
        let (line, cells) = self.rows[row];
        let id = cells[0];
        if id.is_empty()
            || id == "0"
            || id.len() > 64
            || id.contains(|c: char| c.is_whitespace() || c.is_control())
        {
            let told =
                ("1~64바이트, 공백 없는 이름 (0 제외)", "a name of 1 to 64 bytes without spaces, not 0");
            p.add(self.file, line, self.names[0], id, told);
        } else if let Some((file, first)) = taken.get(id) {
            let (ko, en) =
                (format!("{file}:{first}과 다른 이름"), format!("another name than that of {file}:{first}"));
            p.add(self.file, line, self.names[0], id, (&ko, &en));
        } else {
            taken.insert(id.to_owned(), (self.file, line));
        }
        id.to_owned()
    }
}
