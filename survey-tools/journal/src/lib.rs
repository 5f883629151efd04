//! survey_journal.
