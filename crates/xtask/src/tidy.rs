//! `cargo xtask tidy`: rules of this workspace that no compiler checks. Each is a function, and its tests plant a
//! breach to show that it bites.

pub mod contracts;
pub mod errors;
pub mod layers;
pub mod machine;
pub mod paths;
pub mod sizes;
pub mod sources;

use crate::{page, workspace};
use sources::Source;

/// Prints remarks and problems.
///
/// # Errors
/// When there is a problem.
pub fn run() -> anyhow::Result<()> {
    let sources = sources::tracked(&workspace::root())?;
    for remark in sizes::remarks(&sources) {
        println!("remark: {remark}");
    }
    let problems = problems(&sources)?;
    for problem in &problems {
        println!("problem: {problem}");
    }
    anyhow::ensure!(problems.is_empty(), "{} problems", problems.len());
    Ok(())
}

fn problems(sources: &[Source]) -> anyhow::Result<Vec<String>> {
    let packages = layers::packages(&workspace::metadata()?)?;
    let mut found = layers::problems(&packages);
    found.extend(layers::misplaced_sql(sources));
    found.extend(paths::problems(sources, &|path| workspace::root().join(path).exists()));
    found.extend(contracts::problems(&proto::descriptor_pool()));
    found.extend(page::problems(&proto::descriptor_pool())?);
    found.extend(errors::problems(sources));
    found.extend(machine::problems(sources));
    Ok(found)
}
