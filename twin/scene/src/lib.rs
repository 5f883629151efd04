//! The market as a glTF 2.0 scene.
