//! Leaves the engine's own shaders unread: nothing here draws with them, and reading them takes a tenth of a second of a
//! start, four times that on a slow phone.
//!
//! Must not know: our shaders, which are made straight from their text.

use std::convert::Infallible;

use bevy::asset::io::Reader;
use bevy::asset::{AssetLoader, LoadContext};
use bevy::reflect::TypePath;
use bevy::shader::{Shader, ShaderImport, Source, ValidateShader};

/// Takes every shader for an empty one.
#[derive(TypePath)]
pub(super) struct Unread;

impl AssetLoader for Unread {
    type Asset = Shader;
    type Settings = ();
    type Error = Infallible;

    async fn load(
        &self,
        _: &mut dyn Reader,
        (): &(),
        at: &mut LoadContext<'_>,
    ) -> Result<Shader, Infallible> {
        let path = at.path().to_string();
        Ok(Shader {
            import_path: ShaderImport::AssetPath(path.clone()),
            path,
            source: Source::Wgsl("".into()),
            imports: Vec::new(),
            additional_imports: Vec::new(),
            shader_defs: Vec::new(),
            file_dependencies: Vec::new(),
            validate_shader: ValidateShader::Disabled,
        })
    }

    fn extensions(&self) -> &[&str] {
        &["wgsl"]
    }
}
