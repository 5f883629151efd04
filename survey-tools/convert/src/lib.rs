//! survey_convert.
