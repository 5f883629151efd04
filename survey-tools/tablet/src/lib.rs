//! survey_tablet.
