//! Compiles the contracts. Fails on an RPC without a permission and on an event field without a class.

use std::{error::Error, fs, path::Path};

#[path = "src/checks.rs"]
mod checks;

/// Messages that hold personal data: they cannot be printed. One that is missing here fails the build, as far as it
/// can be seen by the names of its fields.
const PERSONAL: [&str; 19] = [
    ".jobbro.citizens.events.v1.CitizenIdentity",
    ".jobbro.citizens.events.v1.AssessmentReason",
    ".jobbro.citizens.v1.RegisterCitizenRequest",
    ".jobbro.citizens.v1.AssessReadinessRequest",
    ".jobbro.citizens.v1.GetCitizenResponse",
    ".jobbro.citizens.v1.ExternalId",
    ".jobbro.placements.events.v1.PlacementTexts",
    ".jobbro.placements.events.v1.RejectionReason",
    ".jobbro.placements.events.v1.PlacementEnd",
    ".jobbro.placements.events.v1.IguEnd",
    ".jobbro.placements.v1.Terms",
    ".jobbro.placements.v1.DraftPlacementRequest",
    ".jobbro.placements.v1.RevisePlacementRequest",
    ".jobbro.placements.v1.RejectPlacementRequest",
    ".jobbro.placements.v1.InterruptPlacementRequest",
    ".jobbro.placements.v1.CancelPlacementRequest",
    ".jobbro.placements.v1.StopIguRequest",
    ".jobbro.placements.v1.CancelIguRequest",
    ".jobbro.placements.v1.GetPlacementResponse",
];

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../proto");
    println!("cargo:rerun-if-changed={}", root.display());
    let files = proto_files(&root)?;
    let mut compiler = protox::Compiler::new([&root])?;
    compiler.include_source_info(true).include_imports(true).open_files(&files)?;

    // prost's own types drop extensions; this encoding keeps them.
    let bytes = compiler.encode_file_descriptor_set();
    let pool = checks::pool(&bytes)?;
    let mut problems = checks::problems(&pool);
    problems.extend(checks::printable(&pool, &PERSONAL));
    if !problems.is_empty() {
        return Err(problems.join("\n").into());
    }
    let out = std::env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("descriptors.bin"), &bytes)?;

    let planted = Path::new(env!("CARGO_MANIFEST_DIR")).join("planted");
    println!("cargo:rerun-if-changed={}", planted.display());
    let mut compiler_of_planted = protox::Compiler::new([&planted, &root])?;
    compiler_of_planted.include_imports(true).open_files(proto_files(&planted)?)?;
    fs::write(
        Path::new(&out).join("planted.bin"),
        compiler_of_planted.encode_file_descriptor_set(),
    )?;

    let mut config = tonic_prost_build::Config::new();
    config.enable_type_names().skip_debug(PERSONAL);
    tonic_prost_build::configure()
        .include_file("modules.rs")
        .compile_fds_with_config(compiler.file_descriptor_set(), config)?;
    Ok(())
}

fn proto_files(folder: &Path) -> Result<Vec<std::path::PathBuf>, std::io::Error> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(proto_files(&path)?);
        } else if path.extension().is_some_and(|it| it == "proto") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
