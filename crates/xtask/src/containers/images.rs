//! Which images are used: public ones where the engine has them or can pull them, stand-ins where it cannot, and
//! one image of our own for each service.

use std::path::Path;
use std::process::Command;

use anyhow::Context;
use servers::Tools;

use super::{
    command::piped,
    engine::{docker, has_image, pull},
    inputs::{Inputs, files},
    stand_ins::Workshop,
};
use crate::system::SERVICES;

/// The public images; `docker-compose.yml` and `deploy/images/Dockerfile` name the same ones.
const RUST: &str = "rust:1.95-bookworm";
const POSTGRES: &str = "postgres:18";
const NATS: &str = "nats:2.15";

/// What `docker-compose.yml` is told, as environment.
pub type Images = Vec<(String, String)>;

/// All of them, made or pulled where they are missing.
///
/// # Errors
/// When one can neither be had nor made.
pub fn ensure(root: &Path, folder: &Path, log: &Path) -> anyhow::Result<Images> {
    let shop = Workshop { root, folder, log };
    let tools = || Tools::find(root);
    let mut images = vec![
        named("POSTGRES", public(POSTGRES, || shop.postgres(&tools()?))?),
        named("NATS", public(NATS, || shop.nats(&tools()?))?),
    ];
    let files = files(root)?;
    let hash = Inputs::default().and_files(root, &files)?.hash();
    let mut rust = None;
    for service in SERVICES {
        let tag = format!("jobbro/{service}:{hash}");
        if has_image(&tag) {
            println!("  {tag}: nothing it is made from has changed");
        } else {
            let rust: &String = match &mut rust {
                Some(it) => it,
                none => none.insert(public(RUST, || shop.rust())?),
            };
            println!("  making {tag} with {rust}; the first time this takes some minutes");
            let list = folder.join("context.txt");
            let names: Vec<_> = files.iter().map(|it| it.to_string_lossy()).collect();
            std::fs::write(&list, names.join("\n"))?;
            let mut context = Command::new("tar");
            context.arg("-C").arg(root).arg("-c").arg("--files-from").arg(&list);
            let (rust, service) = (format!("RUST_IMAGE={rust}"), format!("SERVICE={service}"));
            let mut build = docker(&["build", "--file", "deploy/images/Dockerfile"]);
            build.args(["--build-arg", &rust, "--build-arg", &service, "--tag", &tag, "-"]);
            piped(&mut context, &mut build, log)
                .with_context(|| format!("the image {tag} cannot be made"))?;
        }
        images.push(named(&service.to_uppercase(), tag));
    }
    Ok(images)
}

fn named(what: &str, image: String) -> (String, String) {
    (format!("JOBBRO_{what}_IMAGE"), image)
}

/// The public image where there is one, else the stand-in.
fn public(name: &str, stand_in: impl FnOnce() -> anyhow::Result<String>) -> anyhow::Result<String> {
    if has_image(name) || pull(name) {
        println!("  {name}: the public image");
        return Ok(name.to_owned());
    }
    let tag =
        stand_in().with_context(|| format!("{name} cannot be pulled, nor a stand-in made"))?;
    println!("  {name} cannot be pulled here: {tag} stands in");
    Ok(tag)
}
