//! What the engine asks of a composer.

use std::collections::HashMap;
use std::fmt;

/// The language of a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ShaderLanguage {
    /// WebGPU's.
    #[default]
    Wgsl,
    /// OpenGL's, which is refused.
    Glsl,
}

/// The language of a whole shader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ShaderType {
    /// WebGPU's.
    #[default]
    Wgsl,
    /// OpenGL's for corners, which is refused.
    GlslVertex,
    /// OpenGL's for points, which is refused.
    GlslFragment,
}

/// The value of a name that a shader may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ShaderDefValue {
    /// Set or not.
    Bool(bool),
    /// A whole number.
    Int(i32),
    /// A whole number, not negative.
    UInt(u32),
}

/// What one shader takes from another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportDefinition {
    /// The other one's name.
    pub import: String,
    /// What is taken of it; nothing: all.
    pub items: Vec<String>,
}

/// A module that others may import.
#[derive(Debug, Clone)]
pub struct ComposableModuleDescriptor<'a> {
    /// Its text.
    pub source: &'a str,
    /// Where it came from.
    pub file_path: &'a str,
    /// Its language.
    pub language: ShaderLanguage,
    /// The name by which others import it.
    pub as_name: Option<String>,
    /// What it imports beside what its text says.
    pub additional_imports: &'a [ImportDefinition],
    /// Names it is read with.
    pub shader_defs: HashMap<String, ShaderDefValue>,
}

/// A whole shader.
#[derive(Debug, Clone, Default)]
pub struct NagaModuleDescriptor<'a> {
    /// Its text.
    pub source: &'a str,
    /// Where it came from.
    pub file_path: &'a str,
    /// Its language.
    pub shader_type: ShaderType,
    /// Names it is read with.
    pub shader_defs: HashMap<String, ShaderDefValue>,
    /// What it imports beside what its text says.
    pub additional_imports: &'a [ImportDefinition],
}

/// Why a shader is not read: file and reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComposerError(String);

impl ComposerError {
    /// The reason as text.
    #[must_use]
    pub fn emit_to_string(&self, _: &Composer) -> String {
        self.0.clone()
    }
}

impl fmt::Display for ComposerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ComposerError {}

/// Reads whole shaders.
#[derive(Debug, Default)]
pub struct Composer {
    /// What a graphics card can do.
    pub capabilities: naga::valid::Capabilities,
}

impl Composer {
    /// A composer; none of these validates, which is the renderer's work.
    #[must_use]
    pub fn non_validating() -> Self {
        Self::default()
    }

    /// The same for a graphics card that can do this.
    #[must_use]
    pub fn with_capabilities(self, capabilities: naga::valid::Capabilities) -> Self {
        Self { capabilities }
    }

    /// Whether a module can be imported: none can.
    #[must_use]
    pub fn contains_module(&self, _: &str) -> bool {
        false
    }

    /// Refuses a module that others would import.
    ///
    /// # Errors
    /// Always.
    #[allow(clippy::needless_pass_by_value, reason = "the signature that the engine calls")]
    pub fn add_composable_module(
        &mut self,
        module: ComposableModuleDescriptor<'_>,
    ) -> Result<(), ComposerError> {
        Err(ComposerError(format!(
            "{} is imported by a shader, and this build puts none together: write the shader whole",
            module.file_path
        )))
    }

    /// Reads a whole shader. Linear in its length.
    ///
    /// # Errors
    /// A shader in another language than WGSL, or one that does not stand alone.
    #[allow(clippy::needless_pass_by_value, reason = "the signature that the engine calls")]
    pub fn make_naga_module(
        &mut self,
        shader: NagaModuleDescriptor<'_>,
    ) -> Result<naga::Module, ComposerError> {
        if shader.shader_type != ShaderType::Wgsl {
            return Err(ComposerError(format!(
                "{} is not WGSL, and this build reads no other",
                shader.file_path
            )));
        }
        naga::front::wgsl::parse_str(shader.source)
            .map_err(|e| ComposerError(format!("{}: {}", shader.file_path, e.emit_to_string(shader.source))))
    }

    /// Forgets a module; there is none.
    pub fn remove_composable_module(&mut self, _: &str) {}
}

/// A shader's name for others, what it imports and what it sets: what stands in its text is not looked for.
#[must_use]
pub fn get_preprocessor_data(
    _: &str,
) -> (Option<String>, Vec<ImportDefinition>, HashMap<String, ShaderDefValue>) {
    Default::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str, shader_type: ShaderType) -> Result<naga::Module, ComposerError> {
        let shader = NagaModuleDescriptor { source, file_path: "a.wgsl", shader_type, ..Default::default() };
        Composer::non_validating().make_naga_module(shader)
    }

    #[test]
    fn a_whole_shader_is_read() {
        let source = "@fragment fn go() -> @location(0) vec4<f32> { return vec4(1.0); }";
        let module = read(source, ShaderType::Wgsl).expect("it stands alone");
        assert_eq!(module.entry_points.len(), 1);
    }

    #[test]
    fn a_shader_that_imports_or_is_none_is_refused_with_its_file() {
        for (source, kind) in [
            ("#import bevy_render::view\n@fragment fn go() {}", ShaderType::Wgsl),
            ("fn (", ShaderType::Wgsl),
            ("void main() {}", ShaderType::GlslFragment),
        ] {
            let refused = read(source, kind).expect_err(source);
            assert!(refused.to_string().contains("a.wgsl"), "{refused}");
        }
    }
}
