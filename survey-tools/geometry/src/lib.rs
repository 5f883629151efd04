//! survey_geometry.
