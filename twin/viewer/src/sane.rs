//! What must hold of a file before the glTF reader may touch it: that reader counts on what it does not check.
//!
//! Invariant: what passes here is read without a panic. Must not know: what the meshes mean.

use gltf::accessor::{DataType, Dimensions};
use gltf::json::validation::{Checked, Validate};
use gltf::{Accessor, Primitive, Semantic};

use crate::glb::{GlbError, MAX_VERTICES};

/// The reader's own validation; it looks up the places of corners before it knows that they are there.
///
/// # Errors
/// The first thing that is wrong.
pub fn document(root: &gltf::json::Root) -> Result<(), GlbError> {
    let positions = Checked::Valid(Semantic::Positions);
    let mut places =
        root.meshes.iter().flat_map(|m| &m.primitives).filter_map(|p| p.attributes.get(&positions));
    if places.any(|index| index.value() >= root.accessors.len()) {
        return Err(GlbError::Broken("accessor"));
    }
    let mut faults = Vec::new();
    root.validate(root, gltf::json::Path::new, &mut |path, fault| {
        faults.push(format!("{}: {fault}", path()));
    });
    faults.into_iter().next().map_or(Ok(()), |first| Err(GlbError::NotGltf(first)))
}

/// Whether the lists of a mesh have the forms that glTF 2.0 gives them (section 3.7.2.1).
///
/// # Errors
/// [`GlbError::Broken`] names the list.
pub fn primitive(primitive: &Primitive<'_>) -> Result<(), GlbError> {
    use DataType::{F32, U8, U16, U32};
    use Dimensions::{Scalar, Vec2, Vec3, Vec4};
    for (semantic, list) in primitive.attributes() {
        let (name, dimensions, types): (_, &[_], &[_]) = match semantic {
            Semantic::Positions => ("a mesh's positions", &[Vec3], &[F32]),
            Semantic::Colors(_) => ("a mesh's colours", &[Vec3, Vec4], &[U8, U16, F32]),
            Semantic::TexCoords(_) => ("a mesh's places in its image", &[Vec2], &[U8, U16, F32]),
            _ => continue,
        };
        list_is(&list, dimensions, types).then_some(()).ok_or(GlbError::Broken(name))?;
    }
    let indices = primitive.indices();
    let whole = indices.is_none_or(|list| list_is(&list, &[Scalar], &[U8, U16, U32]));
    whole.then_some(()).ok_or(GlbError::Broken("a mesh's corners"))
}

fn list_is(list: &Accessor<'_>, dimensions: &[Dimensions], types: &[DataType]) -> bool {
    let apart = list.view().and_then(|v| v.stride()).unwrap_or_else(|| list.size());
    dimensions.contains(&list.dimensions())
        && types.contains(&list.data_type())
        && list.sparse().is_none()
        && (1..=3 * MAX_VERTICES).contains(&list.count())
        && apart >= list.size()
}
