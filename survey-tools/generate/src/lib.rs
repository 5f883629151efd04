//! survey_generate.
